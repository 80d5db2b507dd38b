"""Lines and paragraphs. In: a text as it came; out: its paragraphs, each the lines that were wrapped out of one.

A text may be wrapped at some width, may have blank lines between paragraphs, or one paragraph a line; all three are told apart by
what the ends of lines look like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from dragoman.clean.characters import INVISIBLE, plain

# Mail and plain-text pages are wrapped at 65 to 80; wider "wrapping" is paragraphs of like length.
WIDEST_WRAP = 100
NARROWEST_WRAP = 34
# Editors count a trailing space or a tab differently: a line may fall this much short and still be full.
WRAP_SLACK = 3
_TERMINAL = re.compile(r"[.!?:;…。]['\"”’»)\]]*$")
_BULLET = re.compile(r"\s*(?:[-–—*•·▪►●○]\s|\d{1,2}[.)]\s)")


@dataclass(frozen=True, slots=True)
class Line:
    """[start, end) in the text, stripped of white space; `text` is without invisible characters; `gap`: blank lines before it."""

    start: int
    end: int
    text: str
    gap: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; `text` is what they say on one line."""

    lines: tuple[Line, ...]

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def gap(self) -> int:
        return self.lines[0].gap

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def ends_sentence(text: str) -> bool:
    """True if the text ends in a mark that closes a sentence, quotation marks and brackets aside."""
    return _TERMINAL.search(text) is not None


def lines(text: str) -> list[Line]:
    """The lines that hold anything visible, and those that hold only invisible characters, in order."""
    found: list[Line] = []
    start = gap = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            begin = start + raw.index(stripped[0])
            found.append(Line(begin, begin + len(stripped), " ".join(plain(stripped).split()), gap))
            gap = 0
        else:
            gap += 1
        start += len(raw)
    return found


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text, in order."""
    all_lines = lines(text)
    width = _wrap_width(all_lines)
    groups: list[list[Line]] = []
    for line in all_lines:
        if groups and line.gap == 0 and _continues(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Paragraph(tuple(group)) for group in groups]


def _wrap_width(all_lines: list[Line]) -> int | None:
    """The width that the text was wrapped at, None if it was not."""
    pairs = [(one, two) for one, two in pairwise(all_lines) if two.gap == 0]
    lengths = sorted(len(line.text) for line in all_lines)
    if not pairs or lengths[-1] > 2 * WIDEST_WRAP:
        return None
    # One long address or table row must not hide that all the rest is wrapped.
    width = lengths[-1] if lengths[-1] <= WIDEST_WRAP else lengths[int(0.95 * (len(lengths) - 1))]
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return None
    broken = [one for one, two in pairs if _mid_sentence(one, two)]
    full = [one for one in broken if len(one.text) >= 0.75 * width]
    # In wrapped prose more than half of all line ends fall inside a sentence before a lower-case word; in lists next to none do.
    return width if len(full) >= 1 and len(full) >= 0.3 * len(pairs) else None


def _mid_sentence(one: Line, two: Line) -> bool:
    return not ends_sentence(one.text) and two.text[:1].islower() and not _BULLET.match(two.text)


def _continues(one: Line, two: Line, width: int | None) -> bool:
    """True if line `two` goes on with the paragraph of line `one`."""
    if not one.text or not two.text or _BULLET.match(two.text):
        return False
    if width is None:
        # A stray line feed in running text: only where both halves can be nothing else.
        return len(one.text) >= 30 and _mid_sentence(one, two) and one.text[-1:].isalpha() and " " in two.text and len(two.text) >= 30
    first = two.text.split(" ", 1)[0]
    if len(one.text) + 1 + len(first) > width - WRAP_SLACK:
        return True
    return len(one.text) >= NARROWEST_WRAP and _mid_sentence(one, two)


def layout_edits(text: str, paragraph: Paragraph) -> list[tuple[int, int, str]]:
    """Replacements for the line ends inside a paragraph: a space, or nothing where a word was broken."""
    from dragoman.clean.words import is_word

    changes: list[tuple[int, int, str]] = []
    for one, two in pairwise(paragraph.lines):
        start, by = one.end, " "
        if text[start - 1] == "\u00ad":
            by = ""
        elif hyphen := re.search(r"(\w+)[-\u2010]$", one.text):
            rest = re.match(r"\w+", two.text)
            left, right = hyphen.group(1), rest.group() if rest else ""
            if right and right[0].islower() and is_word(left + right) and not (is_word(left) and is_word(right)):
                start -= 1
            by = "" if right else " "
        changes.append((start, two.start, by))
    return changes


__all__ = ["INVISIBLE", "Line", "Paragraph", "ends_sentence", "layout_edits", "lines", "paragraphs"]
