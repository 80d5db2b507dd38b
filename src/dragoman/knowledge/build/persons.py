"""The persons of the register with every spelling to look for.

Goes in: merged spells. Comes out: one row a person: usual name, id, country, sector, position, spellings, romanised keys.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.knowledge.build.offices import Spell
from dragoman.knowledge.names import fold, folded_tokens, name_key, shape, tokens
from dragoman.knowledge.offices import ROLE_SECTORS
from dragoman.knowledge.romanise import Romanisation

# Before this day an office-holder is not looked for in news; the register still has him.
LOOKED_FOR_SINCE = date(1900, 1, 1)
USUAL_GIVEN_NAME = 3  # borne by so many in the register; below that it may be a title or a misread word
_KOREAN = frozenset({"KOR", "PRK"})
_AFTER = re.compile(r",? (?:jr|sr|i{1,3}|iv|ph\.?d)\.?$", re.IGNORECASE)
_NUMBERED = re.compile(r"\w+ [IVX]+")
_NICKNAME = re.compile(r'["“”\'‘’(]([\w .-]+)["“”\'‘’)]')
_FAMILY_AFTER = re.compile(r" (?:Al|al|Āl)[ -](?:Saud|Thani|Nahyan|Sabah|Khalifa|Said|Maktoum|Nahayan)$")
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the register; `forms` are spellings of two words or more, `loose` romanised keys."""

    name: str
    id: str
    country: str
    sector: str
    detail: str
    forms: tuple[str, ...]
    loose: tuple[str, ...]


