"""Pages kept as a web archive (WARC 1.1). In: pages; out: one .warc.gz, a gzip member a record, that `dragoman build` reads.

The address, the moment and the headers are those of the answer; the body is kept unpacked, and what told how it was packed is renamed `X-Orig-`.
"""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self
from uuid import NAMESPACE_URL, uuid5

from dragoman.model import InputError
from dragoman.model.ids import digest
from dragoman.read.fetch.outcome import Page

_OF_THE_TRANSFER: Final = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive", "set-cookie"})
_MOST_NAMES: Final = 1_000


class Archive:
    """A web archive that is being written. The file is made with the first page; every page is on the disk when `add` returns.

    Args:
        folder: where it lies; made if it isn't there. moment: of the beginning, from which it gets its name.
    """

    def __init__(self, folder: Path, moment: datetime, stem: str = "fetched") -> None:
        self._folder, self._stem = folder, f"{stem}-{moment.astimezone(UTC).strftime('%Y%m%dT%H%M%SZ')}"
        self._stream: IO[bytes] | None = None
        self.path: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._stream is not None:
            self._stream.close()

    def add(self, page: Page) -> Path:
        """Append a page.

        Returns:
            The archive's path.

        Raises:
            InputError: if it can't be written.
        """
        # One write, so that a kill leaves whole records; mtime 0, so that the same page gives the same bytes.
        data = gzip.compress(record(page), mtime=0)
        try:
            stream = self._stream or self._begun()
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        except OSError as error:
            raise InputError(f"the pages can't be kept here ({error.strerror or error})", source=str(self._folder)) from error
        assert self.path is not None
        return self.path

    def _begun(self) -> IO[bytes]:
        self._folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, _MOST_NAMES):
            path = self._folder / f"{self._stem}{'' if number == 1 else f'-{number}'}.warc.gz"
            try:
                self._stream = path.open("xb", buffering=0)
            except FileExistsError:
                continue
            self.path = path
            return self._stream
        raise InputError(f"there are {_MOST_NAMES} archives of this very second", source=str(self._folder))


def record(page: Page) -> bytes:
    """The WARC record of a page."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    block = _http(page)
    made = WarcRecord()
    made.init_headers(content_length=len(block), record_type=WarcRecordType.response)
    made.set_bytes_content(block)
    moment = page.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    made.headers["WARC-Record-ID"] = f"<urn:uuid:{uuid5(NAMESPACE_URL, digest(page.url, moment, block.hex()))}>"
    made.headers["WARC-Date"] = moment
    made.headers["WARC-Target-URI"] = page.url
    made.headers["WARC-IP-Address"] = page.address
    if page.asked != page.url and page.asked.isascii():
        made.headers["X-Dragoman-Asked-URI"] = page.asked
    made.headers["Content-Type"] = "application/http; msgtype=response"
    written = BytesIO()
    made.write(written, checksum_data=True)
    return written.getvalue()


def _http(page: Page) -> bytes:
    lines = [f"HTTP/1.1 {page.status} {page.reason}".rstrip()]
    for name, value in page.headers:
        # A cookie is the session's and no part of the page.
        if name.lower() != "set-cookie":
            lines.append(f"{'X-Orig-' if name.lower() in _OF_THE_TRANSFER else ''}{name}: {value}")
    lines.append(f"Content-Length: {len(page.body)}")
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + page.body
