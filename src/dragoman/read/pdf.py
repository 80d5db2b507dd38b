"""PDF files: the text that is in them, page by page. pypdf reads it; a scan, which holds pictures of text only, is told."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from types import FrameType
from typing import Any

from dragoman.model import InputError, Report
from dragoman.read.limits import MOST_CHARACTERS_OF_TEXT, MOST_PAGES_OF_PDF, MOST_SECONDS_OF_PDF
from dragoman.read.made import make
from dragoman.read.pending import Pending, whole_file
from dragoman.read.source import SourceFile

# A word broken by the column's width; what PDF hands over has lost whether the hyphen was its own.
_HYPHEN_AT_END = re.compile(r"(?<=[a-z])[-\u00ad\u2010]\n(?=[a-z])")
_SPACES = re.compile(r"[ \t\u00a0]+")
# Shorter lines are headings, lists, captions; a line that fills seven tenths of the widest one may go on in the next.
_SHORT_LINE = 40
_FILLED = 0.7
# A line that ends a sentence short of this goes on nowhere.
_FULL = 0.9


class PdfReader:
    """Reads .pdf: one file, one report."""

    name = "pdf"
    suffixes = (".pdf",)

    def recognises(self, head: bytes) -> bool:
        # The mark may stand behind some bytes of rubbish (ISO 32000, annex H.3).
        return b"%PDF-" in head[:1024]

    def pending(self, source: SourceFile) -> Iterator[Pending]:
        yield whole_file(self.name, source)

    def read(self, source: SourceFile) -> Iterator[Report]:
        data = source.data()
        try:
            with _within(MOST_SECONDS_OF_PDF) as still:
                text, fields = _extracted(source, data, still)
        except TimeoutError as error:
            raise source.error(f"the PDF takes longer than {MOST_SECONDS_OF_PDF:.0f} s to read") from error
        except InputError:
            raise
        except MemoryError as error:
            raise source.error("the PDF unpacks to more than fits into memory") from error
        except Exception as error:  # pypdf raises its own errors, and any of Python's, on broken files
            raise source.error(f"the PDF is broken ({' '.join(str(error).split())[:120] or type(error).__name__})") from error
        yield make(source, source.name, text, fields, data=data)


def _extracted(source: SourceFile, data: bytes, still: Callable[[], None]) -> tuple[str, dict[str, Any]]:
    """The text, pages apart by an empty line, and what the file says about itself.

    Raises:
        InputError: if it is encrypted or holds no text. TimeoutError: if it takes too long.
    """
    import logging

    import pypdf

    # Its warnings are about things that do no harm, and would come one by one on standard error.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    document = pypdf.PdfReader(BytesIO(data), strict=False)
    if document.is_encrypted and not document.decrypt(""):
        raise source.error("the PDF is encrypted: save it without a password first")
    pages, broken, size, count = [], 0, 0, len(document.pages)
    for page in document.pages[:MOST_PAGES_OF_PDF]:
        still()
        try:
            pages.append(_paragraphs(page.extract_text()))
        except TimeoutError:
            raise
        except Exception:  # one page of many; any of Python's errors on broken streams
            broken += 1
            continue
        size += len(pages[-1])
        if size > MOST_CHARACTERS_OF_TEXT:
            break
    if not any(page.strip() for page in pages):
        if broken:
            raise source.error(f"none of the {count} pages of the PDF can be read")
        raise source.error(f"the PDF has {count} pages and no text: it is a scan, put it through text recognition first")
    empty = sum(not page.strip() for page in pages)
    for number, told in (
        (broken, "of the PDF's pages are broken and were left out"),
        (empty, "of the PDF's pages hold no text (scans or pictures)"),
        (max(0, count - MOST_PAGES_OF_PDF), f"of the PDF's pages stand behind the first {MOST_PAGES_OF_PDF} and were left out"),
    ):
        if number:
            source.problem(str(source.error(f"{number} {told}")))
    return "\n\n".join(page for page in pages if page.strip()), _told(document)


def _told(document: Any) -> dict[str, Any]:
    """Title and author of the file's properties. Its day is left aside: it tells when the file was made, not when the news was published."""
    try:
        told = document.metadata
        return {} if told is None else {"title": _named(told.title), "byline": _named(told.author)}
    except Exception:  # properties are of no weight
        return {}


def _named(value: Any) -> str | None:
    """A property, unless a word processor made it up: "Microsoft Word - draft3.docx", "untitled"."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return None if not text or re.search(r"\.(?:docx?|indd|pdf|tex|qxd|rtf|odt)\b|^untitled\b|^microsoft word", text, re.IGNORECASE) else text


def _paragraphs(page: str) -> str:
    """A page's lines joined to paragraphs, which PDF does not know."""
    text = _SPACES.sub(" ", page.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    lines = [line.strip() for line in text.split("\n")]
    width = max((len(line) for line in lines), default=0)
    out: list[str] = []
    open_ = False
    for line in lines:
        if out and open_ and line:
            out[-1] = _HYPHEN_AT_END.sub("", f"{out[-1]}\n{line}").replace("\n", " ")
        else:
            out.append(line)
        open_ = len(line) >= max(_SHORT_LINE, width * _FILLED) if line else False
        if line and len(line) < width * _FULL and line[-1] in ".!?\u201d\"'":
            open_ = False
    return "\n".join(out).strip()


@contextmanager
def _within(seconds: float) -> Iterator[Callable[[], None]]:
    """Interrupts what runs inside after so many seconds.

    In a process's main thread the clock rings amid a page; elsewhere, and on systems without that clock, between two pages.

    Yields:
        What is to be called between two pages.
    """
    end = time.monotonic() + seconds

    def still() -> None:
        if time.monotonic() > end:
            raise TimeoutError

    def rung(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread() or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield still
        return
    before = signal.signal(signal.SIGALRM, rung)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield still
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
