"""Finds every listed name in a text in one pass.

Goes in: a text and the dictionary of forms that `lexicon` makes. Comes out: hits, longest match first, left to right, not overlapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dragoman.knowledge.names import NameEntry, NameHit, fits, fold, folded_tokens, shape, tokens
from dragoman.knowledge.people import People
from dragoman.knowledge.wordtext import Words


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of an entry. `policy`: `shape` (capitals and acronyms as written) or `any` (any case)."""

    text: str
    entry: NameEntry
    policy: str = "shape"


@dataclass(frozen=True, slots=True)
class Guard:
    """Where a name is something else: a form is no hit if the word before or after it (folded) is one of these.

    `given_name`: no hit right after a given name ("Michael Jordan") or right before a surname ("Chad Smith").
    `accent`: a hit only where written with an accent ("Malé"). `hyphen`: only before a hyphen ("Sino-Russian").
    `figure`: no hit right after a figure ("at 4 PM").
    """

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    given_name: bool = False
    accent: bool = False
    hyphen: bool = False
    figure: bool = False

    def joined(self, other: Guard) -> Guard:
        """Both at once."""
        return Guard(
            self.before | other.before, self.after | other.after, self.given_name or other.given_name, self.accent or other.accent,
            self.hyphen or other.hyphen, self.figure or other.figure,
        )  # fmt: skip


class Speller(Protocol):
    """Brings the spellings of one name together; see `romanise.Romanisation`."""

    def word(self, folded: str) -> str:
        """One spelling for a folded word."""

    def korean(self, words: Sequence[str]) -> str | None:
        """Key of a Korean name in folded words, None if it is none."""


_HYPHENS = ("-", "‐", "‑", "–")
_KOREAN_WORDS = (3, 2)


class NameMatcher:
    """Longest-match dictionary over word tokens. Built once, read by many; holds no state between calls.

    Args:
        forms: every spelling with its entry.
        people: the persons with their spellings and romanised keys.
        speller: makes those keys; without it only listed spellings are found.
        swallow: folded phrases that hold a listed name but mean something else ("Guinea pig"); found, they give no hit.
        guards: folded form -> guard.
        words_in_capitals: folded acronyms that are plain words when a whole line is in capitals ("WHO", "AID").
    """

    def __init__(
        self,
        forms: Iterable[Form],
        *,
        people: People | None = None,
        speller: Speller | None = None,
        swallow: Iterable[str] = (),
        guards: Mapping[str, Guard] | None = None,
        words_in_capitals: frozenset[str] = frozenset(),
    ) -> None:
        self._forms: dict[str, list[tuple[str, NameEntry]]] = {}
        self._prefixes: set[str] = set()
        self._commas: set[str] = set()
        for form in forms:
            self._add(form)
        for phrase in swallow:
            self._forms.setdefault(self._key(folded_tokens(phrase)), [])
        self._people = people if people is not None else People.none()
        self._speller = speller
        self._guards = dict(guards or {})
        self._words_in_capitals = words_in_capitals
        self._prefixes |= self._people.prefixes
        self._first = {key.split(" ", 1)[0] for key in self._forms}
        # Words that begin something other than a person; a guard takes them for no given name or surname.
        self._listed = frozenset(self._first)
        self._first |= self._people.first

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
        mask = "a" * len(words) if form.policy == "any" else "".join(map(shape, written))
        held = self._forms.setdefault(key, [])
        if (mask, form.entry) not in held:
            held.append((mask, form.entry))

    def scan(self, text: str) -> list[NameHit]:
        """Every listed name in `text`, offsets into it; longest match, left to right, not overlapping."""
        return list(self._hits(Words(text)))

    def _hits(self, text: Words) -> Iterator[NameHit]:
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
        return (key, korean) if korean or key in self._people.loose_first else None

    def _exact(self, text: Words, index: int) -> tuple[int, tuple[NameEntry, ...]]:
        folded, last = text.folded, len(text.folded)
        key, best = folded[index], 0
        found: tuple[NameEntry, ...] = ()
        position = index + 1
        while True:
            if key in self._forms or key in self._people.forms:
                entries = self._fitting(text, index, position, key)
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

    def _fitting(self, text: Words, first: int, after: int, key: str) -> tuple[NameEntry, ...] | None:
        """The entries whose capitals fit; None where none does, () where the phrase is to be swallowed."""
        held = self._forms.get(key)
        if held is not None and not held:
            return ()
        words = text.words[first:after]
        entries: list[NameEntry] = []
        for mask, entry in held or ():
            if entry not in entries and all(map(fits, words, mask)):
                entries.append(entry)
        entries.extend(self._people.find(key, words))
        if not entries or (after - first == 1 and key in self._words_in_capitals and text.shouted(first)):
            return None
        guard = self._guards.get(key)
        if guard is not None and self._guarded(text, first, after, guard):
            return None
        return tuple(entries)

    def _guarded(self, text: Words, first: int, after: int, guard: Guard) -> bool:
        before = first - 1 if first > 0 and (text.joined(first - 1, first) or text.gap(first - 1, first) == ", ") else None
        following = after if after < len(text.folded) and text.joined(after - 1, after) else None
        if (before is not None and text.folded[before] in guard.before) or (following is not None and text.folded[following] in guard.after):
            return True
        if guard.figure and before is not None and text.folded[before][-1:].isdigit():
            return True
        if guard.accent and text.text[text.starts[first] : text.ends[after - 1]].isascii():
            return True
        if guard.hyphen and text.text[text.ends[after - 1] : text.ends[after - 1] + 1] not in _HYPHENS:
            return True
        if not guard.given_name:
            return False
        if before is not None and not text.joined(before, first):
            before = None
        return self._is_part(text, before, self._people.given_names) or self._is_part(text, following, self._people.surnames)

    def _is_part(self, text: Words, index: int | None, words: frozenset[str]) -> bool:
        """True if the word at `index` is one of `words`, capitalised, and no listed thing begins with it."""
        if index is None:
            return False
        folded = text.folded[index]
        return folded in words and folded not in self._listed and text.words[index][:1].isupper()

    def _loosely(self, text: Words, index: int, start: tuple[str, bool] | None) -> tuple[int, tuple[NameEntry, ...]]:
        """The longest person's name that begins at `index` in a spelling that is not listed, and its length in words."""
        if start is None or self._speller is None or not text.words[index][:1].isupper():
            return 0, ()
        best: tuple[int, tuple[NameEntry, ...]] = (0, ())
        key, korean = start
        last = min(index + self._people.loose_longest, len(text.folded))
        reach = index + 1
        while reach < last and text.joined(reach - 1, reach):
            key = f"{key} {self._speller.word(text.folded[reach])}"
            reach += 1
            if text.words[reach - 1][:1].isupper():
                entries = self._people.find_loose(key)
                if entries:
                    best = (reach - index, entries)
        if korean and best[0] == 0:
            best = self._korean(text, index, reach)
        return best

    def _korean(self, text: Words, index: int, reach: int) -> tuple[int, tuple[NameEntry, ...]]:
        assert self._speller is not None
        for length in _KOREAN_WORDS:
            if index + length <= reach and text.words[index + 1][:1].isupper():
                key = self._speller.korean(text.folded[index : index + length])
                entries = self._people.find_loose(key) if key else ()
                if entries:
                    return length, entries
        return 0, ()
