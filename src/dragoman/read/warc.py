"""Web archives: every page that was answered with 200 and is HTML or PDF becomes a report; the others are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from dragoman.model import InputError, Report
from dragoman.read.frames import Frame, frames
from dragoman.read.limits import MOST_BYTES_OF_ONE_REPORT
from dragoman.read.made import unreadable
from dragoman.read.pending import Pending, read_pending
from dragoman.read.pieces import Lost
from dragoman.read.source import SourceFile

# Damaged places that are told one by one.
_MOST_PLACES = 5
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_PDF = "application/pdf"


class WarcReader:
    """Reads .warc, .warc.gz and .warc.zst; the address of a page is its id."""

    name = "warc"
    suffixes = (".warc",)

    def recognises(self, head: bytes) -> bool:
        return head.startswith(b"WARC/")

    def read(self, source: SourceFile) -> Iterator[Report]:
        for found in self.pending(source):
            yield from [found] if isinstance(found, Report) else read_pending(found, source.problem).reports

    def pending(self, source: SourceFile) -> Iterator[Report | Pending]:
        left_out: Counter[str] = Counter()
        lost: list[Lost] = []
        number = 0
        with source.raw() as stream:
            for found in frames(stream):
                if isinstance(found, Lost):
                    lost.append(found)
                    continue
                number += 1
                yield from _page(source, found, number, left_out)
        _tell(source, left_out)
        if lost:
            yield unreadable(source, source.error(_told(lost, number)), f"{source.name}#lost")
        elif not number:
            raise source.error("the archive holds no records")


def _told(lost: list[Lost], number: int) -> str:
    places = "; ".join(f"byte {one.at}: {one.why}" for one in lost[:_MOST_PLACES])
    more = f"; and {len(lost) - _MOST_PLACES} places more" if len(lost) > _MOST_PLACES else ""
    return f"the archive is broken or cut off in {len(lost)} {'place' if len(lost) == 1 else 'places'}, {number} whole records were read ({places}{more})"


def _tell(source: SourceFile, left_out: Counter[str]) -> None:
    if left_out:
        told = ", ".join(f"{count} {why}" for why, count in sorted(left_out.items()))
        source.problem(str(source.error(f"left out of the archive: {told}")))


def _page(source: SourceFile, frame: Frame, number: int, left_out: Counter[str]) -> Iterator[Report | Pending]:
    """The report of one archive record, none if it is not an answered page."""
    report_id = f"{source.name}#{number}"
    try:
        if frame.too_large:
            raise source.error(f"record {number} of the archive is larger than {MOST_BYTES_OF_ONE_REPORT // 2**20} MiB")
        record = _parsed(frame)
        kind = str(record.headers.get("WARC-Type", "")).lower() if record is not None else ""
        if record is None or kind != "response":
            left_out[f"{kind or 'unknown'} records"] += 1
            return
        url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
        report_id = url or report_id
        if not record.http_headers or record.http_headers.status_code != 200:
            left_out["answers other than 200"] += 1
            return
        media = (record.http_content_type or "").split(";")[0].strip().lower()
        if media not in (*_PAGE_TYPES, _PDF):
            left_out["answers that are neither HTML nor PDF"] += 1
            return
        page = record.reader.read(MOST_BYTES_OF_ONE_REPORT)
        kind = "pdf" if media == _PDF else "html"
        yield Pending(kind, source.given, source.name, page, report_id, url=url, charset=record.http_charset)
    except InputError as error:
        yield unreadable(source, error, report_id)
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        yield unreadable(source, source.error(f"record {number} of the archive can't be unpacked ({error})"), report_id)


def _parsed(frame: Frame) -> Any:
    """The record with its HTTP answer parsed and unpacked, None if it is none."""
    from fastwarc.warc import ArchiveIterator

    return next(iter(ArchiveIterator(BytesIO(frame.data + b"\r\n\r\n"), parse_http=True, auto_decode="all")), None)
