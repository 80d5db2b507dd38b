"""What a name, a noun or a pronoun is used for in a French sentence. In: a token, a name, a title; out: place or actor, bearer, reach."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dragoman.knowledge.names import NameEntry, NameHit
from dragoman.languages.french.offices import TitleHit
from dragoman.languages.french.syntax import case_of, children
from dragoman.mentions.cast import Referent

Token = Any
# After these a country or town is where something takes place.
PLACE_CASES = frozenset({"à", "en", "dans", "vers", "depuis", "sur", "près", "à_travers", "hors", "chez"})
PERSONS = {"il": ("m", False), "elle": ("f", False), "ils": (None, True), "elles": (None, True)}
BOTH = frozenset(
    {"pays", "homme", "dirigeant", "ministre", "président", "partie", "chef", "capitale", "voisin", "responsable", "allié", "armée", "puissance", "camp"}
)
LANDS = frozenset({"pays", "capitale", "voisin", "puissance", "allié"})
PLACES = frozenset({"country", "capital", "building"})


def of_two(token: Token) -> bool:
    """ "Les deux pays": the noun is of two."""
    return any(child.lower_ in ("deux", "2") for child in children(token, "nummod", "det", "amod"))


def best_entry(hit: NameHit, tally: Counter[str | None]) -> NameEntry | None:
    """Of several things that a name may stand for the one whose country the report names most."""
    return max(hit.entries, key=lambda entry: tally[entry.country], default=None)


def is_place(token: Token) -> bool:
    """ "À Paris", "en Chine": the place. "Au" and "aux" are "à" too."""
    case = case_of(token)
    return case is not None and case in PLACE_CASES


def owned_end(text: str, end: int, title: TitleHit, person: Referent) -> int:
    """ "Le roi Abdallah II de Jordanie": the country after the name belongs to the title."""
    if title.owners or not text.startswith((" de ", " du ", " d ", " des "), end):
        return end
    stop = next((at for at in range(end + 1, len(text)) if not (text[at].isalnum() or text[at] in " -")), len(text))
    words = text[end:stop].split()
    return end + text[end:].find(words[1]) + len(words[1]) if person.country is not None and len(words) > 1 and words[1][:1].isupper() else end
