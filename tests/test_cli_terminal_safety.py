"""What a report says can't drive the reader's terminal."""

from __future__ import annotations

import io

from rich.text import Text

from dragoman.cli.safe import SafeConsole


def shown(text: str) -> str:
    out = io.StringIO()
    SafeConsole(file=out, force_terminal=True, color_system="standard", width=200, highlight=False, markup=False).print(Text(text, style="bold"))
    return out.getvalue()


def test_escape_sequences_in_a_text_are_shown_and_not_obeyed() -> None:
    told = shown("\x1b[31mred \x1b]0;title\x07 end")
    assert "\x1b[31m" not in told
    assert "\x1b]" not in told
    assert "\x07" not in told
    assert "red" in told


def test_own_styles_stay() -> None:
    assert "\x1b[1m" in shown("plain")


def test_direction_overrides_are_made_visible() -> None:
    assert "\u202e" not in shown("abc\u202edef")


def test_line_feeds_and_letters_of_all_scripts_stay() -> None:
    assert "서울 Київ" in shown("서울 Київ\nzwei")
