"""Numbers with their nouns: `1 report`, `2 stories`."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """The number and the noun in the number it takes."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun.removesuffix('y') + 'ies' if noun.endswith('y') else noun + 's'}"
