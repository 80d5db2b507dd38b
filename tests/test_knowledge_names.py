"""Names are found in text as a careful reader would find them, and not where the words mean something else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import knowledge
from dragoman.knowledge import NameEntry, NameHit, name_key
from dragoman.knowledge.matcher import Form, Guard, NameMatcher


def hits(text: str) -> list[NameHit]:
    return knowledge.load().names.scan(text)


def found(text: str) -> dict[str, set[tuple[str, str | None]]]:
    return {hit.surface: {(entry.kind, entry.id) for entry in hit.entries} for hit in hits(text)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cho Tae-yeol", "CHO Tae Yeol"),
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("Lech Wałęsa", "Lech Walesa"),
        ("N'Djamena", "NDjamena"),
        ("U.S.", "US"),
    ],
)
def test_a_name_key_folds_case_accents_hyphens_and_spaces(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


def test_a_name_key_keeps_the_order_of_words() -> None:
    assert name_key("Kishida Fumio") != name_key("Fumio Kishida")


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("Lu", "Ll", "Zs", "Pd")), max_size=30))
def test_a_name_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8), min_size=1, max_size=4))
def test_a_name_key_does_not_see_case_or_separators(words: list[str]) -> None:
    assert name_key(" ".join(words)) == name_key("-".join(words).upper()) == name_key("".join(words))


@settings(deadline=None)  # the first call builds the matcher
@given(st.text(max_size=200))
def test_hits_lie_in_order_in_the_text_and_do_not_overlap(text: str) -> None:
    before = 0
    for hit in hits(text):
        assert before <= hit.start < hit.end <= len(text)
        assert hit.surface == text[hit.start : hit.end]
        assert hit.entries
        before = hit.end


@pytest.mark.parametrize(
    ("text", "surface", "kind", "id_"),
    [
        ("Talks in the U.S. went on.", "U.S.", "country", "USA"),
        ("A US-led force", "US", "country", "USA"),
        ("The Republic of Korea protested.", "Republic of Korea", "country", "KOR"),
        ("DPRK media", "DPRK", "country", "PRK"),
        ("S. Korea and Japan", "S. Korea", "country", "KOR"),
        ("Türkiye and Greece", "Türkiye", "country", "TUR"),
        ("It came from Côte d’Ivoire.", "Côte d’Ivoire", "country", "CIV"),
        ("The Polish minister", "Polish", "demonym", "POL"),
        ("North Korean troops", "North Korean", "demonym", "PRK"),
        ("The White House declined.", "White House", "building", "USA"),
        ("Kremlin aides", "Kremlin", "building", "RUS"),
        ("Washington, D.C. was quiet.", "Washington, D.C.", "capital", "USA"),
        ("Aid reached Tigray.", "Tigray", "region", "Tigray"),
        ("He flew to Hong Kong.", "Hong Kong", "country", "HKG"),
        ("South Ossetia voted.", "South Ossetia", "region", "SOSSETIA"),
        ("NATO met.", "NATO", "organisation", "NATO"),
        ("fighters of Al-Shabaab", "Al-Shabaab", "organisation", "ALSHABAAB"),
        ("KCNA said so.", "KCNA", "outlet", "Korean Central News Agency"),
        ("the Foreign Ministry", "Foreign Ministry", "organisation", "foreign ministry"),
        ("The State Department spoke.", "State Department", "organisation", "State Department"),
        ("Sino-Russian talks", "Sino", "demonym", "CHN"),
        ("the Kurdistan Workers’ Party", "Kurdistan Workers’ Party", "organisation", "PKK"),
        ("two foreign ministers", "foreign ministers", "title", "foreign minister"),
    ],
)
def test_a_listed_name_is_found(text: str, surface: str, kind: str, id_: str) -> None:
    assert (kind, id_) in found(text).get(surface, set()), found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tell us more, it may end in march.",
        "They ate turkey and polish their shoes on china.",
        "Roast Turkey breast",
        "the match began at 3 p.m. and let them go",
        "they met at 4 PM and again at 10:30 PM",
        "Michael Jordan scored.",
        "General Franco died.",
        "Voters in Atlanta, Georgia, queued.",
        "a Guinea pig",
        "Male voters outnumber others.",
        "He went to the bar, the hill and the city.",
        "time and dawn",
    ],
)
def test_plain_words_are_no_names(text: str) -> None:
    assert found(text) == {}


def test_a_country_stays_one_beside_a_title_or_at_the_head_of_a_headline() -> None:
    assert ("country", "JOR") in found("Jordan King Abdullah II left.")["Jordan"]
    assert ("country", "TCD") in found("Chad Rejects Peace Plan")["Chad"]


def test_a_line_in_capitals_still_names_countries_but_no_word_that_is_an_acronym() -> None:
    assert set(found("CHINA CALLS ON RUSSIA: WHO WILL SPEAK FIRST")) == {"CHINA", "RUSSIA"}
    assert ("organisation", "WHO") in found("Experts of the WHO came.")["WHO"]


def test_what_is_shared_has_several_entries() -> None:
    assert {id_ for _, id_ in found("the Korean border")["Korean"]} == {"KOR", "PRK"}
    assert {id_ for _, id_ in found("Brussels agreed")["Brussels"]} >= {"BEL", "EUR"}


def test_an_adjective_of_a_mother_country_is_not_its_territories() -> None:
    assert {id_ for word in ("French", "Chinese", "Dutch", "American") for _, id_ in found(f"The {word} minister")[word]} == {"FRA", "CHN", "NLD", "USA"}


def test_a_demonym_that_is_a_noun_only_is_told_from_an_adjective() -> None:
    details = {hit.surface: hit.entries[0].detail for hit in hits("German and Polish officers met Germans, Poles and Frenchmen.")}
    assert details == {"German": None, "Polish": None, "Germans": "noun", "Poles": "noun", "Frenchmen": "noun"}


def test_a_seat_of_power_tells_in_which_days_it_was_one() -> None:
    entries = [entry for hit in hits("The Blue House answered.") for entry in hit.entries]
    assert [entry.valid is not None for entry in entries] == [True] * len(entries) != []


@pytest.mark.parametrize(
    ("spelling", "usual"),
    [
        ("Kim Jong-un", "Kim Jong Un"),
        ("KIM JONG UN", "Kim Jong Un"),
        ("Jong-un Kim", "Kim Jong Un"),
        ("Cho Tae Yeol", "Cho Tae-yul"),
        ("Cho Taeyeol", "Cho Tae-yul"),
        ("Hayashi Yoshimasa", "Yoshimasa Hayashi"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelensky"),
        ("Vladimir PUTIN", "Vladimir Putin"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Mohammad Bin Salman", "Mohammed bin Salman"),
        ("Antony J. Blinken", "Antony Blinken"),
        ("Pope Francis", "Francis"),
        ("King Charles III", "Charles III"),
    ],
)
def test_a_person_is_found_in_every_spelling(spelling: str, usual: str) -> None:
    entries = [entry for hit in hits(f"On Monday {spelling} spoke.") if hit.surface == spelling for entry in hit.entries]
    assert usual in {entry.name for entry in entries}
    assert {entry.kind for entry in entries} == {"person"}


def test_a_surname_alone_is_left_to_the_rooms_that_know_the_text() -> None:
    assert not any(entry.kind == "person" for hit in hits("Putin and Lavrov met Xi.") for entry in hit.entries)


@pytest.mark.parametrize("name", ["Wang Yi", "Ali Khamenei", "Lee Jae-myung"])
def test_a_full_stop_between_words_parts_them(name: str) -> None:
    first, rest = name.split(" ", 1)
    assert name in found(name)
    assert not any(kind == "person" for kinds in found(f"They asked about President{first}. {rest} came.").values() for kind, _ in kinds)


def test_the_longest_name_wins_and_a_guard_or_swallowed_phrase_stops_it() -> None:
    short, long = NameEntry("country", "Ruritania", "RUR"), NameEntry("organisation", "Bank of Ruritania", "BOR")
    matcher = NameMatcher(
        [Form("Ruritania", short), Form("Bank of Ruritania", long)],
        swallow=["Ruritania ham"],
        guards={"ruritania": Guard(before=frozenset({"miss"}))},
    )
    assert [hit.entries for hit in matcher.scan("Bank of Ruritania and Ruritania; Ruritania ham; Miss Ruritania.")] == [(long,), (short,)]


def test_a_matcher_gives_the_same_twice() -> None:
    text = "Seoul and Tokyo asked Xi Jinping and Mun Jae In about Gaza."
    assert hits(text) == hits(text)
