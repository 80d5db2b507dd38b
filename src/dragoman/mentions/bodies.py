"""What the words in an unlisted name say of its bearer: sector and country of bodies and ships, and names of nobody that NER takes for somebody.

In: a name that NER found, as words with the words around it. Out: sector and country, or that it is no name.
"""

from __future__ import annotations

import re

from dragoman.mentions.syntax import View
from dragoman.mentions.words import name_words

_LINKS = frozenset({"ADP", "CCONJ", "DET", "SCONJ"})
# Letters of the longest acronym in a headline that is all in capitals.
_LONG = 6
_WORD = re.compile(r"[^\W\d_]+")


def no_name(view: View, first: int, stop: int, kind: str) -> bool:
    """True for a piece of a phrase ("Fifth Package of"), words of a headline in capitals, a word that is a name only with the next."""
    if view.pos[stop - 1] in _LINKS:
        return True
    if kind == "person":
        return stop - first == 1 and stop < len(view) and view.lower[stop] in name_words().place_nouns
    words = view.text[first:stop]
    longest = max(words, key=len)
    if longest.isupper() and len(longest) > _LONG:
        beside = [view.text[at] for at in (first - 1, stop) if 0 <= at < len(view)]
        return len(words) > 1 or any(word.isupper() and len(word) > 2 for word in beside)
    return False


def sector_of(name: str) -> str | None:
    """PLOVER sector by the last word of the name that tells one, else by its first ("Ministry of Works")."""
    words = [word.lower() for word in _WORD.findall(name)]
    table = name_words().body_sectors
    if not words:
        return None
    return table.get(words[-1]) or (table.get(words[0]) if len(words) > 2 and words[1] in {"of", "for"} else None)


def ship_of(name: str) -> str | None:
    """The country whose navy gives its ships the prefix that the name begins with ("HMS Kent"); None if it is no ship's name."""
    first, _, rest = name.partition(" ")
    return name_words().ships.get(first) if rest[:1].isupper() else None
