"""Joins the parts of the build.

Goes in: the folder of sources. Comes out: the tables and their manifest, written into a folder.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from dragoman.knowledge.build import office_index, offices, ontology, persons, small, sources, write
from dragoman.knowledge.names import fold
from dragoman.knowledge.offices import ROLE_SECTORS
from dragoman.knowledge.tables import yaml_data

_CHOICES = Path(__file__).parent / "choices.yaml"
_MEMBERSHIPS = Path(__file__).parent / "memberships.yaml"


def build(folder: Path, out: Path) -> dict[str, Any]:
    """Writes all tables into `out` and returns the manifest.

    Raises:
        KnowledgeError: if a source is missing or lacks a column.
    """
    choices = yaml.safe_load(_CHOICES.read_text("utf-8"))
    choices["memberships"] = yaml.safe_load(_MEMBERSHIPS.read_text("utf-8"))
    files: dict[str, bytes] = {}
    tallies = [*_small_tables(folder, choices, files), *_registers(folder, choices, files)]
    files["plover.json"], tally = ontology.build(folder)
    tallies.append(tally)
    manifest = {"sources": [tally.as_data() for tally in tallies], "tables": {name: len(data) for name, data in sorted(files.items())}}
    files["manifest.json"] = write.json_bytes(manifest)
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (out / name).write_bytes(data)
    return manifest


def _small_tables(folder: Path, choices: dict[str, Any], files: dict[str, bytes]) -> list[sources.Tally]:
    rows, counted = sources.read(folder, "countries.csv", ("iso3", "name", "demonyms", "capitals", "qid"))
    choices["capital_names"] = {fold(city) for row in rows for city in sources.cells(row["capitals"])}
    files["countries.csv"] = write.csv_bytes(*small.countries(rows, choices, counted))
    tallies = [counted]
    rows, counted = sources.read(folder, "metonyms.csv", ("metonym", "stands_for", "sector", "also_place"))
    files["metonyms.csv"] = write.csv_bytes(*small.metonyms(rows, choices, counted))
    tallies.append(counted)
    rows, counted = sources.read(folder, "organisations.csv", ("id", "short_name", "name", "members", "plover_sector"))
    files["organisations.csv"] = write.csv_bytes(*small.organisations(rows, choices, counted))
    tallies.append(counted)
    rows, counted = sources.read(folder, "outlets.csv", ("name", "country", "domain", "ownership", "origin"))
    files["outlets.csv"] = write.csv_bytes(*small.outlets(rows, choices, counted))
    tallies.append(counted)
    rows, counted = sources.read(folder, "titles.csv", ("title", "role", "only_country"))
    files["titles.csv"] = write.csv_bytes(*small.titles(rows, {**ROLE_SECTORS, "head of organisation": ""}, counted))
    return [*tallies, counted]


def _registers(folder: Path, choices: dict[str, Any], files: dict[str, bytes]) -> list[sources.Tally]:
    territories = frozenset(code for codes in choices["heads_of_state_of_mother_country"].values() for code in codes)
    spells, tallies = offices.read_offices(folder, territories)
    register = offices.merge(spells, tallies)
    office_rows = [_office_row(spell) for spell in register]
    files["offices.tsv.gz"] = write.zipped(
        ("country", "role", "role_to", "position", "person", "qid", "from", "to", "to_known", "acting", "certainty", "source", "aliases"),
        office_rows,
    )
    naming = yaml_data("naming.yaml")
    files.update(office_index.tables(office_rows, naming))
    rows, _ = sources.read(folder, "organisations.csv", ("id", "plover_sector"))
    without, tally = sources.read(folder, "people_added.csv", ("name", "country", "sector"))
    people = persons.persons(register, {row["id"]: row["plover_sector"] for row in rows}, naming, without)
    tally.kept = len(without)
    tallies.append(tally)
    files["persons.tsv.gz"] = write.zipped(
        ("name", "id", "country", "sector", "detail"), [(one.name, one.id, one.country, one.sector, one.detail) for one in people]
    )
    files["person_forms.tsv.gz"] = write.zipped(("kind", "key", "value"), persons.form_rows(people, naming))
    return tallies


def _office_row(spell: offices.Spell) -> tuple[str, ...]:
    end = spell.end.to if spell.end else spell.seen
    files = "|".join(offices.RANKED[rank].removeprefix("offices_").removesuffix(".csv") for rank in sorted(spell.files))
    return (
        spell.country, spell.role, spell.role_to, spell.position, spell.person, spell.qid, spell.known_from.isoformat(),
        end.isoformat() if end else "", "1" if spell.end else "", "1" if spell.acting else "", spell.certainty, files,
        "|".join(name for name in spell.names if name != spell.person),
    )  # fmt: skip


def read_manifest(out: Path) -> Any:
    """The manifest that `build` wrote."""
    return json.loads((out / "manifest.json").read_text("utf-8"))
