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
# Real pages have some 3,000 tags, the largest of two hundred tried 12,000; the cost of finding an article grows faster than their number.
MOST_TAGS_OF_PAGE: Final = 30_000
# Real pages nest some 30 elements deep; parsers drop what lies below 256.
MOST_ELEMENTS_DEEP: Final = 120
# A tag with 20,000 attributes keeps trafilatura busy for seconds; honest ones have some ten. Shorter tags can't hold that many.
LONG_TAG: Final = 4_000
MOST_ATTRIBUTES: Final = 200
# A stretch without any tag, the length of a short novel, is no paragraph.
MOST_CHARACTERS_WITHOUT_TAG: Final = 200_000
# Processor time in a process of its own (see run.sandbox): real pages need 0.05 s, the slowest of two hundred tried 0.25 s.
MOST_SECONDS_OF_PAGE: Final = 1.5
# The plain text of a page for which that was not enough.
MOST_SECONDS_OF_PLAIN_TEXT: Final = 0.5
# A whole feed with all its entries.
MOST_SECONDS_OF_FEED: Final = 20.0
MOST_SECONDS_OF_MAIL: Final = 2.0
# What one page may make a process grow by.
MOST_BYTES_OF_MEMORY: Final = 512 * 1024 * 1024
