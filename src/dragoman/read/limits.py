"""How much a reader takes at once. Beyond these the input is refused with a clear sentence instead of filling the memory."""

from __future__ import annotations

from typing import Final

# The longest news pages are some 10 MB, most of it scripts; what is larger is a data file or an attack.
MOST_BYTES_OF_ONE_FILE: Final = 32 * 1024 * 1024
# A gzip of this much text unpacked from a few kilobytes is no report either.
MOST_BYTES_UNPACKED: Final = 256 * 1024 * 1024
# One line of JSON, one table cell, one mail, one archived page.
MOST_BYTES_OF_ONE_REPORT: Final = 16 * 1024 * 1024
# Some 300,000 words, a long book: longer texts are not reports and would take minutes to parse.
MOST_CHARACTERS_OF_TEXT: Final = 2_000_000
