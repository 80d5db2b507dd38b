"""One round of the watch after the other: collect, read, decide, tell. In: settings and a record; out: a Round each time, for as long as it is let.

All that must outlive a kill stands in the record; a round does again at most the step in which the last one ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from dragoman.model import DragomanError, UsageError
from dragoman.read.fetch import Fetcher
from dragoman.read.fetch.resolving import Resolver, system_resolver
from dragoman.record import Record
from dragoman.record.clock import stamp
from dragoman.record.place import Address, Place
from dragoman.record.postgresql import alone
from dragoman.record.watching import KEPT, Alert, Watching
from dragoman.run.build import build
from dragoman.run.configuration import Configuration
from dragoman.run.watch.collecting import Collected, Collector
from dragoman.run.watch.deciding import members_told, news
from dragoman.run.watch.mailing import secret_of
from dragoman.run.watch.matching import fitting, said
from dragoman.run.watch.settings import Search, Settings
from dragoman.run.watch.telling import Teller, alert_body
from dragoman.views.rows import Describer

SHORTEST_SLEEP, LONGEST_SLEEP = 1.0, 3600.0  # seconds between two rounds
AFTER_AN_ERROR: Final = 60.0
MOST_FILES: Final = 1_000_000


@dataclass(slots=True)
class Round:
    """What one round did.

    Attributes:
        feeds, pages: by outcome. added: reports new in the record. alerts: made, by search. handed: alerts that went out (done), will be tried
            again (waiting) or never (left). problems: one sentence each.
    """

    at: str
    feeds: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    added: int = 0
    alerts: Counter[str] = field(default_factory=Counter)
    handed: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        counts = {name: dict(sorted(getattr(self, name).items())) for name in ("feeds", "pages", "alerts", "handed")}
        return {"at": self.at, **counts, "added": self.added, "problems": self.problems}


class Watch:
    """Watches into one record.

    Args:
        fetcher: with the manners of the settings. resolve: names of mail servers to addresses.
        configuration: of the reading. environment: where secrets stand; None: the process's own.

    Raises:
        UsageError: if a secret that the settings name is not set.
    """

    def __init__(
        self,
        settings: Settings,
        record: Place,
        fetcher: Fetcher,
        *,
        resolve: Resolver = system_resolver,
        configuration: Configuration | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._settings, self._record, self._time, self._configuration = settings, record, fetcher.time, configuration
        self._collector = Collector(settings, fetcher)
        self._problems: list[str] = []
        self._teller = Teller(settings, fetcher, self._problems, resolve, environment)
        for name in (*(search.secret for search in settings.searches), settings.mail.password if settings.mail else None):
            if name is not None:
                secret_of(name, environment)

    def run(self, tell: Callable[[Round], None], rounds: int | None = None) -> None:
        """Round after round.

        Args:
            tell: called after each. rounds: so many; None: until the process is told to stop.

        Raises:
            DragomanError: if a round can't be done, where they are counted; else it is told and tried again a minute later.
        """
        with only_one(self._record):
            done = 0
            while True:
                pause = AFTER_AN_ERROR
                try:
                    tell(self.round())
                    pause = self._pause()
                except DragomanError as error:
                    if rounds is not None:
                        raise
                    tell(Round(stamp(self._time.now()), problems=[str(error)]))
                done += 1
                if rounds is not None and done >= rounds:
                    return
                self._time.sleep(pause)

    def round(self) -> Round:
        """Ask what is due, read what is new, tell what is news."""
        now = self._time.now()
        found = Round(stamp(now))
        with Record.open(self._record) as record:
            state = record.watching()
            for search in self._settings.searches:
                self._begin(record, state, search, now)
            met: Collected = self._collector.collect(state)
            files = sorted({page.file for page in state.pages(KEPT, stamp(self._time.now()), MOST_FILES) if page.file is not None})
        found.feeds, found.pages = met.feeds, met.pages
        found.problems += met.problems
        found.added = self._read(files, found)
        with Record.open(self._record) as record:
            state = record.watching()
            state.files_read(files)
            for search in self._settings.searches:
                found.alerts[search.name] += self._tell(record, state, search, now)
            self._problems.clear()
            self._teller.write_feeds(state)
            found.handed = self._teller.hand_over(state)
            found.problems += self._problems
        return found

    def _begin(self, record: Record, state: Watching, search: Search, now: datetime) -> None:
        """A search that is new, or asks for something else than before, tells only what comes from now on."""
        filters = _filters(search)
        before = state.search(search.name)
        if before is None or before[0] != filters:
            state.begin(search.name, filters, stamp(now), members_told(fitting(record, search, now.date())))

    def _read(self, files: list[str], found: Round) -> int:
        paths = [self._settings.pages / name for name in files]
        there = [path for path in paths if path.is_file()]
        found.problems += [f"{path}: the archive is gone; its pages were not read" for path in paths if path not in there]
        if not there:
            return 0
        built = build(there, self._record, configuration=self._configuration)
        found.problems += [*built.problems, *(f"{identifier}: {error}" for identifier, error in built.unreadable)]
        return built.added

    def _tell(self, record: Record, state: Watching, search: Search, now: datetime) -> int:
        told = state.told(search.name)
        found, learnt = news(search.name, fitting(record, search, now.date()), told, state.made(search.name))
        describer, made_at = Describer(record), stamp(now)
        alerts = [Alert(one.id, search.name, made_at, alert_body(said(describer, search, one, made_at))) for one in found]
        if learnt:
            state.tell(search.name, alerts, learnt, search.outputs)
        return len(alerts)

    def _pause(self) -> float:
        """Seconds until something is due."""
        with Record.open(self._record) as record:
            state = record.watching()
            due = min(one for one in (self._collector.due(state), state.next_due()) if one is not None)
        left = (datetime.fromisoformat(due.replace("Z", "+00:00")) - self._time.now().astimezone(UTC)).total_seconds() if due else 0.0
        return min(LONGEST_SLEEP, max(SHORTEST_SLEEP, left))


def _filters(search: Search) -> str:
    """What a search asks for, as text: not where it tells it."""
    return repr((search.filters, search.person, search.text, search.days, search.origins, search.confidence, search.background))


@contextmanager
def only_one(record: Place) -> Iterator[None]:
    """Holds a lock beside the record, or in its database, while it is watched: two watches would tell everything twice.

    Raises:
        UsageError: if another process watches into this record.
    """
    if isinstance(record, Address):
        with alone(record, "watch") as ours:
            if not ours:
                raise UsageError("another watch is running on this record", source=str(record))
            yield
        return
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        yield
        return
    try:
        stream = record.with_name(record.name + ".watch").open("w")
    except OSError as error:
        raise UsageError(f"the folder of the record can't be written ({error.strerror})", source=str(record)) from error
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UsageError("another watch is running on this record", source=str(record)) from error
        yield
