"""Report: what did the program read here? The text as it came, with layers; when it was written, clue by clue; its origin and copies; what was doubted."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from dragoman.model import Reading, RecordError, Unreadable
from dragoman.views.lookup import thing
from dragoman.views.rows import Describer, folded, title
from dragoman.views.sources import ownership
from dragoman.web.asked import Asked
from dragoman.web.marked import Stretch, segments
from dragoman.web.page import ID, Answer, Page
from dragoman.web.words import act, days, file_name

JUNK = frozenset({"boilerplate", "injected", "caption", "byline"})
LAYERS = (("event", "events"), ("actor", "actors"), ("time", "times"), ("place", "places"), ("statement", "statements"), ("junk", "left out"))


def answer(asked: Asked) -> Answer:
    record = asked.record
    row = thing(record, "report", asked.needed("id"))
    reading: Reading | Unreadable | None = None
    with suppress(RecordError):
        _, reading = record.claim(row.id)
    describer = Describer(record)
    describer.look_up_imprints(row.near_duplicates)
    same = [other for other in row.near_duplicates if describer.imprint(other) is not None]
    shown = {
        "row": row,
        "title": title(row),
        "owner": ownership(row.outlet),
        "reading": reading if isinstance(reading, Reading) else None,
        "layers": LAYERS,
        "segments": segments(row.text, _stretches(reading) if isinstance(reading, Reading) else []),
        "clues": [(clue, folded(row.text[clue.start : clue.end])) for clue in row.written.clues] if row.written else [],
        "events": describer.event_rows(record.events(report=row.id, order="date")),
        "copies": [(other, describer.source(other)) for other in same],
    }
    return Answer([replace(row, source=row.source and file_name(row.source))], {"id": row.id}, shown)


def _stretches(reading: Reading) -> list[Stretch]:
    """All layers of a reading. Mentions of one actor share a chain."""
    chains: dict[str, int] = {}
    found = [Stretch(one.start, one.end, "junk", f"{one.kind}, {one.why or 'left out'}") for one in reading.blocks if one.kind in JUNK]
    for one in reading.actors:
        chain = chains.setdefault(one.id or one.name, len(chains))
        office = f", {one.office}" if one.office else ""
        found.append(Stretch(one.start, one.end, "actor", f"{one.name}{office} (by {one.how})", chain))
    found += [Stretch(one.start, one.end, "time", f"{one.value}: {days(one.from_, one.to)}" if one.from_ or one.to else one.value) for one in reading.times]
    found += [Stretch(one.start, one.end, "place", f"{one.name}, {'the place' if one.literal else 'its government'}") for one in reading.places]
    found += [Stretch(one.trigger.start, one.trigger.end, "event", f"{act(one.type, one.mode)} ({one.type}), {one.status}") for one in reading.events]
    for said in reading.statements:
        chain_of = " ← ".join(actor.name for actor in ((*said.via, said.speaker) if said.speaker else said.via))
        found.append(Stretch(said.content.start, said.content.end, "statement", f"said by {chain_of or 'somebody not named'}, {said.stance}"))
    return found


PAGE = Page("report", "/report", "report.html", "One report: its text and what was read in it.", answer, (ID,))
