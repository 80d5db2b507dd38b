"""Web archives: every page that was answered with 200 and is HTML becomes a report; the others are counted."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from dragoman.model import InputError, Report
from dragoman.read.html import article, decode_page
from dragoman.read.limits import MOST_BYTES_OF_ONE_REPORT
from dragoman.read.made import make, unreadable
from dragoman.read.packing import GZIP_MAGIC
from dragoman.read.source import SourceFile

_CHUNK = 1024 * 1024
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


class WarcReader:
    """Reads .warc, .warc.gz and .warc.zst; the address of a page is its id."""

    name = "warc"
    suffixes = (".warc",)

    def recognises(self, head: bytes) -> bool:
        return head.startswith(b"WARC/")

    def read(self, source: SourceFile) -> Iterator[Report]:
        left_out: Counter[str] = Counter()
        number, cut = 0, False
        with source.raw() as stream:
            try:
                for record in _records(stream):
                    number += 1
                    body = record.reader.read(MOST_BYTES_OF_ONE_REPORT + 1)
                    cut = len(body) < min(record.content_length, MOST_BYTES_OF_ONE_REPORT)
                    if cut:
                        break
                    yield from _page(source, record, body, number, left_out)
            except (OSError, ValueError, EOFError, RuntimeError) as error:
                yield unreadable(source, source.error(f"the archive is broken behind record {number} ({error})"), f"{source.name}#broken")
                return
            finally:
                _tell(source, left_out)
        cut = cut or not _complete(source)
        if cut:
            yield unreadable(source, source.error(f"the archive is cut off in or behind record {number}; what stood before was read"), f"{source.name}#cut")
        elif not number:
            raise source.error("the archive holds no records")


def _tell(source: SourceFile, left_out: Counter[str]) -> None:
    if left_out:
        told = ", ".join(f"{count} {why}" for why, count in sorted(left_out.items()))
        source.problem(str(source.error(f"left out of the archive: {told}")))


def _records(stream: Any) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator

    yield from ArchiveIterator(stream, parse_http=False)


def _page(source: SourceFile, record: Any, body: bytes, number: int, left_out: Counter[str]) -> Iterator[Report]:
    """The report of one archive record, none if it is not an answered page."""
    kind = str(record.headers.get("WARC-Type", "")).lower()
    if kind != "response":
        left_out[f"{kind or 'unknown'} records"] += 1
        return
    url = record.headers.get("WARC-Target-URI")
    report_id = url.strip("<>") if url else f"{source.name}#{number}"
    try:
        if len(body) > MOST_BYTES_OF_ONE_REPORT:
            raise source.error(f"the page {report_id} is larger than {MOST_BYTES_OF_ONE_REPORT // 2**20} MiB")
        status, content_type, charset, page = _http(body)
        if status != 200:
            left_out["answers other than 200"] += 1
            return
        if content_type not in _PAGE_TYPES:
            left_out["answers that are no HTML"] += 1
            return
        text, fields = article(source, decode_page(page, charset), report_id if url else None)
        yield make(source, report_id, text, {**fields, "url": fields.get("url") or url})
    except InputError as error:
        yield unreadable(source, error, report_id)


def _http(body: bytes) -> tuple[int, str, str | None, bytes]:
    """Status, content type, charset and decoded payload of an HTTP answer."""
    from fastwarc.warc import ArchiveIterator

    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: x:x\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    for record in ArchiveIterator(BytesIO(head.encode() + body + b"\r\n\r\n"), parse_http=True, auto_decode="all"):
        if not record.http_headers:
            break
        content_type = (record.http_content_type or "").split(";")[0].strip().lower()
        return record.http_headers.status_code or 0, content_type, record.http_charset, record.reader.read(MOST_BYTES_OF_ONE_REPORT)
    return 0, "", None, b""


def _complete(source: SourceFile) -> bool:
    """False if the archive ends amid a gzip member: fastwarc reads as far as it can and says nothing."""
    with source.raw() as stream:
        if stream.read(2) != GZIP_MAGIC:
            return True
        stream.seek(0)
        unpacker, ended = zlib.decompressobj(wbits=31), True
        while data := stream.read(_CHUNK):
            while data:
                try:
                    unpacker.decompress(data)
                except zlib.error:
                    return False
                ended = unpacker.eof
                data = unpacker.unused_data if ended else b""
                if ended:
                    unpacker = zlib.decompressobj(wbits=31)
                    # Zero padding behind the last member is allowed (RFC 1952, gzip manual).
                    data = data.lstrip(b"\x00")
        return ended