def form_rows(people: list[Person], naming: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    """Rows (kind, key, value) of the table that the matcher reads: spellings, romanised keys, usual given names, surnames."""
    ways: dict[str, dict[str, dict[int, None]]] = defaultdict(lambda: defaultdict(dict))
    loose: dict[str, dict[int, None]] = defaultdict(dict)
    given: Counter[str] = Counter()
    surnames: set[str] = set()
    for index, person in enumerate(people):
        for form in person.forms:
            ways[" ".join(folded_tokens(form))]["".join(map(shape, softened(form)))][index] = None
        for key in person.loose:
            loose[key][index] = None
        if person.country not in naming["family_first"]:
            words = folded_tokens(person.name)
            given[words[0]] += 1
            surnames.add(words[-1])
    rows = [("form", key, ";".join(f"{mask} {_indexes(found)}" for mask, found in sorted(held.items()))) for key, held in sorted(ways.items())]
    rows += [("loose", key, _indexes(found)) for key, found in sorted(loose.items())]
    plain = set(naming["words_that_are_names"])
    usual = sorted(name for name, times in given.items() if times >= USUAL_GIVEN_NAME and len(name) > 1 and name not in plain)
    rows += [("given", name, "") for name in usual]
    rows += [("surname", name, "") for name in sorted(surnames - plain) if len(name) > 2]
    return rows


def _indexes(found: dict[int, None]) -> str:
    return ",".join(map(str, sorted(found)))


def softened(form: str) -> list[str]:
    """The words of a spelling, those in capitals with a capital first only: sources print some surnames so."""
    return [word if len(word) < 3 else word[:1] + word[1:].lower() for word in tokens(form)]


def persons(
    spells: Iterable[Spell], organisation_sectors: dict[str, str], naming: dict[str, list[str]], without_office: Iterable[dict[str, str]] = ()
) -> list[Person]:
    """Everybody in the register who held an office since 1900, and those known without one, sorted by country and name.

    Args:
        without_office: rows of name, country, sector, position, aliases; one who bears the name of an office-holder of the country is left to the register.
    """
    held: dict[tuple[str, str], list[Spell]] = defaultdict(list)
    for spell in spells:
        # Across countries only the Wikidata id tells one person from a namesake.
        held[("", spell.qid) if spell.qid else (spell.country, spell.identity)].append(spell)
    given = Counter(fold(own[0].person.split()[0]) for own in held.values())
    maker = _Maker(organisation_sectors, naming, frozenset(name for name, times in given.items() if times >= USUAL_GIVEN_NAME))
    found = [maker.person(own) for own in held.values() if max(spell.last_day for spell in own) >= LOOKED_FOR_SINCE]
    known = {(person.country, key) for person in found for key in (name_key(person.name), *map(name_key, person.forms))}
    found += [maker.plain(row) for row in without_office if (row["country"], name_key(row["name"])) not in known]
    return sorted((person for person in found if person.forms), key=lambda person: (person.country, person.name, person.id))


class _Maker:
    def __init__(self, organisation_sectors: dict[str, str], naming: dict[str, list[str]], given: frozenset[str]) -> None:
        self._sectors = organisation_sectors
        self._given = given
        self._naming = {key: frozenset(value) for key, value in naming.items()}
        self._spelling = Romanisation()
        titles = "|".join(map(re.escape, sorted(naming["words_before_names"], key=len, reverse=True)))
        self._titles_before = re.compile(rf"^(?:(?:{titles})\.? )+", re.IGNORECASE)

    def person(self, spells: list[Spell]) -> Person:
        best = min(spells, key=lambda spell: (spell.rank, -spell.known_from.toordinal(), spell.person))
        last = max(spells, key=lambda spell: (spell.last_day, -spell.rank, spell.position))
        names = list(dict.fromkeys(name for spell in sorted(spells, key=lambda spell: spell.rank) for name in (spell.person, *spell.names)))
        countries = sorted({spell.country for spell in spells})
        forms = list(dict.fromkeys(form for name in self._crowned(names) for form in self.forms(name, countries)))
        loose = sorted({key for form in forms for key in self._keys(form, countries)})
        sector = self._sectors.get(last.country) or ROLE_SECTORS.get(last.role, "GOV")
        return Person(best.person.split(",", 1)[0], best.qid or name_key(best.person), last.country, sector, last.position, tuple(forms), tuple(loose))

    def plain(self, row: dict[str, str]) -> Person:
        """A person without an office."""
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        forms = list(dict.fromkeys(form for name in names for form in self.forms(name, [row["country"]])))
        loose = sorted({key for form in forms for key in self._keys(form, [row["country"]])})
        return Person(row["name"], name_key(row["name"]), row["country"], row["sector"], row["position"], tuple(forms), tuple(loose))

    def _crowned(self, names: list[str]) -> list[str]:
        """All names, and `King Charles III` where both `King Charles` and `Charles III` are among them."""
        titles = [name.split(" ", 1) for name in names if fold(name.split(" ", 1)[0]) in self._naming["regnal_titles"]]
        numbered = [name for name in names if _NUMBERED.fullmatch(name)]
        return [*names, *(f"{title[0]} {name}" for title in titles for name in numbered if len(title) == 2 and name.startswith(title[1]))]

    def _keys(self, form: str, countries: list[str]) -> list[str]:
        words = folded_tokens(form)
        keys = [" ".join(self._spelling.word(word) for word in words)]
        if any(country in _KOREAN for country in countries):
            korean = self._spelling.korean(words)
            if korean:
                keys.append(korean)
        return keys

    def forms(self, name: str, countries: list[str]) -> list[str]:
        """Spellings of two words or more under which news may print a name."""
        name = name.split(",", 1)[0].replace("’", "'").replace("‘", "'")
        found = []
        for whole in (_NICKNAME.sub("", name), *self._nicknamed(name)):
            whole = " ".join(whole.split())
            bare = self._titles_before.sub("", whole)
            if bare != whole and _NUMBERED.fullmatch(bare):
                found.append(whole)
            if " " not in bare and fold(whole.split(" ", 1)[0]) in self._naming["regnal_titles"]:
                found.append(whole)
            elif bare.count(" ") > 1:
                bare = _AFTER.sub("", bare)  # of two words the second is a number that belongs to the name ("Charles III")
            bare = bare.strip(" ,")
            found.extend([bare, *self._shorter(bare, countries), *self._turned(bare, countries)])
        joined = [variant for form in found for variant in _unhyphenated(form)]
        return [form for form in dict.fromkeys([*found, *joined]) if _usable(form)]

    def _nicknamed(self, name: str) -> list[str]:
        nickname = _NICKNAME.search(name)
        rest = _NICKNAME.sub(" ", name).split()
        return [f"{nickname[1]} {rest[-1]}"] if nickname and len(rest) > 1 else []

    def _shorter(self, name: str, countries: list[str]) -> list[str]:
        """Without initials; without the middle names where English names are usual; without the dynasty."""
        words = name.split()
        without = [word for position, word in enumerate(words) if position == 0 or len(word.strip(".")) > 1]
        shorter = [" ".join(without)] if len(without) < len(words) else []
        if self._naming["middle_names"].intersection(countries) and len(without) > 2 and not any(word[:1].islower() for word in without):
            shorter.append(f"{without[0]} {without[-1]}")
        if self._naming["two_family_names"].intersection(countries) and not any(word[:1].islower() for word in without):
            shorter.extend(self._without_second_family_name(without))
        dynasty = _FAMILY_AFTER.sub("", name)
        if dynasty != name:
            shorter.append(dynasty)
        return shorter

    def _without_second_family_name(self, words: list[str]) -> list[str]:
        """`Nicolás Maduro Moros` -> `Nicolás Maduro`; but the second of three words may be a given name ("Juan Manuel Santos")."""
        if len(words) == 3 and fold(words[1]) not in self._given:
            return [" ".join(words[:2])]
        return [" ".join(words[:3])] if len(words) == 4 else []

    def _turned(self, name: str, countries: list[str]) -> list[str]:
        """Family name last for family name first, and the other way round."""
        words = name.split()
        if not self._naming["family_first"].intersection(countries) or not 2 <= len(words) <= 3:
            return []
        turned = [" ".join([*words[1:], words[0]])]
        if len(words) == 2:
            return turned
        return [*turned, f"{words[1]}-{words[2]} {words[0]}"]


def _unhyphenated(name: str) -> list[str]:
    """`Cho Tae-yul` is printed as `Cho Taeyul` too (spaces and hyphens are one to the matcher)."""
    return [re.sub(r"(\w)-(\w)", lambda found: found[1] + found[2].lower(), name)] if "-" in name else []


def _usable(form: str) -> bool:
    words = folded_tokens(form)
    return 2 <= len(words) <= _MOST_WORDS and sum(map(len, words)) >= 5 and len(words[-1]) > 1 and form[:1].isalpha()
