"""Other languages than English: who reads which, and the reading of a report's paragraphs in them. The door is `read_aside`.

A language is one object with a few methods (`Language`, `Reader`); further ones come by the entry point group `dragoman.languages`.
"""

from dragoman.languages.protocol import Language, Reader
from dragoman.languages.reading import NOT_CODED, Readers, read_aside, reasons, uncoded_line
from dragoman.languages.registry import BUILT_IN, ENTRY_POINTS, Known, known, language_name

__all__ = ["BUILT_IN", "ENTRY_POINTS", "NOT_CODED", "Known", "Language", "Reader", "Readers", "known", "language_name", "read_aside", "reasons", "uncoded_line"]
