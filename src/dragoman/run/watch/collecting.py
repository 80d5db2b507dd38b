"""Feeds to pages in an archive. In: the feeds' settings and what is known of them; out: archives to read, and counts of what was met.

Every step is written down when it is done: after a kill the next round goes on with what is not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from urllib.parse import urljoin

from dragoman.model import InputError
from dragoman.model.ids import digest
from dragoman.read.fetch import Archive, Fetcher, Outcome, Page, Validators
from dragoman.read.pending import Extractor, Pending
from dragoman.record.clock import stamp
from dragoman.record.watching import KEPT, LEFT, WAITING, FeedState, PageState, Watching
from dragoman.run.sandbox import extractor
from dragoman.run.watch.settings import MOST_PAGES, FeedSetting, Settings

MOST_ENTRIES: Final = 1_000  # of one feed in one round; the rest comes with the next
MOST_TRIES: Final = 5  # rounds in which a page is asked for
FIRST_PAUSE: Final = 600.0  # seconds before a page is asked for again, doubled each time
LONGEST_PAUSE: Final = 86_400.0


@dataclass(slots=True)
class Collected:
    """What was met: feeds and pages by outcome, and a sentence for each that is not as it should be."""

    feeds: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


class Collector:
    """Asks feeds and fetches pages for one watch."""

    def __init__(self, settings: Settings, fetcher: Fetcher) -> None:
        self._settings, self._fetcher = settings, fetcher

    def collect(self, state: Watching) -> Collected:
        """One round: the feeds that are due, then the pages that are due.

        Raises:
            InputError: if the pages' folder can't be written.
        """
        found = Collected()
        known = state.feeds()
        # In a process of its own, started with the first feed that has changed: whoever writes a feed could stop or kill the watch.
        with extractor(1) as apart:
            for feed in self._settings.feeds:
                before = known.get(feed.url, FeedState(feed.url))
                if before.next_at <= self._now():
                    self._ask(state, feed, before, found, apart)
        self._fetch(state, found)
        return found

    def due(self, state: Watching) -> str:
        """When the next feed is due."""
        known = state.feeds()
        return min(known[feed.url].next_at if feed.url in known else "" for feed in self._settings.feeds)

    def _now(self, later: float = 0.0) -> str:
        return stamp(self._fetcher.time.now() + timedelta(seconds=later))

    def _ask(self, state: Watching, feed: FeedSetting, before: FeedState, found: Collected, apart: Extractor) -> None:
        outcome = self._fetcher.fetch(feed.url, Validators(before.etag, before.last_modified))
        found.feeds[outcome.outcome] += 1
        why, entries, kept, page = outcome.why, list[str](), None, outcome.page
        if page is not None and outcome.outcome == "fetched":
            try:
                entries = _entries(page, apart)
                if feed.own_text:
                    kept, entries = self._kept(page), [f"{feed.url}#{digest(page.body.hex())}"]
            except InputError as error:
                why, page = str(error), None
                found.feeds["fetched"] -= 1
                found.feeds["unreadable"] += 1
        if why is not None:
            found.problems.append(f"{feed.url}: {why}")
            after = FeedState(feed.url, before.etag, before.last_modified, self._later(feed, before, outcome), before.failures + 1, why)
        else:
            validators = page.validators if page is not None and outcome.outcome == "fetched" else Validators(before.etag, before.last_modified)
            after = FeedState(feed.url, validators.etag, validators.last_modified, self._now(feed.interval))
        state.feed_asked(after, entries, self._now(), kept)

    def _later(self, feed: FeedSetting, before: FeedState, outcome: Outcome) -> str:
        """The interval, doubled with each failure in a row, a day at most, and not before the server wishes."""
        return self._now(max(min(LONGEST_PAUSE, feed.interval * 2.0 ** min(before.failures + 1, 20)), outcome.wait or 0.0))

    def _kept(self, page: Page) -> str:
        """The name of a file with a feed whose own text is read; it has the name of its content."""
        name = f"feed-{digest(page.url, page.body.hex())}.xml"
        folder = self._settings.pages
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(page.body)
        except OSError as error:
            raise InputError(f"the feed can't be kept here ({error.strerror or error})", source=str(folder)) from error
        return name

    def _fetch(self, state: Watching, found: Collected) -> None:
        waiting = {page.url: page for page in state.pages(WAITING, self._now(), MOST_PAGES)}
        with Archive(self._settings.pages, self._fetcher.time.now(), "watched") as archive:
            for outcome in self._fetcher.fetch_all(waiting):
                found.pages[outcome.outcome] += 1
                if outcome.page is not None:
                    state.page_is(outcome.asked, KEPT, file=archive.add(outcome.page).name)
                else:
                    self._failed(state, waiting[outcome.asked], outcome, found)

    def _failed(self, state: Watching, page: PageState, outcome: Outcome, found: Collected) -> None:
        tries = page.tries + 1
        if outcome.passing and tries < MOST_TRIES:
            pause = max(FIRST_PAUSE * 2.0 ** (tries - 1), outcome.wait or 0.0)
            state.page_is(page.url, WAITING, tries=tries, next_at=self._now(pause), why=outcome.why)
            return
        # Told once, when it is given up; until then it may yet come.
        found.problems.append(f"{page.url}: {outcome.why}")
        state.page_is(page.url, LEFT, tries=tries, why=outcome.why)


def _entries(page: Page, apart: Extractor) -> list[str]:
    """Where a feed leads: whole addresses, each once; what they are worth is checked when they are fetched.

    Raises:
        InputError: if it is no feed, or reading it took too much.
    """
    if not page.body.strip():
        raise InputError("the feed is empty", source=page.url)
    found = []
    outcome = apart.submit(Pending("links", page.url, "feed.xml", page.body))()
    for why in (report.error for report in outcome.reports if report.error is not None):
        raise InputError(why)
    for link in (report.text for report in outcome.reports[:MOST_ENTRIES]):
        try:
            found.append(urljoin(page.url, link.strip()).partition("#")[0])
        except ValueError:
            found.append(link)  # refused again, and told, when it is its turn
    return list(dict.fromkeys(found))
