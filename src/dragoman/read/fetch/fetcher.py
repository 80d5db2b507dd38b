"""Fetches pages: checked, pinned, polite, bounded. In: addresses, with what is known of them; out: an Outcome for each, never an exception.

Every hop of a redirect goes through the same checks as the first address.
"""

from __future__ import annotations

import ssl
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from dragoman import __version__
from dragoman.read.fetch import tdm
from dragoman.read.fetch.addresses import Admitted, Target, joined, target_of
from dragoman.read.fetch.body import ENCODINGS, whole
from dragoman.read.fetch.outcome import FailedError, Outcome, Page, RefusedError, Validators
from dragoman.read.fetch.pace import Pace, Time, asked_to_wait, pause_before
from dragoman.read.fetch.resolving import Resolver, pinned, system_resolver
from dragoman.read.fetch.robots import PRODUCT, SLOWEST
from dragoman.read.fetch.sites import Sites
from dragoman.read.fetch.transport import Answer, Deadline, exchange
from dragoman.read.limits import MOST_BYTES_OF_ONE_REPORT

MOST_REDIRECTS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
GIVE_UP_AFTER: Final = 3  # addresses of one host that failed as they may pass; a host that drips costs three minutes each
LONGEST_PAUSE: Final = 60.0  # seconds that one run waits for a server that asks for patience; beyond, the address is given up for now
ACCEPTED: Final = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,text/plain;q=0.8,application/pdf;q=0.7"
_NO_TEXT: Final = ("image/", "audio/", "video/", "font/", "application/zip", "application/octet-stream", "application/x-")


@dataclass(frozen=True, slots=True)
class Manners:
    """How much, how fast, how often.

    Attributes:
        admitted: hosts that need not be public. licensed: hosts whose TDM reservation does not bind the user.
        pause: seconds between two pages of one host; a site may ask for more. most_bytes: of one body, packed and unpacked alike.
        seconds: for one answer in all; quiet: for one wait within it. tries: requests for one page at most.
        contact: who is told to the sites as the one to write to.
    """

    admitted: Admitted = field(default_factory=Admitted)
    licensed: frozenset[str] = frozenset()
    pause: float = 2.0
    most_bytes: int = MOST_BYTES_OF_ONE_REPORT
    seconds: float = 60.0
    quiet: float = 20.0
    tries: int = 3
    contact: str | None = None

    @property
    def agent(self) -> str:
        """Who asks; the product's name comes first, so that a site can name it in its robots.txt."""
        return f"{PRODUCT}/{__version__}" + (f" (+{self.contact})" if self.contact else "")


