"""Which of several things an ambiguous name stands for: what the report otherwise names decides.

In: the entries of a hit. Out: one of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.knowledge.names import NameEntry, fold
from dragoman.mentions.cast import Cast
from dragoman.mentions.words import name_words
from dragoman.model import Interval


def choose(entries: Sequence[NameEntry], cast: Cast, *, country: str | None = None, surface: str = "", when: Interval | None = None) -> NameEntry:
    """The entry of `country` if one is told, else the one whose country or body the report names most, else the usual one.

    Args:
        entries: at least one.
        cast: for its tally of names.
        country: told by the words around the name.
        surface: the name as it stands there, for seats of several bodies (Brussels).
        when: days of which the report tells; entries not valid then go last.
    """
    if len(entries) == 1:
        return entries[0]
    fitting = [entry for entry in entries if country is not None and entry.country == country] or list(entries)
    if when is not None:
        fitting = [entry for entry in fitting if entry.valid is None or entry.valid.overlaps(when)] or fitting
    usual = name_words().seats.get(fold(surface))
    ranks = [(_weight(entry, cast), entry.id == usual if usual else entry.sector == "GOV", _known(entry), -at) for at, entry in enumerate(fitting)]
    best = ranks.index(max(ranks))
    return fitting[best]


def _known(entry: NameEntry) -> bool:
    """Of namesakes the one with a Wikidata id: a head of state is listed again, without one, for each of his territories."""
    return entry.kind == "person" and (entry.id or "").startswith("Q")


def _weight(entry: NameEntry, cast: Cast) -> int:
    own = cast.tally[entry.id] if entry.id else 0
    return max(own, cast.tally[entry.country] if entry.country else 0)
