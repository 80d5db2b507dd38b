"""Spots under whatever name: reefs, sites, bases, crossings. In: a claim; out: their usual names, and the words by which the text calls them.

A disputed shoal has one name in each language; without this two sides' reports of one clash there share no name at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dragoman.knowledge.tables import records
from dragoman.resolve.claims import Claim
from dragoman.resolve.traits import Traits, body, stem, words_of

# Kinds of features small enough that two reports which name one mean the same ground; a sea, strait or region is told of in every other report.
SMALL = frozenset({"island", "facility", "base", "border"})
# A shorter name may be anything.
SHORTEST = 4


def spots(claim: Claim, text: Traits) -> tuple[frozenset[str], frozenset[str]]:
    """Usual names of the spots that a report names, and the folded words of the names it uses; `text` are its Traits."""
    table = _table()
    near = {name for term in table.keys() & text.terms.keys() for name in table[term]}
    # Looking at each word of a text costs as much as all the rest: only where the whole name can stand in it.
    names = sorted(name for name in near if all(len(word) < SHORTEST or word in text.terms or stem(word) in text.terms for word in name[0]))
    found: set[str] = set()
    used: set[str] = set()
    for words in [words_of(part) for part in body(claim)] if names else []:
        folded = [word.casefold() for word in words]
        for name, usual in names:
            if any(words[at][0].isupper() and tuple(folded[at : at + len(name)]) == name for at, word in enumerate(folded) if word == name[0]):
                found.add(usual)
                used |= set(name)
    return frozenset(found), frozenset(used)


@cache
def _table() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The longest word of a name, as it stands and as a stem -> names that hold it, as folded words, with the usual name."""
    table: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    for row in records("features.csv"):
        if row["kind"] in SMALL:
            for name in (row["name"], *row["aliases"].split("|")):
                words = tuple(word.casefold() for word in words_of(name))
                if words and len(name) >= SHORTEST:
                    longest = max(words, key=len)
                    for key in (longest, stem(longest)):
                        table.setdefault(key, set()).add((words, row["name"]))
    return {key: tuple(sorted(names)) for key, names in table.items()}
