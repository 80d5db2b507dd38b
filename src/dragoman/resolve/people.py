"""The actors of the whole record, one row for each id. In: claims; out: ActorRows, sorted by id."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dragoman.model import Actor, ActorRow
from dragoman.resolve.claims import Claim

# Words that stand for somebody named before are no form of the name.
NAMING = frozenset({"name", "title", "metonym"})


def actor_rows(claims: Sequence[Claim]) -> tuple[ActorRow, ...]:
    """One row for each actor id (country code or name where there is none): names and fields as most often told."""
    mentions: dict[str, list[tuple[Claim, Actor]]] = defaultdict(list)
    for claim in claims:
        for actor in all_actors(claim):
            mentions[actor_id(actor)].append((claim, actor))
    return tuple(_row(identity, mentions[identity]) for identity in sorted(mentions))


def actor_id(actor: Actor) -> str:
    """The id under which an actor is known in events and rows."""
    return actor.id or actor.country or actor.name


def all_actors(claim: Claim) -> Iterable[Actor]:
    """Every mention of an actor in a reading, each once."""
    reading = claim.reading
    inside = [actor for event in reading.events for actor in event.actors + event.recipients]
    spoken = [actor for said in reading.statements for actor in (*([said.speaker] if said.speaker else []), *said.via)]
    return dict.fromkeys([*reading.actors, *inside, *spoken])


def _row(identity: str, mentions: list[tuple[Claim, Actor]]) -> ActorRow:
    actors = [actor for _, actor in mentions]
    forms = {form for claim, actor in mentions if actor.how in NAMING and (form := claim.text(actor.start, actor.end))}
    return ActorRow(
        id=identity,
        name=_most([actor.name for actor in actors]) or identity,
        country=_most([actor.country for actor in actors]),
        sector=_most([actor.sector for actor in actors]),
        kind=_most([actor.kind for actor in actors]) or "person",
        offices=tuple(sorted({actor.office for actor in actors if actor.office})),
        names=tuple(sorted(forms)),
        reports=tuple(sorted({claim.id for claim, _ in mentions})),
    )


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default=None)
