"""A record to ask from Python. In: words as a person types them (a country's name, "2023-06"). Out: rows that can be frames, and the views' own answers."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from dragoman import views
from dragoman.export import Choices, ExportSummary
from dragoman.export import export as export_record
from dragoman.library.rows import Rows
from dragoman.model import ActorRow, Divergence, Event, EventReport, FollowUp, ReportRow, Story, Trip
from dragoman.record import Record as Store
from dragoman.record import SearchHit, StatementRow
from dragoman.run.build import Built
from dragoman.run.build import build as build_record
from dragoman.views.briefing import Briefing, brief_actor, brief_pair, brief_period, brief_story
from dragoman.views.filters import Filters, country_of, day_from, day_to, statuses_of, types_of
from dragoman.views.lookup import actor as find_actor
from dragoman.views.past import Pasts

Words = str | Iterable[str] | None


class Record:
    """A record, opened to be read.

        with Record("my.db") as record:
            record.events(country="South Korea", since="2023").pandas()

    Args:
        path: the record's file, or postgresql://... as_of: a day or moment: the record as it stood then.

    Raises:
        RecordError: if it can't be opened or is no record.
    """

    def __init__(self, path: str | Path, as_of: str | None = None) -> None:
        with ExitStack() as stack:
            store = stack.enter_context(Store.open(path, create=False, read_only=True))
            self.store = store if as_of is None else stack.enter_context(Pasts(store)).at(as_of)
            self._open = stack.pop_all()

    @classmethod
    def build(cls, reports: str | Path | Iterable[str | Path], path: str | Path, *, workers: int | None = None) -> tuple[Self, Built]:
        """Bring the record at `path` up to date with these files and folders; returns it, and what was done.

        Raises:
            InputError: if none of them exists. RecordError: if the record can't be written.
        """
        paths = [reports] if isinstance(reports, (str, Path)) else list(reports)
        built = build_record(map(Path, paths), path, workers=workers)
        return cls(path), built

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        self._open.close()

    def __repr__(self) -> str:
        return f"<Record {self.store.path}: {', '.join(f'{count} {name}' for name, count in self.counts().items())}>"

    def counts(self) -> dict[str, int]:
        """How many of each the record holds."""
        return self.store.counts()

    # Tables

    def events(
        self,
        *,
        country: Words = None,
        actor: str | None = None,
        type: Words = None,
        status: Words = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> Rows[Event]:
        """Events in order of time; all that is given must hold.

        Args:
            country: code or name; of several each must take part. type, status: any of them. since, until: a day, month or year.

        Raises:
            UsageError: for a word that is none. UnknownIdError: for an actor that the record doesn't know.
        """
        wanted = self._filters(country, actor, type, status, since, until, limit)
        return Rows("events", self.store.events(**wanted.for_record()))

    def event_reports(self, event: str | None = None, report: str | None = None) -> Rows[EventReport]:
        """What single sentences say, of all reports, of one event or of one report."""
        return Rows("event_reports", self.store.event_reports(event, report=report))

    def statements(self, *, speaker: str | None = None, country: str | None = None, about: str | None = None) -> Rows[StatementRow]:
        """Who is said to have said what. country: of the speaker."""
        wanted = {"speaker": find_actor(self.store, speaker).id if speaker else None, "speaker_country": _code(country), "about": _code(about)}
        return Rows("statements", self.store.statements(**{name: value for name, value in wanted.items() if value}))  # type: ignore[arg-type]

    def stories(self) -> Rows[Story]:
        """Groups of reports that tell of the same thing."""
        return Rows("stories", self.store.stories())

    def trips(self, traveller: str | None = None) -> Rows[Trip]:
        """Journeys, of all or of one traveller by id or name."""
        return Rows("trips", self.store.trips(traveller=find_actor(self.store, traveller).id if traveller else None))

    def differences(self, event: str | None = None) -> Rows[Divergence]:
        """Where independent origins differ."""
        return Rows("divergences", self.store.divergences(event=event))

    def followups(self, event: str | None = None) -> Rows[FollowUp]:
        """What came of requests, offers, threats, plans and attempts at contact."""
        return Rows("followups", self.store.followups(event=event))

    def reports(self, story: str | None = None) -> Rows[ReportRow]:
        """The reports themselves."""
        return Rows("reports", self.store.reports(story=story))

    def actors(self, country: str | None = None) -> Rows[ActorRow]:
        """Everybody who acts, is acted upon or speaks."""
        return Rows("actors", self.store.actors(country=_code(country)))

    # Questions

    def event(self, identifier: str) -> views.EventView:
        """One event with its tellings, why they were put together, and what differs."""
        return views.event(self.store, identifier)

    def pair(self, left: str, right: str, *, since: str | None = None, until: str | None = None) -> views.Pair:
        """What has been going on between two countries, by code or name."""
        return views.pair(self.store, country_of(left), country_of(right), self._filters(None, None, None, None, since, until, None))

    def actor(self, name: str) -> views.ActorView:
        """One actor by id or name: what they did with whom, where they went, what they said."""
        return views.actor(self.store, name)

    def search(self, words: str, limit: int = 50) -> list[SearchHit]:
        """Reports whose title or text holds all the words, best first."""
        return self.store.search(words, limit)

    def brief(self, *about: str, since: str | None = None, until: str | None = None, most: int = 40) -> Briefing:
        """A briefing in which every line cites its sentences: on a story by its id, an actor, two countries, or with no name on a period."""
        filters = self._filters(None, None, None, None, since, until, None)
        if not about:
            return brief_period(self.store, filters, most)
        if len(about) > 1:
            return brief_pair(self.store, country_of(about[0]), country_of(about[1]), filters, most)
        return brief_story(self.store, about[0], most) if about[0].startswith("story-") else brief_actor(self.store, about[0], filters, most)

    def export(
        self, kind: str, out: str | Path, *, by: str = "month", country: Words = None, type: Words = None, since: str | None = None, until: str | None = None
    ) -> ExportSummary:
        """Write the record in one of the kinds of `dragoman export`."""
        return export_record(self.store, kind, out, Choices(self._filters(country, None, type, None, since, until, None), by))

    def _filters(self, country: Words, actor: str | None, type_: Words, status: Words, since: str | None, until: str | None, limit: int | None) -> Filters:
        return Filters(
            since=day_from(since),
            until=day_to(until),
            countries=tuple(map(country_of, _several(country))),
            actor=find_actor(self.store, actor).id if actor else None,
            types=types_of(_several(type_)),
            statuses=statuses_of(_several(status)),
            limit=limit,
        )


def _several(words: Words) -> tuple[str, ...]:
    return () if words is None else (words,) if isinstance(words, str) else tuple(words)


def _code(country: str | None) -> str | None:
    return country_of(country) if country else None
