"""What reports of one site teach of its pages. In: reports on their way into a record; out: the same with the lines that belong to their sites.

What a report is read with depends on all reports of its site in the record. A first look ahead, and what the record knows, tell most of it; once
all are in, the few that were read with other lines than are learnt in the end are read anew, so that order and number of builds make no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from dragoman.clean.recurring import learnt, lines_of, site_of
from dragoman.model import Report, Unreadable
from dragoman.record import Record
from dragoman.record.rows import Run, key
from dragoman.record.sites import SiteLines
from dragoman.run.configuration import ASKING, Configuration
from dragoman.run.workers import process_count, read_all

# A build that goes on beside this one may add pages of the site meanwhile; should it not have ended by then, it looks at the site itself.
MOST_ROUNDS = 10


class Sites:
    """What is learnt of sites so far, while a build goes on."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._learnt: dict[str, frozenset[int]] = {}

    def look_ahead(self, reports: Sequence[Report]) -> None:
        """Learns from reports that are about to be read, together with those of the record."""
        ahead: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
        for report in reports:
            if (found := lines_by_site(report)) is not None:
                ahead[found.site][key(report.id)] = found.lines
        for site, own in ahead.items():
            pages = {name: page.lines for name, page in self._record.site_pages(site).items()}
            self._learnt[site] = learnt((pages | own).values())

    def with_lines(self, report: Report) -> Report:
        """The report with those of its lines that belong to its site, as far as is known."""
        found = lines_by_site(report)
        if found is None:
            return report
        if found.site not in self._learnt:
            self._learnt[found.site] = learnt(page.lines for page in self._record.site_pages(found.site).values())
        return replace(report, recurring=tuple(mark for mark in found.lines if mark in self._learnt[found.site]))


def lines_by_site(report: Report) -> SiteLines | None:
    """The report's lines, and those that it was read with; None where it has no site or can't be read."""
    site = None if report.error is not None else site_of(report)
    return None if site is None else SiteLines(site, lines_of(report), report.recurring)


def settle(record: Record, run: Run, configuration: Configuration, workers: int | None) -> int:
    """Reads anew what was read with other lines than the record's pages teach now.

    Returns:
        How many reports were read anew.
    """
    count = 0
    for site in record.unsettled_sites():
        for _ in range(MOST_ROUNDS):
            pages = record.site_pages(site)
            belongs = learnt(page.lines for page in pages.values())
            wanted = {name: replace(page, taken=tuple(mark for mark in page.lines if mark in belongs)) for name, page in pages.items()}
            changed = [replace(record.claim(name)[0], recurring=page.taken) for name, page in wanted.items() if page != pages[name]]
            count += len(changed)
            if not _read_anew(record, changed, run, configuration, workers) or record.settle_site(site, wanted):
                break
    return count


def _read_anew(record: Record, reports: Sequence[Report], run: Run, configuration: Configuration, workers: int | None) -> bool:
    """False if some could not be read by a means outside this machine, so that the next build tries again."""
    whole = True
    processes = 1 if configuration.coder == ASKING else process_count(len(reports), workers)
    for report, reading in read_all(reports, configuration, processes):
        if configuration.coder == ASKING and isinstance(reading, Unreadable):
            whole = False
            continue
        record.add(replace(report, recurring=()), reading, run, None if isinstance(reading, Unreadable) else lines_by_site(report))
    record.flush()
    return whole
