"""A console that shows what reports say and obeys none of it: control and direction-changing characters in texts never reach the terminal.

In: anything rich can print. Out: the same with each such character shown as U+FFFD; styles are ours and stay.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

# C0 and C1 controls but for line feed and tab; bidi embeddings, overrides and isolates (Unicode TR 9), with which a line can be made to read otherwise.
_UNSAFE = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)) if chr(code) not in "\n\t"}


def plain(text: str) -> str:
    """The text with each such character, and each line break, shown."""
    return text.translate(_UNSAFE).replace("\n", "\ufffd")


class SafeConsole(Console):
    """rich's console, with the text of every segment made harmless."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(segment.text.translate(_UNSAFE), segment.style)


def printable(text: str) -> str:
    """Plain text with each such character made harmless."""
    return text.translate(_UNSAFE)
