"""Who plays a part in one report: referents, found again by id or name, and the candidates that point to them.

A referent is filled in as the report tells more ("Park Jin" first, "Foreign Minister Park" later); mentions are made from it at the end.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dragoman.knowledge.names import name_key
from dragoman.mentions.words import name_words

# Things that a name can be a place of.
PLACE_KINDS = frozenset({"country", "capital", "region", "building", "city"})


@dataclass(slots=True, eq=False)
class Referent:
    """One actor of the report; two referents are the same only if they are one object.

    Attributes:
        name, id, country, sector, kind, office: as in model.Actor.
        role: role of the office (knowledge.offices), where known.
        gender: "m", "f" or None.
        many: it is a group, so that "they" can stand for it.
    """

    name: str
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    kind: str = "person"
    office: str | None = None
    role: str | None = None
    gender: str | None = None
    many: bool = False


@dataclass(slots=True)
class Candidate:
    """A mention in the making; fields as in ActorMention, and how it stands in its sentence.

    Attributes:
        subject: it is the subject of its clause; `speaks`: of a verb of saying.
        adjective: a country's adjective that modifies something ("Chinese goods").
        possessor: it only owns something ("Chad's army").
        quoted: it stands inside quotation marks.
        noun: head lemma of a group or office; `role`: the office that its words name; `definite`: told with the article; `owned`: with a country or person.
    """

    start: int
    end: int
    sentence: int
    referents: list[Referent]
    how: str = "name"
    literal: bool = False
    plural: bool = False
    head: int | None = None
    subject: bool = False
    adjective: bool = False
    quoted: bool = False
    possessor: bool = False
    noun: str | None = None
    role: str | None = None
    definite: bool = False
    owned: bool = False
    speaks: bool = False


@dataclass(slots=True)
class Mark:
    """A stretch of a sentence that the matcher, NER or the surnames of the report claim.

    Attributes:
        kind: as NameEntry.kind, or "city" and "group" for names that only NER knows.
        entries: what it may stand for; empty for NER names.
        source: "list", "ner" or "short" (a surname).
        country, sector: what the words in an unlisted name say of it.
        name: the whole name, where the words are an acronym that the text explains.
        used: it went into another mention (a title before a name) and makes none of its own.
    """

    start: int
    end: int
    kind: str
    entries: tuple[Any, ...] = ()
    source: str = "list"
    used: bool = False
    referent: Referent | None = None
    country: str | None = None
    sector: str | None = None
    name: str | None = None


@dataclass(slots=True)
class Cast:
    """The referents of one report.

    Attributes:
        tally: how often each country or organisation is named, by any listed name.
        offices: the register's holdings by referent, as looked up.
        named_at: where each referent (by object) is named in full, in order.
        held: the referents that something is filed under, by object.
    """

    tally: Counter[str] = field(default_factory=Counter)
    by_id: dict[str, Referent] = field(default_factory=dict)
    persons: list[Referent] = field(default_factory=list)
    named_at: dict[int, list[int]] = field(default_factory=dict)
    offices: dict[int, list[Any]] = field(default_factory=dict)
    held: dict[int, Referent] = field(default_factory=dict)

    def key(self, referent: Referent) -> int:
        """What to file something about this object under. It is kept: the number of one that is gone would soon be another's, now and then."""
        self.held[id(referent)] = referent
        return id(referent)

    def named_before(self, referent: Referent, at: int) -> int:
        """Where the referent was last named before `at`; -1 if only later."""
        places = self.named_at.get(id(referent), [])
        index = bisect_left(places, at)
        return places[index - 1] if index else -1

    def add(self, referent: Referent) -> Referent:
        """The referent of that id if there is one, enriched with what the new one knows; else the new one."""
        key = referent.id or referent.name
        known = self.by_id.setdefault(key, referent)
        if known is referent:
            if referent.kind == "person":
                self.persons.append(referent)
                referent.gender = referent.gender or name_words().gender_of_name(referent.name)
            return referent
        known.country = known.country or referent.country
        known.sector = known.sector or referent.sector
        known.gender = known.gender or referent.gender
        return known

    def person(self, name: str, entry: Any = None) -> Referent:
        """The person of a listed entry, or one that nobody listed, under the name key."""
        if entry is not None:
            return self.add(Referent(entry.name, entry.id, entry.country, entry.sector))
        return self.add(Referent(name, f"p:{name_key(name)}"))

    def holdings(self, referent: Referent, knowledge: Any) -> list[Any]:
        """The register's entries for a person, looked up once."""
        if id(referent) not in self.offices:
            self.offices[self.key(referent)] = knowledge.offices.of_person(referent.name)
        return self.offices[id(referent)]

    def main_country(self, countries: Iterable[str]) -> str | None:
        """The country that is clearly at home in the report: a good two thirds of all names of countries are its."""
        counts = {country: self.tally[country] for country in countries if self.tally[country]}
        best = max(sorted(counts), key=lambda country: counts[country], default=None)
        return best if best is not None and 3 * counts[best] > 2 * sum(counts.values()) else None
