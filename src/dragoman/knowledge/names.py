"""What a name is: its words, its key, what it may stand for.

Goes in: names as written. Comes out: folded words, name keys; and the entries and hits of the matcher.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from dragoman.model import Interval

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "a", "ʻ": None, "ʼ": None}
)
# "U.S.", "K.C.N.A." and "U.S" are one token; otherwise a token is a run of letters and digits.
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|(?:[A-Z]\.)+[A-Z](?!\w)|[^\W_]+")

_LONGEST_MIXED = 6  # longer words with a capital inside are printed without it too ("NewsAsia")


def fold(text: str) -> str:
    """Lower case without accents: `Türkiye` -> `turkiye`."""
    text = text.lower()
    if text.isascii():
        return text
    # Lowered again, since decomposition may bring capitals to light (mathematical letters); and dots and strokes that it alone brought go.
    bare = unicodedata.normalize("NFKD", text.translate(_LETTERS)).lower().translate(_LETTERS)
    return "".join(letter for letter in bare if letter.isalnum() or (letter in text and not unicodedata.combining(letter)))


def tokens(text: str) -> list[str]:
    """The words of a name as written: `Cho Tae-yeol` -> `["Cho", "Tae", "yeol"]`, `U.S.` -> `["U.S."]`."""
    return TOKEN.findall(text)


def folded_tokens(text: str) -> list[str]:
    """The words of a name, folded and without the dots of abbreviations."""
    return [fold(token).replace(".", "") for token in tokens(text)]


@lru_cache(maxsize=20_000)  # a report says the same names and words again and again
def name_key(name: str) -> str:
    """One key for all ways to write a name: case, accents, hyphens, apostrophes, dots and spaces folded away.

    `name_key("Cho Tae-yeol") == name_key("CHO Tae Yeol") == "chotaeyeol"`. Order of the words counts.
    """
    return "".join(folded_tokens(name))


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One thing that a name may stand for.

    Attributes:
        kind: country, demonym, capital (a city that stands for a government or body), building (a seat of power), region, organisation,
            outlet, person or title.
        name: usual name of the thing (for a demonym the country's; for a title its words).
        id: ISO alpha-3 for countries, demonyms, capitals and buildings; the organisation's id; Wikidata id or name key for persons; the role for titles.
        country: ISO alpha-3 or organisation that it belongs to; for titles the only country it is used of.
        sector: PLOVER sector, None where the word alone doesn't say.
        detail: role or position of a person or title; `generic` for a ministry or service of a country yet to be found; kind of an
            organisation or outlet; `noun` for a demonym that can't stand before a noun ("Poles").
        valid: days in which the name stands for this, None where no limit is known.
    """

    kind: str
    name: str
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    detail: str | None = None
    valid: Interval | None = None


@dataclass(frozen=True, slots=True)
class NameHit:
    """A stretch of text that is a listed name; several entries where it is ambiguous."""

    start: int
    end: int
    surface: str
    entries: tuple[NameEntry, ...]


def shape(word: str) -> str:
    """How a listed word must look in text: `U` in capitals like an acronym, `M` with two capitals at least (LeT, AfDB), `C` with a capital first, `a` any."""
    bare = word.replace(".", "")
    if len(bare) > 1 and bare.upper() == bare and not bare.isdigit() and bare.lower() != bare:
        return "U"
    if len(bare) < _LONGEST_MIXED and sum(map(str.isupper, bare)) > 1:
        return "M"
    return "C" if bare[:1].isupper() else "a"


def fits(word: str, need: str) -> bool:
    """True if a word of a text looks as `shape` of the listed word asks."""
    if need == "a":
        return True
    if need == "C":
        return word[:1].isupper()
    if need == "M":
        return sum(map(str.isupper, word)) > 1
    return word.upper() == word
