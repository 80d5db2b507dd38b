"""`brief`: a briefing about a pair, an actor, a story or a period, put together from what the record holds; every line cites the sentences it rests on.

In: a record and what the briefing is about. Out: a Briefing: sections of lines with numbers, and the cited sentences by number. Nothing in it is written anew:
a line is an event's own fields and the sentence that tells it best.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from dragoman.model import Stop, Trip
from dragoman.record import Record
from dragoman.views.actor import actor as actor_view
from dragoman.views.differ import Dispute, differ
from dragoman.views.explain import act, span
from dragoman.views.filters import Filters
from dragoman.views.pair import AHEAD, country_name, latest_report
from dragoman.views.pair import pair as pair_view
from dragoman.views.rows import Describer, EventRow, Party, title
from dragoman.views.statements import StatementView
from dragoman.views.story import story as story_view
from dragoman.views.timeline import kind_of, timeline

MOST = 40  # events a section tells; a page or two in print
MOST_STATEMENTS = 12
MOST_NAMED = 3
MOST_CITED = 4  # sentences to a line: the best told of each source first


@dataclass(frozen=True, slots=True)
class Cited:
    """One sentence that lines rest on.

    Attributes:
        source: outlet, or the report's id. title: of the report. written: days on which it can have been written, in words.
    """

    number: int
    report: str
    source: str
    title: str
    written: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when, the sentence itself where one tells it, what the record makes of it, and the numbers of the sentences it rests on."""

    when: str
    quote: str
    told: str
    cites: tuple[int, ...]
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading; `left_out` says how many more the record holds."""

    heading: str
    lines: tuple[Line, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing.

    Attributes:
        about: what it covers, in one line of counts.
        sections: those that hold anything. cited: the sentences by number.
    """

    title: str
    about: str
    sections: tuple[Section, ...]
    cited: tuple[Cited, ...]


@dataclass
class _Writer:
    """Numbers sentences as lines come to rest on them."""

    describer: Describer
    cited: dict[tuple[str, str], Cited] = field(default_factory=dict)

    def event(self, row: EventRow) -> Line:
        tellings = self.describer.tellings(self.describer.record.event(row.id))
        best = sorted(tellings, key=lambda one: (one != row.telling, one.status != row.status, -one.confidence, one.id))
        cites: list[int] = []
        sources: set[str | None] = set()
        for telling in best:
            if len(cites) < MOST_CITED and telling.origin not in sources:
                sources.add(telling.origin)
                cites.append(self.cite(telling.report, telling.sentence))
        return Line(_days(row), row.telling.sentence if row.telling else "", _told(row), tuple(dict.fromkeys(cites)), row.id)

    def cite(self, report: str, sentence: str) -> int:
        key = report, sentence
        if key not in self.cited:
            row = self.describer.report(report)
            written = row.written if row else None
            days = span(written.from_, written.to) if written else "unknown day"
            self.cited[key] = Cited(len(self.cited) + 1, report, self.describer.source(report), title(row) if row else "", days, sentence)
        return self.cited[key].number

    def events(self, heading: str, rows: Iterable[EventRow], most: int) -> Section:
        """The best supported of the rows, in their own order."""
        every = list(rows)
        kept = {row.id for row in sorted(every, key=lambda row: (-row.origins, -row.confidence, row.id))[:most]}
        return Section(heading, tuple(self.event(row) for row in every if row.id in kept), len(every) - len(kept))

    def disputes(self, found: Iterable[Dispute]) -> Section:
        lines = []
        for dispute in found:
            cites, parts = [], []
            for held in dispute.values:
                own = [self.cite(one.report, one.sentence) for one in held.sentences[:MOST_CITED]]
                cites += own
                parts.append(f"{held.value} ({', '.join(held.sources)})")
            told = f"{_who(dispute.event)}: {dispute.field}: {' / '.join(parts)}"
            lines.append(Line(_days(dispute.event), "", told, tuple(dict.fromkeys(cites)), dispute.event.id))
        return Section("Disputed", tuple(lines))

    def trips(self, found: Iterable[Trip]) -> Section:
        lines = []
        for trip in found:
            stops = " – ".join(_stop(stop, trip.status) for stop in trip.stops)
            tellings = [row.telling for stop in trip.stops for row in self.describer.events(stop.events) if row.telling is not None]
            cites = dict.fromkeys(self.cite(one.report, one.sentence) for one in tellings[:MOST_CITED])
            who = ", ".join(traveller.name for traveller in trip.travellers)
            lines.append(Line(span(trip.from_, trip.to), "", f"{who}: {stops or 'nowhere told'}, {trip.status}", tuple(cites)))
        return Section("Journeys", tuple(lines))

    def statements(self, heading: str, views: Iterable[StatementView], most: int = MOST_STATEMENTS) -> Section:
        every = list(views)
        kept = every[-most:]  # the latest
        lines = []
        for view in kept:
            told = f"{view.speaker or 'somebody'} {view.verb} ({view.stance})"
            lines.append(Line(span(view.written_from, view.written_to), view.content, told, (self.cite(view.report, view.content),)))
        return Section(heading, tuple(lines), len(every) - len(kept))

    def finish(self, heading: str, about: str, sections: Iterable[Section]) -> Briefing:
        return Briefing(heading, about, tuple(section for section in sections if section.lines), tuple(self.cited.values()))


