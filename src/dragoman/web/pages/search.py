"""Search: one box. Results are sentences, not documents: those in which the words stand, with the events that they tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.knowledge.names import name_key
from dragoman.model import Event, EventReport, ReportRow, UsageError
from dragoman.record import Record, SearchHit
from dragoman.views.rows import title
from dragoman.web.asked import Asked
from dragoman.web.marked import Segment, Stretch, segments
from dragoman.web.page import FILTERS, LIMIT, Answer, Page, Parameter
from dragoman.web.spots import key_of

WORDS = Parameter("q", 'Words that must all stand in the report; "a phrase" together, begin* as a beginning.', example="joint drills")
MODE = Parameter("mode", "PLOVER mode of the event that the sentence tells.", example="visit")
PLACE = Parameter("place", "Place of the event, as the facets name it.", example="Seoul, KOR")
OUTLET = Parameter("outlet", "Only what this outlet tells.", example="Yonhap")
SURE = Parameter("confidence", "Only events at least this sure, 0 to 1.", example="0.5")
FACETS = ("type", "mode", "status", "country", "place", "outlet", "year")
MOST_VALUES = 8
MOST_REPORTS, MOST_SENTENCES, MOST_ACTORS = 50, 3, 6
# Where a sentence that no event was read from ends, roughly: enough to show a hit in its words.
ENDS, REACH = ".!?\n", 240


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the words found, and the event reports read from it."""

    start: int
    end: int
    text: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A report in which all words stand, by its sentences."""

    report: str
    source: str
    title: str
    sentences: tuple[Sentence, ...]


def answer(asked: Asked) -> Answer:
    words = asked.one("q") or ""
    hits = asked.record.search(words, min(asked.limit(), MOST_REPORTS)) if words else []
    held_reports = asked.record.reports_named(hit.report for hit in hits)
    found = [(held_reports[hit.report], hit) for hit in hits]
    told = asked.record.told_in(held_reports)
    wanted = _wanted(asked)
    passing = None if not wanted else _passing(asked, [row.id for row, _ in found])
    rows, marked = [], {}
    for row, hit in found:
        if asked.one("outlet") not in (None, row.outlet):
            continue
        sentences, shown = _sentences(row, hit, told.get(row.id, []), passing)
        if sentences or passing is None:
            rows.append(Found(row.id, row.outlet or row.id, title(row), sentences))
            marked[row.id] = shown
    held = _held(asked.record, [told for row in rows for sentence in row.sentences for told in sentence.events])
    shown_all = {
        "words": words,
        "found": rows,
        "marked": marked,
        "written": {row.id: row.written for row, _ in found},
        "actors": asked.record.actors_with(name_key(words), MOST_ACTORS) if name_key(words) else [],
        "holders": {told: event.id for told, event in held.items()},
        "facets": _facets(rows, held),
        "narrowed": wanted or bool(asked.one("outlet")),
    }
    query = {"q": words, **asked.filters().asked(), **{name: asked.one(name) for name in ("mode", "place", "outlet", "confidence")}}
    return Answer(rows, query, shown_all, None, len(rows))


def _wanted(asked: Asked) -> bool:
    """True if what is asked for is a matter of events; else sentences without any pass, too."""
    return any(asked.one(name) for name in (*(one.name for one in FILTERS), "mode", "place", "confidence"))


def _passing(asked: Asked, reports: Sequence[str]) -> frozenset[str]:
    """Event reports of these reports whose event passes the filters."""
    least = _least(asked.one("confidence"))
    mode, place, filters = asked.one("mode"), asked.one("place"), asked.filters().for_record()
    found: dict[str, Event] = {}
    for report in reports:
        filters["report"] = report
        found |= {event.id: event for event in asked.record.events(**filters)}
    kept = (
        event
        for event in found.values()
        if mode in (None, event.mode) and event.confidence >= least and (place is None or (event.where and key_of(event.where) == place))
    )
    return frozenset(told for event in kept for told in event.event_reports)


def _least(typed: str | None) -> float:
    try:
        found = float(typed or 0)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise UsageError(f"confidence is {typed!r}; write a number from 0 to 1")
    return found


def _facets(rows: Sequence[Found], held: Mapping[str, Event]) -> dict[str, list[tuple[str, int]]]:
    """What the sentences found could be narrowed to, with how many of them would be left; most first."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for row in rows:
        for sentence in row.sentences:
            events = [held[told] for told in sentence.events if told in held]
            counts["outlet"].update({row.source} - {row.report})
            counts["type"].update({event.type for event in events})
            counts["mode"].update({event.mode for event in events if event.mode})
            counts["status"].update({event.status for event in events})
            counts["country"].update({code for event in events for code in (*event.actor_countries, *event.recipient_countries) if ":" not in code})
            counts["place"].update({key_of(event.where) for event in events if event.where})
            counts["year"].update({str(event.from_.year) for event in events if event.from_})
    return {name: sorted(told.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES] for name, told in counts.items() if told}


def _sentences(
    row: ReportRow, hit: SearchHit, told: Sequence[EventReport], passing: frozenset[str] | None
) -> tuple[tuple[Sentence, ...], list[tuple[Segment, ...]]]:
    """The sentences that hold most of the hit's places, in order of the text; of those that tell one of the events `passing`, if that is given."""
    if passing is not None:
        told = [one for one in told if one.id in passing]
    places: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for span in hit.spans:
        around = next(((one.sentence.start, one.sentence.end) for one in told if one.sentence.start <= span[0] < one.sentence.end), None)
        if around is not None or passing is None:
            places.setdefault(around or _around(row.text, *span), []).append(span)
    best = sorted(sorted(places, key=lambda place: (-len(places[place]), place))[:MOST_SENTENCES])
    found = tuple(
        Sentence(start, end, row.text[start:end], tuple(one.id for one in told if (one.sentence.start, one.sentence.end) == (start, end)))
        for start, end in best
    )
    return found, [segments(row.text, [Stretch(*span, "hit", "") for span in places[place]], *place) for place in best]


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """From the end of the sentence before to the end of this one, as full stops and line breaks tell."""
    first = max((text.rfind(sign, max(0, start - REACH), start) for sign in ENDS), default=-1) + 1 or max(0, start - REACH)
    after = [at for sign in ENDS if (at := text.find(sign, end, end + REACH)) >= 0]
    last = min(after, default=min(len(text), end + REACH) - 1) + 1
    while first < start and text[first].isspace():
        first += 1
    return first, last


def _held(record: Record, told: Sequence[str]) -> dict[str, Event]:
    """Event report -> its event."""
    events = record.events_named(record.events_telling(told))
    return {member: event for event in events.values() for member in event.event_reports}


PAGE = Page("search", "/search", "search.html", "Sentences in which all the words stand.", answer, (WORDS, *FILTERS, MODE, PLACE, OUTLET, SURE, LIMIT))
