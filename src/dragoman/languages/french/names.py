"""The French names of countries, their people, capitals, seats of power, organisations and persons, found in one pass.

In: a text. Out: knowledge.NameHits with the ids of the knowledge, so that both languages name the same actors. Persons, armed groups and outlets that
both write alike come from the English matcher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.knowledge.matcher import Form, NameMatcher
from dragoman.knowledge.names import NameEntry, NameHit, name_key
from dragoman.languages.french.data_files import rows_of

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

# "l'Iran", "qu'Israël", "d'Ukraine": the mark is made a space of the same length, so that offsets stay.
_ELISION = re.compile(r"\b([ldjnmtscLDJNMTSC]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’](?=\w)")
# Kinds that the English matcher's hits are taken of.
_SHARED = frozenset({"person", "organisation", "outlet"})
_PREFIXES = frozenset({"sino", "franco", "russo", "germano", "irano", "israélo", "américano", "indo", "pakistano"})
_SHORTEST = 3


def loosened(text: str) -> str:
    """The text with its elisions apart, of the same length."""
    return _ELISION.sub(r"\1 ", text)


def inflected(adjective: str) -> tuple[str, ...]:
    """The four forms of a country's adjective by gender and number: `turc` -> turc, turque, turcs, turques."""
    if adjective in _PREFIXES:
        return (adjective,)
    if adjective.endswith(("turc", "grec")):
        feminine = adjective[:-1] + ("cque" if adjective.endswith("grec") else "que")
    elif adjective.endswith(("ien", "éen", "don", "ton")):
        feminine = adjective + "ne"
    elif adjective.endswith("e"):
        feminine = adjective
    else:
        feminine = adjective + "e"
    masculine = adjective if adjective.endswith("s") else adjective + "s"
    return tuple(dict.fromkeys((adjective, feminine, masculine, feminine + "s")))


class Names:
    """Finds names; made once a process."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._matcher = NameMatcher([*self._countries(), *self._seats(), *self._organisations(), *self._persons()])

    def scan(self, text: str) -> list[NameHit]:
        """Every listed name, left to right, not overlapping; the French lists outrank the English one, a longer name a shorter."""
        plain = loosened(text)
        own = self._matcher.scan(plain)
        shared = [hit for hit in self._knowledge.names.scan(plain) if hit.end - hit.start >= _SHORTEST and any(_is_shared(entry) for entry in hit.entries)]
        found: list[NameHit] = []
        for hit in sorted((*own, *shared), key=lambda hit: (hit.start, -hit.end, hit in shared)):
            if found and hit.start < found[-1].end:
                continue
            found.append(hit)
        return [NameHit(hit.start, hit.end, text[hit.start : hit.end], hit.entries) for hit in found]

    def _countries(self) -> Iterator[Form]:
        for row in rows_of("countries.csv"):
            country = self._knowledge.countries.get(row["iso3"])
            name = country.name if country is not None else row["names"].split("|")[0]
            entry = NameEntry("country", name, row["iso3"], row["iso3"], "GOV")
            for form in row["names"].split("|"):
                yield Form(loosened(form), entry)
            for adjective in filter(None, row["adjectives"].split("|")):
                people = NameEntry("demonym", name, row["iso3"], row["iso3"])
                for form in inflected(adjective):
                    yield Form(form, people)
            for capital in filter(None, row["capitals"].split("|")):
                yield Form(loosened(capital), NameEntry("capital", capital, row["iso3"], row["iso3"], "GOV", "capital"))

    def _seats(self) -> Iterator[Form]:
        for row in rows_of("metonyms.csv"):
            yield Form(loosened(row["name"]), NameEntry("building", row["name"], row["stands_for"], row["stands_for"], row["sector"], "metonym"))

    def _organisations(self) -> Iterator[Form]:
        for row in rows_of("organisations.csv"):
            known = self._knowledge.organisations.get(row["id"])
            if known is None:
                continue
            entry = NameEntry("organisation", known.name, known.id, known.country, known.sector, known.kind, known.valid)
            for form in row["forms"].split("|"):
                yield Form(loosened(form), entry)

    def _persons(self) -> Iterator[Form]:
        for row in rows_of("persons.csv"):
            held = self._knowledge.offices.of_person(row["name"])
            if held:
                best = held[-1]
                identity = best.person_qid or name_key(best.person)
                yield Form(row["written"], NameEntry("person", best.person, identity, best.country, "GOV", best.position))


def _is_shared(entry: NameEntry) -> bool:
    return entry.kind in _SHARED and entry.detail != "generic"
