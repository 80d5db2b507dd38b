"""No two reports under one id. In: reports as they were met; out: each once, under another id where its own was met with other content."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Report
from dragoman.model.ids import digest

DIGEST_LETTERS = 8


class Once:
    """What was met so far. Gives the same ids for the same reports in the same order, whoever read them."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def of(self, report: Report) -> Report | None:
        """The report, under another id if its own was met with other content; None if just this report was met."""
        content = content_of(report)
        for one in (report, replace(report, id=f"{report.id}~{report.digest[:DIGEST_LETTERS]}")):
            before = self._seen.get(one.id)
            if before is None:
                self._seen[one.id] = content
                return one
            if before == content:
                break
        return None


class AsGiven:
    """Leaves ids as they are, for reports of which others are read elsewhere; only what is met again with the same id and content is left out."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()

    def of(self, report: Report) -> Report | None:
        this = (report.id, content_of(report))
        if this in self._seen:
            return None
        self._seen.add(this)
        return report


def content_of(report: Report) -> str:
    """Hash of what the program reads of a report, its id aside."""
    return digest(report.text, report.title, report.published, report.outlet, report.url, report.language, report.byline, report.error)