def brief_pair(record: Record, left: str, right: str, filters: Filters | None = None, most: int = MOST) -> Briefing:
    """What has been going on between two countries.

    Args:
        left, right: codes. most: events that each section tells, the best supported first.
    """
    view = pair_view(record, left, right, filters)
    writer = _Writer(Describer(record))
    ahead = {row.id for row in view.ahead}
    disputed = differ(record, replace(filters or Filters(), countries=(left, right)))
    about = (
        f"{view.events} events between {view.left_name} and {view.right_name}: {view.sums.acts} acts, {view.sums.threats} threats, {view.sums.planned} planned"
    )
    return writer.finish(
        f"{view.left_name} – {view.right_name}",
        about,
        (
            writer.events("Ahead", view.ahead, most),
            *_by_year(writer, (row for row in view.timeline.events if row.id not in ahead), most),
            writer.disputes(disputed),
            writer.trips(view.trips),
        ),
    )


def brief_actor(record: Record, typed: str, filters: Filters | None = None, most: int = MOST) -> Briefing:
    """What the record holds about one actor, by id or name.

    Raises:
        UnknownIdError: if there is none.
    """
    view = actor_view(record, typed, filters)
    writer = _Writer(Describer(record))
    offices = f" ({'; '.join(view.actor.offices)})" if view.actor.offices else ""
    about = f"{len(view.timeline.events)} events, {len(view.trips)} journeys, {len(view.statements)} statements"
    disputed = differ(record, replace(filters or Filters(), actor=view.actor.id))
    return writer.finish(
        f"{view.actor.name}{offices}",
        about,
        (
            *_by_year(writer, view.timeline.events, most),
            writer.trips(view.trips),
            writer.statements("In their own words", view.statements),
            writer.disputes(disputed),
        ),
    )


def brief_story(record: Record, typed: str, most: int = MOST) -> Briefing:
    """What one story tells, by its id or by one of its reports.

    Raises:
        UnknownIdError: if there is none.
    """
    view = story_view(record, typed)
    writer = _Writer(Describer(record))
    held = set(view.story.events)
    disputed = [dispute for dispute in differ(record) if dispute.event.id in held]
    about = f"{len(view.story.reports)} reports of {len(view.origins)} independent origins; {len(held)} events"
    return writer.finish(view.story.title, about, (writer.events("What happened", view.timeline.events, most), writer.disputes(disputed)))


def brief_period(record: Record, filters: Filters, most: int = MOST) -> Briefing:
    """What happened in the days (and to the countries, types ...) that the filters leave."""
    found = timeline(record, filters)
    writer = _Writer(Describer(record))
    days = span(filters.since, filters.until) if filters.since or filters.until else "all days"
    heading = ", ".join([*map(country_name, filters.countries), days])
    latest = latest_report(record)
    ahead = [row for row in found.events if row.status in AHEAD and latest is not None and row.to is not None and row.to >= latest]
    told = {row.id for row in ahead}
    sections = (
        writer.events("Ahead", ahead, most),
        *_by_year(writer, (row for row in found.events if row.id not in told), most),
        writer.disputes(differ(record, filters)),
    )
    return writer.finish(heading, f"{len(found.events)} events", sections)


def _stop(stop: Stop, status: str) -> str:
    """Where, and what became of the stop where that is another thing than of the journey."""
    name = stop.place or country_name(stop.country or "?")
    return name if stop.status == status else f"{name} ({stop.status})"


def _by_year(writer: _Writer, rows: Iterable[EventRow], most: int) -> Iterable[Section]:
    """Dated events by year, the newest first; what has no days of its own, last."""
    years: dict[int, list[EventRow]] = {}
    undated = []
    for row in rows:
        day = row.from_ or row.to
        if kind_of(row) == "unknown" or day is None:
            undated.append(row)
        else:
            years.setdefault(day.year, []).append(row)
    sections = [writer.events(str(year), sorted(years[year], key=_newest, reverse=True), most) for year in sorted(years, reverse=True)]
    return (*sections, writer.events("Day unknown", undated, most))


def _newest(row: EventRow) -> tuple[date, str]:
    return row.from_ or row.to or date.min, row.id


def _days(row: EventRow) -> str:
    return span(row.from_, row.to)


def _told(row: EventRow) -> str:
    """Who, what, in what status, told by how many: fields of the record and nothing else."""
    parts = [f"{_who(row)}: {act(row.type, row.mode)}", ("not " if row.negated else "") + row.status]
    parts += [row.place] if row.place else []
    parts += [f"{row.origins} independent origins"] if row.origins > 1 else []
    parts += [f"disputed: {', '.join(row.disputed)}"] if row.disputed else []
    return ", ".join(parts)


def _who(row: EventRow) -> str:
    doers, receivers = _names(row.actors), _names(row.recipients)
    return f"{doers or 'somebody'} → {receivers}" if receivers else doers or "somebody"


def _names(found: tuple[Party, ...]) -> str:
    names = list(dict.fromkeys(party.name for party in found))
    return ", ".join(names[:MOST_NAMED]) + (f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else "")
