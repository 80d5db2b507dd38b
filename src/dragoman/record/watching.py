"""What `dragoman watch` knows between two rounds, so that a restart or a kill loses nothing. In: what was seen, kept and told; out: what is due.

Moments are handed in as UTC text that sorts (see `clock.stamp`). Every method is one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Table, delete, func, select, update

from dragoman.record import connect, rows
from dragoman.record.tables import WATCH_ALERT, WATCH_DELIVERY, WATCH_FEED, WATCH_PAGE, WATCH_SEARCH, WATCH_TOLD

WAITING, KEPT, READ, LEFT, DONE = "waiting", "kept", "read", "left", "done"


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed: its validators, when it is asked next, and failures in a row."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    next_at: str = ""
    failures: int = 0
    why: str | None = None


@dataclass(frozen=True, slots=True)
class PageState:
    """A page on its way into the record; `file` is the archive that holds it."""

    url: str
    feed: str
    state: str
    tries: int
    next_at: str
    file: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that a search tells; `fields` is its JSON."""

    id: str
    search: str
    made_at: str
    fields: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """An alert that waits to go out somewhere."""

    alert: Alert
    output: str
    tries: int


class Watching:
    """The tables of the watch. Made by `Record.watching`."""

    def __init__(self, engine: Engine, source: str) -> None:
        self._engine, self._source = engine, source

    # Feeds and pages

    def feeds(self) -> dict[str, FeedState]:
        """All feeds that have ever been asked, by address."""
        with connect.reading(self._engine, self._source) as connection:
            return {row.url: FeedState(**row._mapping) for row in connection.execute(select(WATCH_FEED))}

    def feed_asked(self, state: FeedState, pages: Iterable[str], now: str, kept: str | None = None) -> None:
        """A feed was asked: its new state, and the pages that it names.

        Args:
            pages: those seen before stay as they are. kept: the file that holds them already (the feed's own text); None: they wait to be fetched.
        """
        new = [
            {"url": rows.storable(url), "feed": state.url, "state": KEPT if kept else WAITING, "tries": 0, "seen_at": now, "next_at": now, "file": kept}
            for url in dict.fromkeys(pages)
        ]
        with connect.writing(self._engine, self._source) as connection:
            values = {column.name: getattr(state, column.name) for column in WATCH_FEED.columns}
            connection.execute(connect.insert(connection, WATCH_FEED).values(values).on_conflict_do_update(index_elements=["url"], set_=values))
            _fill(connection, WATCH_PAGE, new)

    def pages(self, state: str, now: str, limit: int) -> list[PageState]:
        """Pages in a state that are due, those that have waited longest first."""
        names = [WATCH_PAGE.c[name] for name in ("url", "feed", "state", "tries", "next_at", "file", "why")]
        query = select(*names).where(WATCH_PAGE.c.state == state, WATCH_PAGE.c.next_at <= now).order_by(WATCH_PAGE.c.next_at, WATCH_PAGE.c.url).limit(limit)
        with connect.reading(self._engine, self._source) as connection:
            return [PageState(**row._mapping) for row in connection.execute(query)]

    def page_is(self, url: str, state: str, *, tries: int = 0, next_at: str = "", file: str | None = None, why: str | None = None) -> None:
        """What became of a page."""
        values = {"state": state, "tries": tries, "next_at": next_at, "file": file, "why": why}
        with connect.writing(self._engine, self._source) as connection:
            connection.execute(update(WATCH_PAGE).where(WATCH_PAGE.c.url == rows.storable(url)).values(values))

    def files_read(self, files: Collection[str]) -> None:
        """These archives are in the record."""
        with connect.writing(self._engine, self._source) as connection:
            connection.execute(update(WATCH_PAGE).where(WATCH_PAGE.c.state == KEPT, WATCH_PAGE.c.file.in_(files)).values(state=READ))

    def next_due(self) -> str | None:
        """The earliest moment at which a page or an alert that waits is due; None if none waits."""
        with connect.reading(self._engine, self._source) as connection:
            found = [connection.execute(select(func.min(table.c.next_at)).where(table.c.state == WAITING)).scalar() for table in (WATCH_PAGE, WATCH_DELIVERY)]
        return min((moment for moment in found if moment is not None), default=None)

    # Searches and alerts

    def search(self, name: str) -> tuple[str, str] | None:
        """Filters of a search when it was last begun, and since when it has watched; None if it is new."""
        with connect.reading(self._engine, self._source) as connection:
            row = connection.execute(select(WATCH_SEARCH.c.filters, WATCH_SEARCH.c.since).where(WATCH_SEARCH.c.name == name)).first()
        return None if row is None else (row.filters, row.since)

    def begin(self, name: str, filters: str, now: str, told: Mapping[str, str]) -> None:
        """A search begins (or begins anew with other filters): what stands in the record now counts as told.

        Args:
            told: event report -> status.
        """
        values = {"name": name, "filters": filters, "since": now}
        with connect.writing(self._engine, self._source) as connection:
            connection.execute(
                connect.insert(connection, WATCH_SEARCH).values(values).on_conflict_do_update(index_elements=["name"], set_={"filters": filters})
            )
            connection.execute(delete(WATCH_TOLD).where(WATCH_TOLD.c.search == name))
            _fill(connection, WATCH_TOLD, [{"search": name, "event_report": rows.key(one), "status": status} for one, status in told.items()])

    def told(self, name: str) -> dict[str, str]:
        """Event report -> the status that the search last told it with."""
        query = select(WATCH_TOLD.c.event_report, WATCH_TOLD.c.status).where(WATCH_TOLD.c.search == name)
        with connect.reading(self._engine, self._source) as connection:
            return {row.event_report: row.status for row in connection.execute(query)}

    def tell(self, name: str, alerts: Sequence[Alert], told: Mapping[str, str], outputs: Sequence[str]) -> None:
        """Alerts are made, wait to go out to each output, and what they tell counts as told: all or nothing."""
        with connect.writing(self._engine, self._source) as connection:
            for event_report, status in told.items():
                values = {"search": name, "event_report": rows.key(event_report), "status": status}
                connection.execute(
                    connect.insert(connection, WATCH_TOLD).values(values).on_conflict_do_update(index_elements=["search", "event_report"], set_=values)
                )
            made = [{"id": one.id, "search": one.search, "made_at": one.made_at, "fields": one.fields} for one in alerts]
            waiting = [{"alert": one.id, "output": output, "state": WAITING, "tries": 0, "next_at": one.made_at} for one in alerts for output in outputs]
            _fill(connection, WATCH_ALERT, made)
            _fill(connection, WATCH_DELIVERY, waiting)

    def made(self, name: str) -> int:
        """How many alerts a search has made."""
        with connect.reading(self._engine, self._source) as connection:
            return int(connection.execute(select(func.count()).select_from(WATCH_ALERT).where(WATCH_ALERT.c.search == name)).scalar_one())

    def alerts(self, name: str, limit: int) -> list[Alert]:
        """The newest alerts of a search, newest first."""
        query = select(WATCH_ALERT).where(WATCH_ALERT.c.search == name).order_by(WATCH_ALERT.c.made_at.desc(), WATCH_ALERT.c.id).limit(limit)
        with connect.reading(self._engine, self._source) as connection:
            return [Alert(**row._mapping) for row in connection.execute(query)]

    def deliveries(self, now: str, limit: int) -> list[Delivery]:
        """What is due to go out, oldest first."""
        query = select(WATCH_ALERT, WATCH_DELIVERY.c.output, WATCH_DELIVERY.c.tries).join(WATCH_DELIVERY, WATCH_DELIVERY.c.alert == WATCH_ALERT.c.id)
        query = query.where(WATCH_DELIVERY.c.state == WAITING, WATCH_DELIVERY.c.next_at <= now)
        query = query.order_by(WATCH_ALERT.c.made_at, WATCH_ALERT.c.id, WATCH_DELIVERY.c.output).limit(limit)
        with connect.reading(self._engine, self._source) as connection:
            return [Delivery(Alert(row.id, row.search, row.made_at, row.fields), row.output, row.tries) for row in connection.execute(query)]

    def delivery_is(self, deliveries: Iterable[Delivery], state: str, *, next_at: str = "", why: str | None = None) -> None:
        """What became of attempts to hand alerts over, all in one way; each counts as a further try."""
        with connect.writing(self._engine, self._source) as connection:
            for one in deliveries:
                values = {"state": state, "tries": one.tries + 1, "next_at": next_at, "why": why}
                where = (WATCH_DELIVERY.c.alert == one.alert.id, WATCH_DELIVERY.c.output == one.output)
                connection.execute(update(WATCH_DELIVERY).where(*where).values(values))


def _fill(connection: Connection, table: Table, values: Sequence[Mapping[str, object]]) -> None:
    if values:
        connection.execute(connect.insert(connection, table).on_conflict_do_nothing(), list(values))
