"""What is still to be read: the bytes of one page, feed, mail or PDF, so that another process may read them. In: a Pending; out: its reports.

Whoever calls `reports` may say who reads them (see `run.sandbox`); by default it is done at once, in this process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from dragoman.model import InputError, Report
from dragoman.read.addresses import canonical_address
from dragoman.read.made import EmptyPageError, sound, unreadable
from dragoman.read.source import SourceFile

# What is counted of pages beside their reports, and how it is told.
EMPTY, WITHOUT_ARTICLE, STOPPED, PASSED_BY = "empty", "without article", "stopped", "passed by"


@dataclass(frozen=True, slots=True)
class Pending:
    """Something to be read.

    Attributes:
        kind: html, feed, mail or pdf; "links" for a feed of which only the entries' addresses are wanted, each then the text of a report.
        given: where it comes from, as the user named it (`SourceFile.given`).
        name: what ids are made from (`SourceFile.name`).
        data: its bytes; packed, if it is a file of its own that is.
        report_id: the report's id, None for the name.
        line: the line of the file on which it begins, for messages.
        url: where a page was found.
        charset: what the server said a page was written in.
    """

    kind: str
    given: str
    name: str
    data: bytes = field(repr=False)
    report_id: str | None = None
    line: int | None = None
    url: str | None = None
    charset: str | None = None

    @property
    def whole(self) -> bool:
        """True for a file of its own, False for a part of one."""
        return self.report_id is None

    def source(self, problem: Callable[[str], None]) -> SourceFile:
        return SourceFile(Path(self.name), self.given, self.name, problem, content=self.data)


@dataclass(slots=True)
class Outcome:
    """The reports of a Pending, what was doubtful about them, and what is to be counted."""

    reports: list[Report] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class Extractor(Protocol):
    """Reads what is pending, here or elsewhere.

    Attributes:
        ahead: how many may be handed over before the first is waited for.
    """

    @property
    def ahead(self) -> int: ...

    def submit(self, pending: Pending) -> Callable[[], Outcome]:
        """Takes it over; what comes back waits for the outcome when it is called."""


class Here:
    """Reads in this process, when the outcome is asked for."""

    ahead = 1

    def submit(self, pending: Pending) -> Callable[[], Outcome]:
        return lambda: read_pending(pending)


def read_pending(pending: Pending, problem: Callable[[str], None] | None = None, *, plain: bool = False) -> Outcome:
    """The reports of what is pending; the last says why nothing more could be read, if so.

    Args:
        problem: called with what is doubtful at once; by default it is kept in the outcome.
        plain: take all of a page's text instead of looking for its article.
    """
    outcome = Outcome()
    source = pending.source(problem or outcome.problems.append)
    try:
        for report in _reader(pending)(source, pending, outcome, plain):
            outcome.reports.append(report)
    except InputError as error:
        outcome.counts[EMPTY] += isinstance(error, EmptyPageError)
        outcome.reports.append(unreadable(source, error, pending.report_id))
    except MemoryError:
        if pending.kind == "html" and not plain:
            source.problem(str(source.error("looking for the article takes too much memory; all text of the page was taken", pending.line)))
            outcome.counts[STOPPED] += 1
            again = read_pending(pending, problem, plain=True)
            return Outcome(again.reports, outcome.problems + again.problems, outcome.counts + again.counts)
        outcome.counts[STOPPED] += 1
        outcome.reports.append(unreadable(source, source.error("it takes too much memory to read", pending.line), pending.report_id))
    except (OSError, EOFError) as error:
        told = getattr(error, "strerror", None) or error or type(error).__name__
        outcome.reports.append(unreadable(source, source.error(f"it can't be read ({told})", pending.line), pending.report_id))
    return outcome


def page_bytes(pending: Pending) -> bytes:
    """The bytes of a page, unpacked; none where they can't be (whoever reads it tells why)."""
    if not pending.whole:
        return pending.data
    try:
        return pending.source(lambda problem: None).data()
    except (InputError, OSError, EOFError):
        return b""


def whole_file(kind: str, source: SourceFile) -> Pending:
    """A file to be read as a whole.

    Raises:
        InputError: if it is too large for one report.
    """
    source.check_size()
    with source.raw() as stream:
        return Pending(kind, source.given, source.name, stream.read())


def _reader(pending: Pending) -> Callable[[SourceFile, Pending, Outcome, bool], Iterator[Report]]:
    if pending.kind == "html":
        return _html
    if pending.kind == "mail":
        return _mail
    if pending.kind == "links":
        return _links
    return _feed if pending.kind == "feed" else _pdf


def _html(source: SourceFile, pending: Pending, outcome: Outcome, plain: bool) -> Iterator[Report]:
    from dragoman.read.html import read_page

    yield read_page(source, pending, outcome.counts, plain=plain)


def _mail(source: SourceFile, pending: Pending, outcome: Outcome, plain: bool) -> Iterator[Report]:
    from dragoman.read.mail import read_mail

    yield read_mail(source, source.data() if pending.whole else pending.data, pending.line, pending.report_id)


def _feed(source: SourceFile, pending: Pending, outcome: Outcome, plain: bool) -> Iterator[Report]:
    from dragoman.read.feeds import FeedReader

    yield from FeedReader().read(source)


def _links(source: SourceFile, pending: Pending, outcome: Outcome, plain: bool) -> Iterator[Report]:
    from dragoman.read.feeds import links

    yield from (Report(id=f"{number}", text=link, source=sound(source.given)) for number, link in enumerate(links(pending.data, source)))


def _pdf(source: SourceFile, pending: Pending, outcome: Outcome, plain: bool) -> Iterator[Report]:
    from dragoman.read.pdf import PdfReader

    for report in PdfReader().read(source):
        if pending.report_id is not None:  # a PDF in a web archive
            report = replace(report, id=pending.report_id, url=pending.url, canonical=canonical_address(None, pending.url))
        yield report
