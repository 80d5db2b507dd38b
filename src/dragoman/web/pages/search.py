"""Search: one box. Results are sentences, not documents: those in which the words stand, with the events that they tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.knowledge.names import name_key
from dragoman.model import ActorRow, EventReport, ReportRow
from dragoman.record import Record, SearchHit
from dragoman.views.rows import title
from dragoman.web.asked import Asked
from dragoman.web.marked import Segment, Stretch, segments
from dragoman.web.page import LIMIT, Answer, Page, Parameter

WORDS = Parameter("q", 'Words that must all stand in the report; "a phrase" together, begin* as a beginning.', example="joint drills")
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
    rows, marked = [], {}
    for hit in hits:
        row = asked.record.report(hit.report)
        found, shown = _sentences(row, hit, asked.record.event_reports(report=row.id))
        rows.append(Found(row.id, row.outlet or row.id, title(row), found))
        marked[row.id] = shown
    holders = _holders(asked.record, [event for row in rows for sentence in row.sentences for event in sentence.events])
    actors = _actors(asked.record.actors(), words) if words else []
    return Answer(rows, {"q": words}, {"words": words, "found": rows, "marked": marked, "actors": actors, "holders": holders}, None, len(rows))


def _sentences(row: ReportRow, hit: SearchHit, told: Sequence[EventReport]) -> tuple[tuple[Sentence, ...], list[tuple[Segment, ...]]]:
    """The sentences that hold most of the hit's places, in order of the text."""
    places: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for span in hit.spans:
        around = next(((one.sentence.start, one.sentence.end) for one in told if one.sentence.start <= span[0] < one.sentence.end), None)
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


def _holders(record: Record, told: Sequence[str]) -> dict[str, str]:
    """Event report -> its event."""
    reports = dict.fromkeys(one.rpartition("/")[0] for one in told)
    return {member: event.id for report in reports for event in record.events(report=report) for member in event.event_reports}


def _actors(rows: Sequence[ActorRow], words: str) -> list[ActorRow]:
    """Actors with the words in their name, those named by most reports first."""
    wanted = name_key(words)
    fits = [row for row in rows if wanted and any(wanted in name_key(name) for name in (row.name, *row.names))]
    return sorted(fits, key=lambda row: (-len(row.reports), row.id))[:MOST_ACTORS]


PAGE = Page("search", "/search", "search.html", "Sentences in which all the words stand.", answer, (WORDS, LIMIT))
