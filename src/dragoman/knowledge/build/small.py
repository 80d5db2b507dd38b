"""Makes the small tables: countries, metonyms, organisations, outlets, titles.

Goes in: source rows and the choices of choices.yaml. Comes out: rows for the package's tables, with a column `forms` of the spellings to
look for (the entries keep all others as knowledge).
"""

from __future__ import annotations

import re
from typing import Any

from dragoman.knowledge.build.sources import Row, Tally, cells
from dragoman.knowledge.names import fold, folded_tokens
from dragoman.knowledge.titles import spelt_both_ways

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
_COMMENT = re.compile(r"[(\[].*?[)\]]?$|\.\.\d*")
_KIND_BEFORE = re.compile(r"^(?:News agency|News portals|Print media|Print|Online|Television|Radio): ")
_LATIN = re.compile(r"[\x20-\u024f’]+")


def _join(values: list[str]) -> str:
    return "|".join(dict.fromkeys(values))


def countries(rows: list[Row], choices: dict[str, Any], tally: Tally) -> Table:
    """Countries; demonyms of a mother country taken from its territories, plurals added."""
    left_out = set(choices["country_aliases_left_out"])
    made = []
    for row in rows:
        code, name = row["iso3"], row["name"]
        added = choices["country_aliases_added"].get(code, [])
        aliases = [alias for alias in dict.fromkeys(_COMMENT.sub("", value).strip() for value in cells(row["aliases"])) if len(alias) > 1]
        aliases = list(dict.fromkeys([*aliases, *added]))
        demonyms = [part.strip() for value in cells(row["demonyms"]) for part in value.split(",")]
        demonyms = [value for value in demonyms if value not in choices["demonyms_left_out"].get(code, [])]
        demonyms = _with_plurals([*demonyms, *choices["demonyms_added"].get(code, [])])
        capitals = [part.strip() for value in cells(row["capitals"]) for part in value.split(" / ")]
        capitals = [value for value in capitals if value not in choices["capitals_left_out"]]
        looked = [value for value in capitals if value not in choices["capitals_not_looked_for"] and value != name]
        forms = [form for form in (name, row["official_name"], *aliases) if _looked_for(form, left_out)]
        made.append(
            (
                code,
                row["iso2"],
                name,
                row["official_name"],
                _join(aliases),
                _join(demonyms),
                _join(capitals),
                row["qid"],
                _join([*forms, *added]),
                _join(looked),
            )
        )
        tally.kept += 1
    return ("iso3", "iso2", "name", "official_name", "aliases", "demonyms", "capitals", "qid", "forms", "capital_forms"), sorted(made)


def _looked_for(form: str, left_out: set[str]) -> bool:
    return bool(form) and form not in left_out and "," not in form and _LATIN.fullmatch(form) is not None and len(form) > 1


def _with_plurals(demonyms: list[str]) -> list[str]:
    """`Iranian` -> also `Iranians`; words in -ese, -ish, -ch have no plural of their own."""
    found = list(dict.fromkeys(value for value in demonyms if value))
    plurals = [f"{value}s" for value in found if re.search(r"(?:an|i|er|eni|ene|vak|ar|ek|tot|Turk|Serb|Croat|Kazakh|Uzbek|Tajik|ote)$", value)]
    plurals += [re.sub("(wo)?man$", r"\1men", value) for value in found if re.search(r"(?:ch|sh|nx)(?:wo)?man$", value)]
    return list(dict.fromkeys([*found, *plurals]))


def metonyms(rows: list[Row], choices: dict[str, Any], tally: Tally) -> Table:
    """Seats of power. A place with a capital's name stands for its government: `capital`; other places are buildings; the rest are bodies."""
    left_out, cities, made = choices["metonyms_left_out"], {fold(city) for city in choices["seat_cities"]}, []
    capitals = choices["capital_names"]
    for row in rows:
        if row["metonym"] in left_out:
            tally.drop("not looked for, see choices.yaml")
            continue
        place = row["also_place"] == "true"
        city = fold(row["metonym"]) in cities or fold(row["metonym"]) in capitals
        kind = "capital" if place and city else "building" if place else "organisation"
        made.append((row["metonym"], row["stands_for"], row["sector"], kind, row["valid_from"], row["valid_to"]))
        tally.kept += 1
    return ("metonym", "stands_for", "sector", "kind", "valid_from", "valid_to"), sorted(made)


