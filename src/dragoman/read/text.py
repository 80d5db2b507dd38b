"""Plain text files: one file, one report."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model import Report
from dragoman.read.made import make
from dragoman.read.source import SourceFile, decode_utf8


class TextReader:
    """Reads .txt: the file's text as it is, UTF-8."""

    name = "text"
    suffixes = (".txt", ".text")

    def recognises(self, head: bytes) -> bool:
        """Any text may be plain text, so nothing is by its content alone."""
        return False

    def read(self, source: SourceFile) -> Iterator[Report]:
        data = source.data()
        yield make(source, source.name, decode_utf8(source, data), {}, data=data)
