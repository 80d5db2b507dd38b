"""The kinds of file that can be read. In: a file; out: the reader for it. Other packages add readers by entry point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points
from typing import Protocol

from dragoman.model import Report
from dragoman.read.source import Problem, SourceFile

ENTRY_POINTS = "dragoman.readers"
PACKED_SUFFIXES = (".gz", ".bz2", ".xz", ".zst")
# Files so named may hold anything: their content is asked first.
_LOOSE_SUFFIXES = (".txt", ".text", ".json", ".xml")
_SURE_CONTENT = ("html", "feed", "warc", "pdf")


class Reader(Protocol):
    """Makes reports of one kind of file. A plug-in names an object (or a class without arguments) like this as its entry point.

    Attributes:
        name: what the kind is called.
        suffixes: ends of file names, lower case, with the dot, without .gz.
    """

    @property
    def name(self) -> str: ...

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    def recognises(self, head: bytes) -> bool:
        """True if a file that begins with these bytes (unpacked) is of this kind."""

    def read(self, source: SourceFile) -> Iterator[Report]:
        """The reports in the file, in order.

        Raises:
            InputError: if nothing more can be read of the file; what was yielded before stays.
        """


def readers(problem: Problem) -> tuple[Reader, ...]:
    """All readers: those of plug-ins first, by name, so that they may take over a kind of file; then our own."""
    from dragoman.read.feeds import FeedReader
    from dragoman.read.html import HtmlReader
    from dragoman.read.mail import MailboxReader, MailReader
    from dragoman.read.pdf import PdfReader
    from dragoman.read.tables import JsonLinesReader, JsonReader, TableReader
    from dragoman.read.text import TextReader
    from dragoman.read.warc import WarcReader

    own: tuple[Reader, ...] = (
        WarcReader(),
        FeedReader(),
        HtmlReader(),
        PdfReader(),
        MailboxReader(),
        MailReader(),
        JsonLinesReader(),
        JsonReader(),
        TableReader(),
        TextReader(),
    )
    return (*_plugged_in(problem), *own)


def _plugged_in(problem: Problem) -> Iterator[Reader]:
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name):
        try:
            found = entry.load()
            reader: Reader = found() if isinstance(found, type) else found
            if not (callable(reader.read) and callable(reader.recognises) and all(isinstance(suffix, str) for suffix in reader.suffixes)):
                raise TypeError("it is no Reader")
        except Exception as error:  # a broken plug-in must not stop the others
            problem(f"the reader {entry.name!r} of {entry.value} was left out: {error}")
            continue
        yield reader


def reader_for(source: SourceFile, known: Sequence[Reader]) -> Reader | None:
    """The reader for a file by the end of its name, or by its content where the name says little; None if there is none."""
    name = source.path.name.lower()
    for suffix in PACKED_SUFFIXES:
        name = name.removesuffix(suffix)
    by_name = next((reader for reader in known if name.endswith(tuple(reader.suffixes))), None)
    if by_name is not None and not name.endswith(_LOOSE_SUFFIXES):
        return by_name
    head = source.head()
    by_content = next((reader for reader in known if reader.recognises(head)), None)
    # A text may well begin like a letter or a table; only markup and archives are sure enough to outrank ".txt".
    if by_name is not None and (by_content is None or by_content.name not in _SURE_CONTENT):
        return by_name
    return by_content