def organisations(rows: list[Row], choices: dict[str, Any], tally: Tally) -> Table:
    """Organisations, each with the country or greater body that it belongs to."""
    parent = {child: body for body, children in choices["parents"].items() for child in children}
    left_out = set(choices["organisation_aliases_left_out"])
    made = []
    for row in rows:
        dated = choices["memberships"].get(row["id"], {})
        gone = {code for codes in dated.get("left", {}).values() for code in codes}
        members = [code for code in cells(row["members"]) if code not in gone]
        home = members[0] if len(members) == 1 and row["kind"] in choices["national_kinds"] else ""
        country = parent.get(row["id"]) or home or (row["id"] if row["kind"] in ("igo", "alliance", "grouping") else "")
        aliases = cells(row["aliases"])
        names = (row["short_name"], row["name"], *aliases)
        forms = [name for name in dict.fromkeys(_COMMENT.sub("", value).strip() for value in names) if name and name not in left_out]
        made.append(
            (row["id"], row["short_name"], row["name"], _join(aliases), row["kind"], _join(members), row["plover_sector"], country,
             row["valid_from"], row["valid_to"], _join(forms), _join(_terms(dated)))
        )  # fmt: skip
        tally.kept += 1
    header = ("id", "short_name", "name", "aliases", "kind", "members", "sector", "country", "valid_from", "valid_to", "forms", "terms")
    return header, sorted(made)


def _terms(dated: dict[str, dict[Any, list[str]]]) -> list[str]:
    """Cells like `GBR 1973-01-01..2020-01-31` out of the days of joining and leaving."""
    joined = {code: str(day) for day, codes in dated.get("joined", {}).items() for code in codes}
    left = {code: str(day) for day, codes in dated.get("left", {}).items() for code in codes}
    return [f"{code} {joined.get(code, '')}..{left.get(code, '')}" for code in sorted({*joined, *left})]


def outlets(rows: list[Row], choices: dict[str, Any], tally: Tally) -> Table:
    """Outlets; of the state media list only names that can mean nothing else are looked for."""
    left_out, plain = set(choices["outlet_forms_left_out"]), {str(word) for word in choices["outlet_plain_words"]}
    made, taken = [], set[str]()
    for row in sorted(rows, key=lambda row: row["origin"] != "curated"):
        name, *aliases = (_KIND_BEFORE.sub("", value) for value in (row["name"], *cells(row["aliases"])))
        names = [_COMMENT.sub("", value).strip() for value in (name, *aliases)]
        names += [found[1] for value in (name, *aliases) if (found := re.search(r"\(([A-Z]{3,6})\)$", value))]
        curated = row["origin"] == "curated"
        forms = [name for name in dict.fromkeys(names) if name and name not in left_out and (curated or (name not in taken and _telling(name, plain)))]
        taken.update(forms)
        if not forms:
            tally.drop("kept, but not looked for: plain words only, or the name of a better described outlet")
        made.append((name, row["country"], row["domain"], row["ownership"], row["kind"], _join(aliases), _join(forms)))
        tally.kept += 1
    return ("name", "country", "domain", "ownership", "kind", "aliases", "forms"), sorted(made)


def _telling(name: str, plain: set[str]) -> bool:
    words = folded_tokens(name)
    telling = [word for word in words if word not in plain and not word.isdigit() and len(word) > 2]
    return len(words) > 1 and len(telling) > 0 and sum(map(len, words)) > 7 and any(word in plain for word in words)


def titles(rows: list[Row], sectors: dict[str, str], tally: Tally) -> Table:
    """Titles in both spellings (defence, defense), each with the sector of its role."""
    made = []
    for row in rows:
        tally.kept += 1
        for words in spelt_both_ways(row["title"]):
            made.append((words, row["role"], row["only_country"], sectors.get(row["role"], "GOV")))
    return ("title", "role", "only_country", "sector"), sorted(set(made))
