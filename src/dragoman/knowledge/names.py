"""Name keys and the matcher that finds every listed name in a text in one pass.

Goes in: a text and the dictionary of forms that `lexicon` makes. Comes out: hits, longest match first, left to right, not overlapping.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dragoman.model import Interval

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "a", "ʻ": None, "ʼ": None}
)
# "U.S.", "K.C.N.A." and "U.S" are one token; otherwise a token is a run of letters and digits.
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|(?:[A-Z]\.)+[A-Z](?!\w)|[^\W_]+")
_GAPS = frozenset({" ", "-", "‐", "‑", "–", "'", "’", "ʼ", "`", "\n", "\u00a0", "  ", " \n", "\n ", "/", "+", " - ", " & ", "&", "-\n"})
_ABBREVIATED = frozenset({".", ". ", ".-", ".\n"})
_ABBREVIATION_LENGTH = 3  # "St. Petersburg", "S. Korea", "Gen. Li"; a longer word before a full stop ends its sentence


def fold(text: str) -> str:
    """Lower case without accents: `Türkiye` -> `turkiye`."""
    text = text.lower()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def tokens(text: str) -> list[str]:
    """The words of a name as written: `Cho Tae-yeol` -> `["Cho", "Tae", "yeol"]`, `U.S.` -> `["U.S."]`."""
    return TOKEN.findall(text)


def folded_tokens(text: str) -> list[str]:
    """The words of a name, folded and without the dots of abbreviations."""
    return [fold(token).replace(".", "") for token in tokens(text)]


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


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of an entry. `policy`: `shape` (capitals and acronyms as written), `any` (any case), `loose` (a romanisation key)."""

    text: str
    entry: NameEntry
    policy: str = "shape"


@dataclass(frozen=True, slots=True)
class Guard:
    """Where a name is something else: a form is no hit if the word before or after it (folded) is one of these.

    `only_if` True turns it round: the form is a hit only there. `given_name`: no hit right after a given name or before an unlisted capitalised word.
    """

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    given_name: bool = False


class Speller(Protocol):
    """Brings the spellings of one name together; see `romanise.Romanisation`."""

    def word(self, folded: str) -> str:
        """One spelling for a folded word."""

    def korean(self, words: Sequence[str]) -> str | None:
        """Key of a Korean name in folded words, None if it is none."""


_Mask = tuple[str, ...]
_KOREAN_WORDS = (3, 2)


