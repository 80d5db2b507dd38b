"""Sources that several reports quote: independent tellings of one source are no independent sources. In: claims of a story, origins; out: sentences.

An outlet counts as quoted where a report gives a saying or an act on its word ("KCNA said", "according to Yonhap").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dragoman.resolve.claims import Claim


def shared_sources(claims: Sequence[Claim], origins: Mapping[str, str]) -> list[str]:
    """One sentence for each outlet that reports of two or more origins quote, most quoted first; a copy of a report quotes nothing of its own."""
    quoting: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for name in quoted(claim):
            quoting[name].add(origins[claim.id])
    shared = [(name, sorted(tellers)) for name, tellers in quoting.items() if len(tellers) > 1]
    return [
        f"{len(tellers)} origins tell on the word of one source, {name}: {', '.join(tellers)}"
        for name, tellers in sorted(shared, key=lambda each: (-len(each[1]), each[0]))
    ]


def quoted(claim: Claim) -> frozenset[str]:
    """Names of the outlets on whose word a report tells anything, itself left out."""
    reading = claim.reading
    voices = [actor for said in reading.statements for actor in (*([said.speaker] if said.speaker else []), *said.via)]
    # "Israeli media" are many, and no source of their own.
    outlets, speaking = ({actor.name for actor in actors if actor.kind == "outlet" and actor.how != "title"} for actors in (reading.actors, voices))
    vouching = {source.name for event in reading.events for source in event.according_to if source.name in outlets | speaking}
    return frozenset(speaking | vouching) - {claim.report.outlet or ""}
