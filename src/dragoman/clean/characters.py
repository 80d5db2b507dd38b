"""Repair of single characters. In: a text; out: edits that make it plain.

Invisible characters go, exotic spaces become spaces, UTF-8 that was read as Windows-1252 is read again, the apostrophe inside a
word is made straight (names are listed with it, and spaCy's models know it best). Quotation marks stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.clean.edits import Edit

# Soft hyphen, zero-width and bidirectional marks, variation selectors, byte order mark, controls that are no white space.
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+")
_ODD_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_APOSTROPHE = re.compile(r"(?<=[^\W_])[\u2019\u02bc\u2018\u00b4`](?=[^\W_])")

# Byte 80-9F of Windows-1252 as characters; five of them are undefined there and come as C1 controls.
_CP1252 = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0xA0)}
_TAIL = "".join(re.escape(char) for char in _CP1252) + "\u00a0-\u00bf"
# Only lead characters that are rare before these in real text: "É”" at the end of a quotation is none of them.
_MOJIBAKE = re.compile(f"[ÂÃ][{_TAIL}]|[ÄÅ][\u00a0-\u00bf\u0178\u017d\u017e\u2021\u0152\u0153\u2030]|â[€„‚†][{_TAIL}]|ðŸ[{_TAIL}]{{2}}")


def plain(text: str) -> str:
    """The text without invisible characters, with plain spaces: what patterns are matched against."""
    return _ODD_SPACE.sub(" ", INVISIBLE.sub("", text))


def edits(text: str) -> Iterator[Edit]:
    """Edits for all of the text, in no order; those for mojibake may overlap others and win by beginning first."""
    if text.isascii():
        pattern_edits = ((INVISIBLE, "", "invisible characters"), (_ODD_SPACE, " ", ""), (re.compile("`(?<=[A-Za-z]`)(?=[A-Za-z])"), "'", ""))
    else:
        yield from _mojibake(text)
        pattern_edits = ((INVISIBLE, "", "invisible characters"), (_ODD_SPACE, " ", ""), (_APOSTROPHE, "'", ""))
        for found in _SURROGATE.finditer(text):
            yield Edit(found.start(), found.end(), "\ufffd", "broken characters")
    for pattern, by, what in pattern_edits:
        for found in pattern.finditer(text):
            yield Edit(found.start(), found.end(), by, what)


def _mojibake(text: str) -> Iterator[Edit]:
    for found in _MOJIBAKE.finditer(text):
        try:
            raw = bytes(_CP1252.get(char) or ord(char) for char in found.group())
            by = raw.decode("utf-8")
        except (UnicodeDecodeError, ValueError):
            continue
        by = {"\u2019": "'", "\u00a0": " ", "\u00ad": "", "\ufeff": ""}.get(by, by)
        yield Edit(found.start(), found.end(), by, "characters in the wrong encoding")