class NameMatcher:
    """Longest-match dictionary over word tokens. Built once, read by many; holds no state between calls.

    Args:
        forms: every spelling with its entry.
        loose: key made with `speller` (words joined by a space, or a Korean key) -> entries, for persons spelt in no listed way.
        speller: makes those keys; without it only listed spellings are found.
        swallow: folded phrases that hold a listed name but mean something else ("Guinea pig"); found, they give no hit.
        guards: folded form -> guard.
        given_names: folded given names, for guards.
        words_in_capitals: folded acronyms that are plain words when a whole line is in capitals ("WHO", "AID").
    """

    def __init__(
        self,
        forms: Iterable[Form],
        *,
        loose: Mapping[str, tuple[NameEntry, ...]] | None = None,
        speller: Speller | None = None,
        swallow: Iterable[str] = (),
        guards: Mapping[str, Guard] | None = None,
        given_names: frozenset[str] = frozenset(),
        words_in_capitals: frozenset[str] = frozenset(),
    ) -> None:
        self._forms: dict[str, list[tuple[_Mask, NameEntry]]] = {}
        self._prefixes: set[str] = set()
        self._commas: set[str] = set()
        for form in forms:
            self._add(form)
        for phrase in swallow:
            self._forms.setdefault(self._key(folded_tokens(phrase)), [])
        self._loose = dict(loose or {}) if speller is not None else {}
        self._loose_first = {key.split(" ", 1)[0] for key in self._loose}
        self._loose_longest = max((key.count(" ") + 1 for key in self._loose), default=0)
        self._speller = speller
        self._guards = dict(guards or {})
        self._given_names = given_names
        self._words_in_capitals = words_in_capitals
        self._first = {key.split(" ", 1)[0] for key in self._forms}

    def _key(self, words: list[str]) -> str:
        key = words[0]
        for word in words[1:]:
            self._prefixes.add(key)
            key = f"{key} {word}"
        return key

    def _add(self, form: Form) -> None:
        written = tokens(form.text)
        if not written:
            return
        words = [fold(word).replace(".", "") for word in written]
        key = self._key(words)
        if "," in form.text:
            self._commas.add(key)
        mask = tuple("a" for _ in words) if form.policy == "any" else tuple(_shape(word) for word in written)
        held = self._forms.setdefault(key, [])
        if (mask, form.entry) not in held:
            held.append((mask, form.entry))

    def scan(self, text: str) -> list[NameHit]:
        """Every listed name in `text`, offsets into it; longest match, left to right, not overlapping."""
        return list(self._hits(_Text(text)))

    def _hits(self, text: _Text) -> Iterator[NameHit]:
        loose: dict[str, tuple[str, bool] | None] = {}
        if self._speller is not None:
            capitalised = {folded for folded, word in zip(text.folded, text.words, strict=True) if word[:1].isupper()}
            loose = {word: self._loose_starts(word) for word in capitalised}
        starts = {word for word in set(text.folded) if word in self._first or loose.get(word)}
        done = 0
        for index, word in enumerate(text.folded):
            if index < done or word not in starts:
                continue
            length, entries = self._exact(text, index)
            if length < 2 and loose.get(word):
                wider, persons = self._loosely(text, index, loose[word])
                if wider > length:
                    length, entries = wider, persons
            if length == 0:
                continue
            done = index + length
            if entries:
                start, end = text.starts[index], text.ends[done - 1]
                yield NameHit(start, end, text.text[start:end], entries)

    def _loose_starts(self, word: str) -> tuple[str, bool] | None:
        """The word's loose key and whether a Korean name may begin with it; None where no loose name begins so."""
        assert self._speller is not None
        key = self._speller.word(word)
        korean = self._speller.korean((word, "")) is not None
        return (key, korean) if korean or key in self._loose_first else None

    def _exact(self, text: _Text, index: int) -> tuple[int, tuple[NameEntry, ...]]:
        folded, last = text.folded, len(text.folded)
        key, best = folded[index], 0
        found: tuple[NameEntry, ...] = ()
        position = index + 1
        while True:
            held = self._forms.get(key)
            if held is not None:
                entries = self._fitting(text, index, position, key, held)
                if entries is not None:
                    best, found = position - index, entries
            if position >= last or key not in self._prefixes:
                return best, found
            if not text.joined(position - 1, position):
                grown = f"{key} {folded[position]}"
                if text.gap(position - 1, position) != ", " or grown not in self._commas:
                    return best, found
            key = f"{key} {folded[position]}"
            position += 1

    def _fitting(self, text: _Text, first: int, after: int, key: str, held: list[tuple[_Mask, NameEntry]]) -> tuple[NameEntry, ...] | None:
        """The entries whose capitals fit; None where none does, () where the phrase is to be swallowed."""
        if not held:
            return ()
        entries: list[NameEntry] = []
        for mask, entry in held:
            if entry not in entries and all(_fits(text.words[first + offset], need) for offset, need in enumerate(mask)):
                entries.append(entry)
        if not entries or (after - first == 1 and key in self._words_in_capitals and text.shouted(first)):
            return None
        guard = self._guards.get(key)
        if guard is not None and self._guarded(text, first, after, guard):
            return None
        return tuple(entries)

    def _guarded(self, text: _Text, first: int, after: int, guard: Guard) -> bool:
        before = text.folded[first - 1] if first > 0 and text.joined(first - 1, first) else ""
        following = text.folded[after] if after < len(text.folded) and text.joined(after - 1, after) else ""
        if before in guard.before or following in guard.after:
            return True
        if not guard.given_name:
            return False
        if before in self._given_names and text.words[first - 1][:1].isupper() and before not in self._first:
            return True
        return bool(following) and text.words[after][:1].isupper() and following not in self._first and not text.in_capitals(after)

    def _loosely(self, text: _Text, index: int, start: tuple[str, bool] | None) -> tuple[int, tuple[NameEntry, ...]]:
        if start is None or self._speller is None or not text.words[index][:1].isupper():
            return 0, ()
        best: tuple[int, tuple[NameEntry, ...]] = (0, ())
        key, korean = start
        last = min(index + self._loose_longest, len(text.folded))
        reach = index + 1
        while reach < last and text.joined(reach - 1, reach):
            key = f"{key} {self._speller.word(text.folded[reach])}"
            reach += 1
            entries = self._loose.get(key)
            if entries and text.words[reach - 1][:1].isupper():
                best = (reach - index, entries)
        if korean and best[0] == 0:
            best = self._korean(text, index, reach)
        return best

    def _korean(self, text: _Text, index: int, reach: int) -> tuple[int, tuple[NameEntry, ...]]:
        assert self._speller is not None
        for length in _KOREAN_WORDS:
            if index + length <= reach and text.words[index + 1][:1].isupper():
                key = self._speller.korean(text.folded[index : index + length])
                entries = self._loose.get(key) if key else None
                if entries:
                    return length, entries
        return 0, ()


def _shape(word: str) -> str:
    bare = word.replace(".", "")
    if len(bare) > 1 and bare.upper() == bare and not bare.isdigit() and bare.lower() != bare:
        return "U"
    return "C" if bare[:1].isupper() else "a"


def _fits(word: str, need: str) -> bool:
    if need == "a":
        return True
    if need == "C":
        return word[:1].isupper()
    return word.upper() == word or "." in word


class _Text:
    """A text cut into tokens."""

    __slots__ = ("ends", "folded", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        spans = [found.span() for found in TOKEN.finditer(text)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.words = [text[start:end] for start, end in spans]
        self.folded = [word.lower() for word in self.words]
        if not text.isascii():
            self.folded = [word if word.isascii() else fold(word) for word in self.folded]
        if "." in text:
            self.folded = [word.replace(".", "") if "." in word else word for word in self.folded]

    def gap(self, left: int, right: int) -> str:
        return self.text[self.ends[left] : self.starts[right]]

    def joined(self, left: int, right: int) -> bool:
        """True if nothing but a space, hyphen, apostrophe or line end lies between two neighbouring tokens."""
        gap = self.text[self.ends[left] : self.starts[right]]
        return gap in _GAPS or (gap in _ABBREVIATED and len(self.words[left]) <= _ABBREVIATION_LENGTH) or (gap == "" and "." in self.words[left])

    def in_capitals(self, index: int) -> bool:
        word = self.words[index]
        return len(word) > 1 and word.upper() == word

    def shouted(self, index: int) -> bool:
        """True if the words around are in capitals too, so that capitals mark no acronym."""
        around = [near for near in (index - 2, index - 1, index + 1, index + 2) if 0 <= near < len(self.words)]
        longer = [near for near in around if len(self.words[near]) > 3]
        return bool(longer) and all(self.in_capitals(near) for near in longer)
