"""How much a reader takes at once. Beyond these the input is refused with a clear sentence instead of filling the memory."""

from __future__ import annotations

from typing import Final

# The longest news pages are some 10 MB, most of it scripts; what is larger is a data file or an attack.
MOST_BYTES_OF_ONE_FILE: Final = 32 * 1024 * 1024
# A gzip of this much text unpacked from a few kilobytes is no report either.
MOST_BYTES_UNPACKED: Final = 256 * 1024 * 1024
# News text packs to a tenth at best, lists of repeated JSON keys to a fortieth; deflate can do 1,032.
MOST_TIMES_UNPACKED: Final = 200
# Below this no harm is done, and short files may be as dull as they like.
BYTES_BEFORE_RATIO: Final = 16 * 1024 * 1024
# One line of JSON, one table cell, one mail, one archived page.
MOST_BYTES_OF_ONE_REPORT: Final = 16 * 1024 * 1024
# Some 300,000 words, a long book: longer texts are not reports and would take minutes to parse.
MOST_CHARACTERS_OF_TEXT: Final = 2_000_000
# An archive of a newspaper's years; zip and tar together with all that is inside.
MOST_MEMBERS: Final = 100_000
MOST_BYTES_OF_ARCHIVE: Final = 4 * 1024 * 1024 * 1024
# An archive in an archive is a habit of download pages; a third level is a trap.
MOST_ARCHIVES_DEEP: Final = 2
# A long government report has some hundred pages; beyond these it is a book or an attack.
MOST_PAGES_OF_PDF: Final = 500
MOST_SECONDS_OF_PDF: Final = 60.0