class Fetcher:
    """Fetches pages for one run; what sites ask for is remembered while it lives.

    Args:
        resolve: names to addresses. time: where time comes from. tls: for tests; else the system's certificates.
    """

    def __init__(
        self, manners: Manners | None = None, *, resolve: Resolver = system_resolver, time: Time | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self.manners, self.time = manners or Manners(), time or Time()
        self._resolve, self._given_tls = resolve, tls
        self._pace = Pace(self.time)
        self._sites = Sites(self._file, self.time.clock, self.manners.licensed)

    def fetch(self, url: str, known: Validators | None = None) -> Outcome:
        """What becomes of one address.

        Args:
            known: what the server gave with the page that is had already; the outcome may then be unchanged.
        """
        attempt = 0
        while True:
            attempt += 1
            try:
                page = self._followed(url, known or Validators())
            except RefusedError as error:
                return Outcome(url, "refused", str(error))
            except FailedError as error:
                pause = pause_before(attempt, error.wait)
                if not error.passing or attempt >= self.manners.tries or pause > LONGEST_PAUSE:
                    return Outcome(url, "failed", str(error), wait=error.wait, passing=error.passing)
                self.time.sleep(pause)
                continue
            return Outcome(url, "unchanged" if page.status == 304 else "fetched", page=page)

    def fetch_all(self, urls: Iterable[str], known: Mapping[str, Validators] | None = None) -> Iterator[Outcome]:
        """Outcomes of many addresses: hosts take turns, so that one host's pause is spent on the others.

        A host that has failed three addresses in a row is left alone: what is left of it fails unasked, and may be tried in another run.
        """
        waiting: dict[str, list[str]] = {}
        failed: Counter[str] = Counter()
        for url in dict.fromkeys(urls):
            waiting.setdefault(self._host(url), []).append(url)
        for queue in waiting.values():
            queue.reverse()
        while waiting:
            host = min(waiting, key=self._pace.left)
            url = waiting[host].pop()
            if not waiting[host]:
                del waiting[host]
            if failed[host] >= GIVE_UP_AFTER:
                yield Outcome(url, "failed", f"{host} was not asked: it failed {GIVE_UP_AFTER} times in a row", passing=True)
                continue
            outcome = self.fetch(url, (known or {}).get(url))
            failed[host] = failed[host] + 1 if outcome.passing else 0
            yield outcome

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Hand something over (a webhook): the same rules for addresses, no redirects, no second try.

        Raises:
            RefusedError, FailedError: if it was not taken with a status of 200 to 299.
        """
        target = target_of(url, self.manners.admitted)
        sent = {"User-Agent": self.manners.agent, "Content-Length": str(len(body)), **headers}
        addresses = pinned(target, self.manners.admitted, self._resolve)
        with exchange(target, addresses, sent, deadline=self._deadline(), tls=self._tls(target), method="POST", content=body) as answer:
            if not 200 <= answer.status < 300:
                wait = asked_to_wait(answer.header("retry-after"), self.time.now())
                raise FailedError(f"{target.host} answered {answer.status}", passing=True, wait=wait)

    def _host(self, url: str) -> str:
        try:
            return target_of(url, self.manners.admitted).host
        except RefusedError:
            return ""

    def _followed(self, url: str, known: Validators) -> Page:
        """The page at the end of the redirects."""
        target, met = target_of(url, self.manners.admitted), set[str]()
        for _ in range(MOST_REDIRECTS + 1):
            addresses = pinned(target, self.manners.admitted, self._resolve)
            pause = max(self.manners.pause, self._sites.check(target))
            if target.host not in met:  # the hops of one page within a host are one visit
                self._patient(target.host)
            met.add(target.host)
            self._pace.asked(target.host, pause)
            found = self._page(url, target, addresses, known)
            if isinstance(found, Page):
                return found
            target = found
        raise RefusedError(f"more than {MOST_REDIRECTS} redirects")

    def _patient(self, host: str) -> None:
        """Waits until the host may be asked.

        Raises:
            FailedError: if that takes longer than any site may ask for between two pages.
        """
        left = self._pace.left(host)
        if left > SLOWEST:
            raise FailedError(f"{host} asked to be left alone for {left:.0f} seconds more", passing=True, wait=left)
        self._pace.wait(host)

    def _page(self, url: str, target: Target, addresses: tuple[str, ...], known: Validators) -> Page | Target:
        """The page, or where it leads."""
        headers = self._headers() | {"Accept": ACCEPTED}
        if known.etag is not None:
            headers["If-None-Match"] = known.etag
        if known.last_modified is not None:
            headers["If-Modified-Since"] = known.last_modified
        with exchange(target, addresses, headers, deadline=self._deadline(), tls=self._tls(target)) as answer:
            if answer.status in REDIRECTS:
                return self._next(target, answer)
            body = self._body(target, answer) if answer.status != 304 else b""
            if answer.status == 304 and known == Validators():
                raise FailedError(f"{target.host} answered 304, though it was not asked whether the page has changed")
            page = Page(url, target.url, self.time.now(), answer.status, answer.reason, answer.headers, body, answer.address)
        if target.host not in self.manners.licensed and page.kind in ("", "text/html", "application/xhtml+xml") and tdm.reserved_by_page(body):
            raise RefusedError(f"{tdm.RESERVED} (in the page)")
        return page

    def _body(self, target: Target, answer: Answer) -> bytes:
        if answer.status != 200:
            wait = asked_to_wait(answer.header("retry-after"), self.time.now()) if answer.status in PASSING else None
            self._pace.asked(target.host, wait or 0.0)  # the wish is the host's, and holds for its other pages too
            raise FailedError(f"{target.host} answered {answer.status}", passing=answer.status in PASSING, wait=wait)
        if target.host not in self.manners.licensed and tdm.reserved_by_header(answer.header(tdm.HEADER)):
            raise RefusedError(f"{tdm.RESERVED} (in a header)")
        kind = (answer.header("content-type") or "").strip().lower()
        if kind.startswith(_NO_TEXT):
            raise RefusedError(f"it is {kind.partition(';')[0][:60]}, no text")
        return whole(answer.pieces, answer.header("content-encoding"), self.manners.most_bytes)

    def _next(self, target: Target, answer: Answer) -> Target:
        location = answer.header("location")
        if not location:
            raise FailedError(f"{target.host} answered {answer.status} without saying where to")
        further = target_of(joined(target, location.strip()), self.manners.admitted)
        if target.scheme == "https" and further.scheme == "http":
            raise RefusedError(f"it leads from https to http ({further.host})")
        return further

    def _file(self, target: Target, most: int) -> tuple[int, bytes]:
        """Status and body of a site's robots.txt or tdmrep.json; the first bytes of it where it is larger."""
        for _ in range(MOST_REDIRECTS + 1):
            addresses = pinned(target, self.manners.admitted, self._resolve)
            with exchange(target, addresses, self._headers(), deadline=self._deadline(), tls=self._tls(target)) as answer:
                if answer.status not in REDIRECTS:
                    return answer.status, whole(answer.pieces, answer.header("content-encoding"), most) if answer.status == 200 else b""
                target = self._next(target, answer)
        return 404, b""  # five hops and no file: as if there were none (RFC 9309, 2.3.1.2)

    def _tls(self, target: Target) -> ssl.SSLContext | None:
        """Made at the first https: loading the system's certificates takes a tenth of a second."""
        if self._given_tls is None and target.scheme == "https":
            self._given_tls = ssl.create_default_context()
        return self._given_tls

    def _headers(self) -> dict[str, str]:
        return {"User-Agent": self.manners.agent, "Accept-Encoding": ENCODINGS, "Connection": "close"}

    def _deadline(self) -> Deadline:
        return Deadline(self.time.clock, self.time.clock() + self.manners.seconds, self.manners.quiet)
