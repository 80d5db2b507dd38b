"""Titles of office: which role a title names, and whether it names it in one country only.

Goes in: words of a text. Comes out: the longest title among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.knowledge import tables
from dragoman.knowledge.names import folded_tokens

# Where a title has several roles and no country is told, the country whose office English-language news means by it.
_USUAL_COUNTRY = ("USA", "GBR", "DEU")
_MAIN_WORDS = frozenset(
    {
        "minister", "secretary", "president", "premier", "chancellor", "ambassador", "envoy", "representative", "spokesperson", "spokesman", "spokeswoman",
        "adviser", "advisor", "director", "chief", "leader", "commander", "governor", "king", "queen", "emperor", "emir", "amir", "sultan", "pope", "chairman",
        "speaker", "attache", "commissioner", "nuncio", "negotiator", "mediator", "diplomat", "treasurer", "general",
    }
)  # fmt: skip


def spelt_both_ways(words: str) -> list[str]:
    """The title and its other spelling: defence/defense, adviser/advisor, centre/center."""
    found = [words]
    for one, other in (("defence", "defense"), ("adviser", "advisor"), ("organisation", "organization"), ("centre", "center"), ("councilor", "councillor")):
        if one in words:
            found.append(words.replace(one, other))
        elif other in words:
            found.append(words.replace(other, one))
    return found


def plural(words: str) -> str | None:
    """`minister of defence` -> `ministers of defence`; None where no word of office is in it or the plural is irregular."""
    parts = words.split(" ")
    for position, part in enumerate(parts):
        if part in ("of", "to", "for", "on", "in"):
            break
        last = position + 1 == len(parts) or parts[position + 1] in ("of", "to", "for", "on", "in")
        if last and part.rsplit("-", 1)[-1] in _MAIN_WORDS:
            ending = f"{part[:-3]}men" if part.endswith("man") else f"{part[:-5]}women" if part.endswith("woman") else f"{part}s"
            return " ".join([*parts[:position], ending, *parts[position + 1 :]])
    return None


@dataclass(frozen=True, slots=True)
class Title:
    """A title; `only_country` is the one country in which the words have this role, None where they have it anywhere."""

    role: str
    only_country: str | None
    sector: str
    words: str


class Titles:
    """All titles, by their folded words."""

    def __init__(self, titles: Sequence[Title]) -> None:
        self.all: tuple[Title, ...] = tuple(titles)
        self._by_words: dict[tuple[str, ...], list[Title]] = defaultdict(list)
        for title in self.all:
            self._by_words[tuple(folded_tokens(title.words))].append(title)
            many = plural(title.words)
            if many:
                self._by_words[tuple(folded_tokens(many))].append(title)
        self._longest = max(map(len, self._by_words), default=0)

    @classmethod
    def load(cls, extra: Iterable[Title] = ()) -> Titles:
        own = [Title(row["role"], row["only_country"] or None, row["sector"], row["title"]) for row in tables.records("titles.csv")]
        return cls([*extra, *own])

    def match(self, words: str | Sequence[str], country: str | None = None) -> Title | None:
        """The longest title among `words`, leftmost of equals.

        Args:
            words: text or tokens; case, accents and hyphens don't count.
            country: ISO alpha-3 if the office is known to be that country's; a title of other countries only then is none.
        """
        folded = folded_tokens(words if isinstance(words, str) else " ".join(words))
        for length in range(min(self._longest, len(folded)), 0, -1):
            for start in range(len(folded) - length + 1):
                found = self._by_words.get(tuple(folded[start : start + length]))
                title = _of_country(found, country) if found else None
                if title is not None:
                    return title
        return None

    def roles(self, words: str) -> tuple[Title, ...]:
        """Every reading of exactly these words as a title."""
        return tuple(self._by_words.get(tuple(folded_tokens(words)), ()))


def _of_country(titles: Sequence[Title], country: str | None) -> Title | None:
    if country is not None:
        own = [title for title in titles if title.only_country == country]
        return own[0] if own else next((title for title in titles if title.only_country is None), None)
    general = [title for title in titles if title.only_country is None]
    if general:
        return general[0]
    for usual in _USUAL_COUNTRY:
        for title in titles:
            if title.only_country == usual:
                return title
    return titles[0]
