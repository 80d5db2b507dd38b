"""The build merges what several files tell of one spell, drops nothing in silence, and gives the same bytes for the same sources."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.knowledge import tables
from dragoman.knowledge.build import make, offices, ontology, write
from dragoman.knowledge.build.__main__ import main
from dragoman.knowledge.build.identity import Identities
from dragoman.model import KnowledgeError

COLUMNS = {
    "offices_curated.csv": "country,role,role_to,position,person,person_qid,start,end,as_of,acting,co_holder,aliases,evidence,certainty,note",
    "offices_added.csv": "country,role,role_to,position,person,person_qid,start,end,as_of,acting,aliases,certainty",
    "offices_wikidata.csv": "country,position,position_qid,person,person_qid,start,end,role,role_to",
    "offices_factbook.csv": "country,position,person,start,end,role,role_to,first_seen,last_seen,end_basis",
    "offices_uk.csv": "country,position,department,person,aliases,start,end,role,rank,acting",
    "offices_us.csv": "country,position,person,surname,appointed,start,end,role,role_to,born,record",
    "countries.csv": "iso3,iso2,name,official_name,aliases,demonyms,capitals,government_metonyms,qid",
}
FM = {"country": "RUR", "role": "foreign minister", "position": "Minister of Foreign Affairs"}


def sources(folder: Path, **rows: list[dict[str, str]]) -> Path:
    for name, header in COLUMNS.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, header.split(","), restval="")
            writer.writeheader()
            writer.writerows(rows.get(name.removesuffix(".csv"), []))
    return folder


def merged(folder: Path, **rows: list[dict[str, str]]) -> tuple[list[offices.Spell], dict[str, Any]]:
    spells, tallies = offices.read_offices(sources(folder, **rows))
    register = offices.merge(spells, tallies)
    return register, {tally.file: tally.as_data() for tally in tallies}


def test_one_spell_told_by_two_files_is_one_and_the_curated_row_stands(tmp_path: Path) -> None:
    register, told = merged(
        tmp_path,
        offices_curated=[{**FM, "person": "Ana Prior", "start": "2020-01-10", "end": "2022-05-01"}],
        offices_wikidata=[{**FM, "person": "PRIOR Ana", "person_qid": "Q1", "start": "2020-02-01", "end": "2022-06-01"}],
    )
    [spell] = register
    assert (spell.person, spell.qid, spell.files) == ("Ana Prior", "Q1", [0, 4])
    assert spell.end is not None
    assert str(spell.end.to) == "2022-05-01"
    assert told["offices_wikidata.csv"]["merged_into_another_row"] == 1


def test_the_usual_name_stands_before_the_register_of_states_full_one(tmp_path: Path) -> None:
    register, _ = merged(
        tmp_path,
        offices_us=[{**FM, "person": "Ana Berta (Anita) Prior", "start": "2020-01-10", "end": "2022-05-01"}],
        offices_wikidata=[{**FM, "person": "Ana Prior", "person_qid": "Q1", "start": "2020-01-10", "end": "2022-05-01"}],
    )
    [spell] = register
    assert spell.person == "Ana Prior"
    assert "Ana Berta (Anita) Prior" in spell.names


@pytest.mark.parametrize(
    ("told", "usual"),
    [
        ("Henry A. (Heinz Alfred) Kissinger", "Henry A. Kissinger"),
        ('Margaret "Meg" Whitman', "Margaret Whitman"),
        ("Ana Prior (diplomat)", "Ana Prior"),
        ("(Ana)", "(Ana)"),
    ],
)
def test_brackets_and_nicknames_are_no_part_of_the_usual_name(told: str, usual: str) -> None:
    assert offices.usual(told) == usual


def test_a_territory_has_no_head_of_state_of_its_own(tmp_path: Path) -> None:
    head = {"role": "head of state", "position": "President", "person": "Ana Prior", "start": "2020-01-10"}
    folder = sources(tmp_path, offices_factbook=[{**head, "country": "RUR"}, {**head, "country": "ISL"}])
    spells, tallies = offices.read_offices(folder, frozenset({"ISL"}))
    assert [spell.country for spell in spells] == ["RUR"]
    assert tallies[-1].dropped == {"head of state of a territory, told with its mother country": 1}


def test_starts_more_than_45_days_apart_after_an_end_are_two_spells(tmp_path: Path) -> None:
    register, _ = merged(
        tmp_path,
        offices_curated=[{**FM, "person": "Ana Prior", "start": "2020-01-10", "end": "2020-03-01"}],
        offices_wikidata=[{**FM, "person": "Ana Prior", "start": "2021-05-01", "end": "2022-06-01"}],
    )
    assert [str(spell.known_from) for spell in register] == ["2020-01-10", "2021-05-01"]


def test_an_empty_end_keeps_the_last_day_seen_and_stays_unknown(tmp_path: Path) -> None:
    register, _ = merged(tmp_path, offices_factbook=[{**FM, "person": "Ana Prior", "start": "2016-01-01", "last_seen": "2017-03-29"}])
    assert register[0].end is None
    assert str(register[0].seen) == "2017-03-29"


def test_a_lower_file_lends_its_end_where_the_better_one_tells_none(tmp_path: Path) -> None:
    register, _ = merged(
        tmp_path,
        offices_uk=[],
        offices_wikidata=[{**FM, "person": "Ana Prior", "start": "2016-01-01"}],
        offices_us=[{**FM, "person": "Ana Prior", "start": "2016-01-05"}],
        offices_curated=[{**FM, "person": "Ana Prior", "start": "2016-01-02", "as_of": "2016-06-01"}],
        offices_factbook=[{**FM, "person": "Ana Prior", "start": "2016-01-01", "last_seen": "2017-03-29"}],
    )
    [spell] = register
    assert spell.end is None
    assert str(spell.seen) == "2017-03-29"


def test_namesakes_with_ids_of_their_own_stay_two(tmp_path: Path) -> None:
    register, _ = merged(
        tmp_path,
        offices_wikidata=[
            {**FM, "person": "Ana Prior", "person_qid": "Q1", "start": "2001-01-01", "end": "2002-01-01"},
            {**FM, "person": "Ana Prior", "person_qid": "Q2", "start": "2011-01-01", "end": "2012-01-01"},
        ],
    )
    assert {spell.qid for spell in register} == {"Q1", "Q2"}


def test_two_offices_of_one_kind_begun_on_one_day_stay_two(tmp_path: Path) -> None:
    minister = {"country": "RUR", "role": "other minister", "person": "Ana Prior", "start": "2001-01-01", "end": "2002-01-01"}
    register, _ = merged(tmp_path, offices_wikidata=[{**minister, "position": "Minister of Health"}, {**minister, "position": "Minister of Fisheries"}])
    assert {spell.position for spell in register} == {"Minister of Health", "Minister of Fisheries"}


def test_what_is_left_out_is_counted_with_its_reason(tmp_path: Path) -> None:
    _, told = merged(
        tmp_path,
        offices_wikidata=[
            {**FM, "person": "Ana Prior", "start": "2002-01-01", "end": "2001-01-01"},
            {**FM, "person": "Ben Later", "start": ""},
            {**FM, "person": "Cy Next", "start": "soon"},
        ],
    )
    assert told["offices_wikidata.csv"]["dropped"] == {"a date is no ISO 8601 date": 1, "end before start": 1, "no person or no start": 1}
    assert told["offices_wikidata.csv"]["kept"] == 0


@pytest.mark.parametrize(
    ("cut", "name"),
    [
        ("Ruritania Ana Prior", "Ana Prior"),
        ("Affairs Commission President Ana Prior", "Ana Prior"),
        ("it is headed by Ana Prior", "Ana Prior"),
        ("Ruritania Prior", "Ruritania Prior"),
        ("Ana Prior", "Ana Prior"),
    ],
)
def test_a_wrongly_cut_name_is_mended(cut: str, name: str) -> None:
    assert offices.repaired(cut, frozenset({"Ruritania"})) == name


@pytest.mark.parametrize(
    ("one", "other", "same"), [("Isaac Prior", "Issac Prior", True), ("Cyril Prior", "Matamela Cyril Prior", True), ("Ana Prior", "Ben Later", False)]
)
def test_a_misprint_in_an_office_of_one_is_the_same_person(one: str, other: str, same: bool) -> None:
    identities, start = Identities(), date(2020, 1, 1)
    first = identities.identify("RUR", "head of state", "", "", (one,), start)
    assert (identities.identify("RUR", "head of state", "", "", (other,), start) == first) is same


def full(folder: Path) -> Path:
    """A small set of all sources, with the real codebook's codes taken from the package."""
    sources(
        folder,
        countries=[{"iso3": "RUR", "iso2": "RR", "name": "Ruritania", "demonyms": "Ruritanian", "capitals": "Strelsau", "qid": "Q9"}],
        offices_curated=[{**FM, "person": "Ana Prior", "aliases": "A. Prior", "start": "2020-01-10", "as_of": "2021-01-01"}],
    )
    (folder / "metonyms.csv").write_text("metonym,stands_for,sector,valid_from,valid_to,also_place\nZenda Castle,RUR,GOV,,,true\n", "utf-8")
    (folder / "organisations.csv").write_text(
        "id,short_name,name,aliases,kind,members,members_source,valid_from,valid_to,plover_sector\nRRG,RRG,Ruritanian Royal Guard,,armed force,RUR,,,,MIL\n",
        "utf-8",
    )
    (folder / "outlets.csv").write_text(
        "name,country,domain,ownership,kind,aliases,company,typology,origin\n"
        "First Channel,RUR,,state,,,,SC,state media list\nStrelsau Daily News,RUR,,state,,,,SC,state media list\n",
        "utf-8",
    )
    (folder / "titles.csv").write_text("title,role,only_country\ndefence minister,defence minister,\n", "utf-8")
    built = json.loads(tables.text("plover.json"))
    said = yaml.safe_load((Path(ontology.__file__).parent / "definitions.yaml").read_text("utf-8"))
    codebook = {
        "quad": {name: entry["quad"] for name, entry in built["types"].items()},
        "modes": {name: list(own) for name, own in said["modes"].items()},
        "scores": built["scores"],
        "contexts": list(said["contexts"]),
        "sectors": list(said["sectors"]),
        "nonstate_country_codes": list(said["bodies"]),
        "cameo2plover": {"042": {"plover": "CONSULT", "mode": "visit", "context": [], "cameo_text": "x"}},
    }
    (folder / "plover").mkdir()
    (folder / "plover" / "plover_ontology.json").write_text(json.dumps(codebook), "utf-8")
    return folder


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    folder = full(tmp_path / "in")
    for out in ("one", "two"):
        make.build(folder, tmp_path / out)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert "offices.tsv.gz" in names
    assert names == sorted(path.name for path in (tmp_path / "two").iterdir())
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_the_tables_hold_what_the_sources_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    assert main(["--sources", str(full(tmp_path / "in")), "--out", str(tmp_path / "out")]) == 0
    assert "offices_curated.csv: 1 rows, 1 kept" in capsys.readouterr().out
    register = gzip.decompress((tmp_path / "out" / "offices.tsv.gz").read_bytes()).decode().splitlines()
    assert register[1].split("\t")[:9] == ["RUR", "foreign minister", "", "Minister of Foreign Affairs", "Ana Prior", "", "2020-01-10", "2021-01-01", ""]
    outlets = {row["name"]: row["forms"] for row in csv.DictReader((tmp_path / "out" / "outlets.csv").open(encoding="utf-8"))}
    assert outlets == {"First Channel": "", "Strelsau Daily News": "Strelsau Daily News"}
    titles = (tmp_path / "out" / "titles.csv").read_text("utf-8")
    assert "defense minister,defence minister" in titles
    manifest = make.read_manifest(tmp_path / "out")
    for source in manifest["sources"]:
        assert source["licence"]
        assert source["kept"] + source["merged_into_another_row"] <= source["rows_in"]


def test_the_clock_is_not_in_the_bytes() -> None:
    assert write.zipped(("a",), [("b",)])[4:8] == b"\0\0\0\0"


def test_a_missing_source_or_column_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sources", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 1
    assert "--sources" in capsys.readouterr().err
    (sources(tmp_path) / "offices_us.csv").write_text("country,person\n", "utf-8")
    with pytest.raises(KnowledgeError, match=r"offices_us\.csv, line 1: the column position is missing"):
        offices.read_offices(tmp_path)
