"""Countries, organisations, outlets, titles, agents and a user's own file; nothing is read before it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dragoman import knowledge
from dragoman.knowledge import Agents
from dragoman.model import Interval, KnowledgeError


def test_importing_and_loading_reads_no_data() -> None:
    code = (
        "import dragoman.knowledge.tables as tables\n"
        "def refuse(name): raise SystemExit('read ' + name)\n"
        "tables._bytes = refuse\n"
        "import dragoman.knowledge as knowledge\n"
        "knowledge.load()\n"
        "print('nothing read')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "nothing read", done.stderr


def test_the_same_knowledge_is_handed_out_again() -> None:
    assert knowledge.load() is knowledge.load()


def test_countries_are_found_by_code() -> None:
    countries = knowledge.load().countries
    korea, kosovo = countries.get("KOR"), countries.get("KOS")
    assert korea is not None
    assert kosovo is not None
    assert (korea.iso2, korea.name, korea.capitals) == ("KR", "South Korea", ("Seoul",))
    assert countries.get("XXX") is countries.get(None) is None
    assert len(list(countries)) == len(countries) > 200


def test_organisations_know_members_and_to_whom_they_belong() -> None:
    organisations = knowledge.load().organisations
    belongs = {id_: found.country for id_ in ("NATO", "EC", "IAEA", "HAMAS", "WHO") if (found := organisations.get(id_))}
    assert belongs == {"NATO": "NATO", "EC": "EUR", "IAEA": "UNO", "HAMAS": "PSE", "WHO": "UNO"}
    alliance = organisations.get("NATO")
    assert alliance is not None
    assert "USA" in alliance.members
    assert alliance.valid is not None


@pytest.mark.parametrize("name", ["Yonhap", "yonhap news agency", "https://en.yna.co.kr/view/AEN1", "yna.co.kr"])
def test_an_outlet_is_found_by_name_or_address(name: str) -> None:
    outlet = knowledge.load().outlets.find(name)
    assert outlet is not None
    assert (outlet.country, outlet.ownership) == ("KOR", "public")


def test_an_unknown_outlet_is_none() -> None:
    assert knowledge.load().outlets.find("The Zzyzx Gazette") is None
    assert knowledge.load().outlets.find("") is None


@pytest.mark.parametrize(
    ("words", "country", "role"),
    [
        ("South Korean Foreign Minister", None, "foreign minister"),
        (["Secretary", "of", "State"], None, "foreign minister"),
        ("Chancellor", "DEU", "head of government"),
        ("Chancellor", "GBR", "finance"),
        ("foreign secretary", "IND", "deputy foreign"),
        ("Vice Foreign Minister", "CHN", "deputy foreign"),
        ("defense ministers", None, "defence minister"),
        ("defence minister", None, "defence minister"),
    ],
)
def test_a_title_names_a_role(words: str, country: str | None, role: str) -> None:
    title = knowledge.load().titles.match(words, country)
    assert title is not None
    assert title.role == role


def test_a_title_of_one_country_is_none_of_anothers() -> None:
    assert knowledge.load().titles.match("taoiseach", "FRA") is None
    assert knowledge.load().titles.match("gardener") is None


@pytest.mark.parametrize(
    ("words", "sector", "plural"),
    [
        ("soldier", "MIL", False),
        ("Soldiers", "MIL", True),
        ("troops", "MIL", True),
        ("policemen", "COP", True),
        ("opposition parties", "OPP", True),
        ("spokespeople", "GOV", True),
    ],
)
def test_an_agent_noun_has_a_sector(words: str, sector: str, plural: bool) -> None:
    agent = knowledge.load().agents.get(words)
    assert agent is not None
    assert (agent.sector, agent.plural) == (sector, plural)


def test_agent_nouns_use_sectors_of_the_codebook_and_stand_under_one_only() -> None:
    agents, sectors = knowledge.load().agents, knowledge.load().ontology.sectors
    assert isinstance(agents, Agents)
    assert {agent.sector for words in agents if (agent := agents.get(words))} - {None} <= set(sectors)
    assert agents.get("bicycle") is None


EXTRA = """
offices:
  - {person: Zoltan Exemplar, aliases: [Z. Exemplar], country: HUN, role: foreign minister, from: 2031-01-02, to: 2033}
organisations:
  - {id: ZZO, name: Zzyzx Organisation, kind: igo, members: [HUN], from: 2030}
metonyms:
  - {name: Zzyzx Palace, country: HUN}
outlets:
  - {name: Zzyzx Gazette, country: HUN, domain: zzyzx.example}
"""


def test_a_users_own_file_is_added(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(EXTRA, "utf-8")
    own = knowledge.load(path)
    assert own.offices.holders("foreign minister", "HUN", Interval.parse("2032-05-01"))[0].person == "Zoltan Exemplar"
    organisation, outlet = own.organisations.get("ZZO"), own.outlets.find("zzyzx.example")
    assert organisation is not None
    assert outlet is not None
    named = {hit.surface: hit.entries[0].kind for hit in own.names.scan("Zoltan Exemplar of the Zzyzx Organisation told the Zzyzx Gazette at Zzyzx Palace.")}
    assert named == {"Zoltan Exemplar": "person", "Zzyzx Organisation": "organisation", "Zzyzx Gazette": "outlet", "Zzyzx Palace": "building"}
    assert knowledge.load().organisations.get("ZZO") is None


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("offices:\n  - {person: A B, country: HUN, role: king of all}\n", 2, "'role' is 'king of all'"),
        ("offices:\n  - {person: A B, country: HUN, role: envoy}\n  - {country: HUN, role: envoy}\n", 3, "'person' is missing"),
        ("offices:\n  - {person: A B, country: HUN, role: envoy, from: soon}\n", 2, "must be a date"),
        ("offices:\n  - {person: A B, country: HUN, role: envoy, from: 2024, to: 2020}\n", 2, "'to' lies before 'from'"),
        ("outlets:\n  - {name: Z, colour: red}\n", 2, "'colour' is no field"),
        ("outlets:\n  - Z\n", 1, "names and values"),
        ("outlets: []\nplanets: []\n", 2, "'planets' is no section"),
        ("outlets: [}\n", 1, "not valid YAML"),
        ("[]\n", 1, "the file must hold"),
    ],
)
def test_a_mistake_in_a_users_file_is_told_with_file_and_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        knowledge.load(path)
    assert caught.value.line == line
    assert says in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_users_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="can't be read"):
        knowledge.load(tmp_path / "none.yaml")
