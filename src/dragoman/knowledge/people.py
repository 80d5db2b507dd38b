"""The persons of the register, ready for the matcher.

Goes in: data/persons.tsv.gz and data/person_forms.tsv.gz. Comes out: `People`. Entries are made when a name is found, since making twenty-five
thousand of them would take longer than most texts.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.knowledge import tables
from dragoman.knowledge.names import NameEntry, fits


class People:
    """Persons by folded spelling and by romanised key.

    Args:
        persons: rows of name, id, country, sector, position.
        forms: folded spelling -> "mask indexes" for each way to capitalise it, e.g. `CC 12,57;CU 3`.
        loose: romanised key -> "indexes".
        parts: folded words that are usual given names, and words that are surnames.
    """

    def __init__(self, persons: Sequence[Sequence[str]], forms: dict[str, str], loose: dict[str, str], parts: tuple[frozenset[str], frozenset[str]]) -> None:
        self._persons = persons
        self.forms = forms
        self._loose = loose
        self.given_names, self.surnames = parts
        self.prefixes: set[str] = set()
        for key in forms:
            cut = key.find(" ")
            while cut >= 0:
                self.prefixes.add(key[:cut])
                cut = key.find(" ", cut + 1)
        self.first = {prefix for prefix in self.prefixes if " " not in prefix}
        self.loose_first = {key[: key.find(" ")] for key in loose}
        self.loose_longest = max((key.count(" ") + 1 for key in loose), default=0)

    @classmethod
    def none(cls) -> People:
        """Nobody."""
        return cls((), {}, {}, (frozenset(), frozenset()))

    @classmethod
    def load(cls) -> People:
        kinds: dict[str, dict[str, str]] = {"form": {}, "loose": {}, "given": {}, "surname": {}}
        for kind, key, value in tables.rows("person_forms.tsv.gz"):
            kinds[kind][key] = value
        return cls(tables.rows("persons.tsv.gz"), kinds["form"], kinds["loose"], (frozenset(kinds["given"]), frozenset(kinds["surname"])))

    def entry(self, index: int) -> NameEntry:
        name, id_, country, sector, detail = self._persons[index]
        return NameEntry("person", name, id_, country, sector or None, detail or None)

    def find(self, key: str, words: Sequence[str]) -> list[NameEntry]:
        """Persons with this folded spelling whose capitals fit the words as written."""
        held = self.forms.get(key)
        if held is None:
            return []
        found: list[int] = []
        for way in held.split(";"):
            mask, indexes = way.split(" ")
            if all(map(fits, words, mask)):
                found.extend(map(int, indexes.split(",")))
        return [self.entry(index) for index in dict.fromkeys(found)]

    def find_loose(self, key: str) -> tuple[NameEntry, ...]:
        """Persons with this romanised key."""
        held = self._loose.get(key)
        return tuple(self.entry(int(index)) for index in held.split(",")) if held else ()
