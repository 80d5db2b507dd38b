"""Joins all knowledge of names into the matcher's dictionary.

Goes in: the tables and the YAML files of regions, agencies and guards. Comes out: a `NameMatcher`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dragoman.knowledge import tables
from dragoman.knowledge.countries import Countries
from dragoman.knowledge.extra import Extra, forms_of
from dragoman.knowledge.matcher import Form, Guard, NameMatcher
from dragoman.knowledge.names import NameEntry, folded_tokens, name_key
from dragoman.knowledge.organisations import Organisations, first_day, last_day
from dragoman.knowledge.outlets import Outlets
from dragoman.knowledge.people import People
from dragoman.knowledge.romanise import Romanisation
from dragoman.knowledge.titles import Titles, plural
from dragoman.model import Interval

_REGION_KINDS = frozenset({"de facto state", "region"})  # organisations that are land with a government of its own
# A demonym that is a noun only can't stand before another noun ("Pole", but "Polish minister").
_NOUN = re.compile(r"(?:s|(?:ch|sh|nx)(?:wo)?m[ae]n|lander|^(?:Turk|Pole|Dane|Swede|Finn|Serb|Croat|Briton|Spaniard))$")
_ADJECTIVES_IN_S = ("Swiss",)


def matcher(countries: Countries, organisations: Organisations, outlets: Outlets, titles: Titles, extra: Extra) -> NameMatcher:
    """The matcher over everything that is listed."""
    guards = tables.yaml_data("guards.yaml")
    forms: list[Form] = [
        *_country_forms(countries), *_metonym_forms(countries), *_region_forms(), *_organisation_forms(organisations), *_outlet_forms(outlets),
        *_agency_forms(), *_title_forms(titles), *extra.metonyms, *_extra_persons(extra), *forms_of(extra.people),
    ]  # fmt: skip
    return NameMatcher(
        forms,
        people=People.load(),
        speller=Romanisation(),
        swallow=guards["swallow"],
        guards=_guards(guards["guards"]),
        words_in_capitals=frozenset(map(str, guards["words_in_capitals"])),
    )


def party_forms(countries: Countries, organisations: Organisations, extra: Extra) -> list[Form]:
    """Every spelling that names a country, its people, capital or seat of power, a region, or an organisation; no persons, outlets, titles, companies."""
    forms = (*_country_forms(countries), *_metonym_forms(countries), *_region_forms(), *_organisation_forms(organisations), *extra.metonyms)
    return [form for form in forms if form.entry.detail != "company"]


def _guards(entries: list[dict[str, Any]]) -> dict[str, Guard]:
    found: dict[str, Guard] = {}
    for entry in entries:
        for word in entry["words"]:
            held = found.get(" ".join(folded_tokens(word)), Guard())
            before, after = (frozenset(map(str, entry.get(side) or ())) for side in ("before", "after"))
            key = " ".join(folded_tokens(word))
            switches = (bool(entry.get(name)) for name in ("given_name", "accent", "hyphen", "figure"))
            own = Guard(before, after, *switches)
            found[key] = held.joined(own)
    return found


def _extra_persons(extra: Extra) -> Iterator[Form]:
    for holding in extra.offices:
        entry = NameEntry("person", holding.person, holding.person_qid or name_key(holding.person), holding.country, "GOV", holding.position)
        for name in (holding.person, *holding.aliases):
            if len(folded_tokens(name)) > 1:
                yield Form(name, entry)


def _country_forms(countries: Countries) -> Iterator[Form]:
    for country in countries:
        entry = NameEntry("country", country.name, country.iso3, country.iso3, "GOV")
        for form in country.forms:
            yield Form(_without_the(form), entry)
        for demonym in country.demonyms:
            detail = "noun" if _is_noun(demonym) else None
            yield Form(demonym, NameEntry("demonym", country.name, country.iso3, country.iso3, None, detail))


def _is_noun(demonym: str) -> bool:
    return _NOUN.search(demonym) is not None and demonym not in _ADJECTIVES_IN_S


def _without_the(form: str) -> str:
    return form[4:] if form[:4].lower() == "the " and form not in ("The Hague", "The Times", "The National", "The Hindu") else form


def _metonym_forms(countries: Countries) -> Iterator[Form]:
    told: set[tuple[str, str]] = set()
    for row in tables.records("metonyms.csv"):
        valid = Interval.between(first_day(row["valid_from"]), last_day(row["valid_to"])) if row["valid_from"] or row["valid_to"] else None
        told.add((row["metonym"], row["stands_for"]))
        id_ = row["metonym"] if row["kind"] == "organisation" else row["stands_for"]
        entry = NameEntry(row["kind"], row["metonym"], id_, row["stands_for"], row["sector"], "metonym", valid)
        yield Form(row["metonym"], entry)
    for country in countries:
        for capital in country.capital_forms:
            if (capital, country.iso3) not in told:
                yield Form(capital, NameEntry("capital", capital, country.iso3, country.iso3, "GOV", "capital"))


def _region_forms() -> Iterator[Form]:
    for row in tables.yaml_data("regions.yaml"):
        valid = Interval.between(None, last_day(str(row["to"]))) if "to" in row else None
        entry = NameEntry("region", row["name"], row["name"], row.get("country"), None, "actor" if row.get("actor") else None, valid)
        for form in ([] if "(" in row["name"] else [row["name"]]) + row.get("forms", []):
            yield Form(form, entry)
        for form in row.get("people", []):
            # Never an actor by itself: it says whose officials or fighters they are.
            yield Form(form, NameEntry("region", row["name"], row["name"], row.get("country"), None, "people", valid))


def _organisation_forms(organisations: Organisations) -> Iterator[Form]:
    for organisation in organisations:
        kind, detail = ("region", "actor") if organisation.kind in _REGION_KINDS else ("organisation", organisation.kind)
        entry = NameEntry(kind, organisation.name, organisation.id, organisation.country, organisation.sector, detail, organisation.valid)
        for form in organisation.forms:
            yield Form(_without_the(form), entry)


def _outlet_forms(outlets: Outlets) -> Iterator[Form]:
    for outlet in outlets:
        entry = NameEntry("outlet", outlet.name, outlet.name, outlet.country, "JRN", outlet.ownership)
        for form in outlet.forms:
            yield Form(form, entry)


def _agency_forms() -> Iterator[Form]:
    for row in tables.yaml_data("agencies.yaml"):
        only = row.get("only_country")
        entry = NameEntry("organisation", row["name"], row["name"], only, row["sector"], None if only else "generic")
        for form in row["forms"]:
            yield Form(form, entry, "shape" if row.get("exact") else "any")


def _title_forms(titles: Titles) -> Iterator[Form]:
    for title in titles.all:
        entry = NameEntry("title", title.words, title.role, title.only_country, title.sector or None, title.role)
        for words in (title.words, plural(title.words)):
            if words and not words.endswith((" to", " of")):
                yield Form(words.upper(), entry) if len(words) < 4 and " " not in words else Form(words, entry, "any")
