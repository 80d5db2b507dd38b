"""What the loader refuses, by file and line, and how a frame decides whether the words around it allow its sense."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.trigger_files import read_folder
from dragoman.knowledge.trigger_forms import Irregulars, gerund, noun_forms, verb_forms
from dragoman.knowledge.triggers import NAME, NUMBER, TriggerLexicon, build_lexicon, heads
from dragoman.model.errors import KnowledgeError

FIRST = '- {verb: condemn, example: "Malta condemned Sparta"}\n'


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def lexicon(folder: Path, entries: str, *, classes: str = "", irregulars: str = "", name: str = "accuse.yaml") -> TriggerLexicon:
    write(folder, name, entries)
    write(folder, "classes.yaml", classes)
    write(folder, "irregulars.yaml", irregulars)
    return build_lexicon(*read_folder(folder))


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('{verb: condemn, mood: x, example: "He condemned it"}', "key 'mood' is not known"),
        ('{verb: condemn, verb: blame, example: "He condemned it"}', "given twice"),
        ('{type: ACCUSE, example: "He condemned it"}', "either 'verb' or 'noun'"),
        ('{verb: condemn, noun: blame, example: "He condemned it"}', "either 'verb' or 'noun'"),
        ("{verb: condemn}", "needs an 'example'"),
        ('{verb: condemn, type: BLAME, example: "He condemned it"}', "not a PLOVER 2.0 type"),
        ('{verb: condemn, mode: visit, example: "He condemned it"}', "ACCUSE has no mode 'visit'"),
        ('{verb: condemn, contexts: [weather], example: "He condemned it"}', "not a PLOVER 2.0 context"),
        ('{verb: condemn, clause: maybe, example: "He condemned it"}', "not a status"),
        ('{verb: condemn, recipient: [object], example: "He condemned it"}', "'object' in 'recipient' is not a slot"),
        ('{verb: condemn, recipient: obj, example: "He condemned it"}', "must be a list of words"),
        ('{verb: condemn, prep: [against-owner], example: "He condemned it"}', "'against-owner' is not known"),
        ('{verb: condemn, needs: [luck], example: "He condemned it"}', "'luck' is not known"),
        ('{verb: condemn, object: ["@nothing"], example: "He condemned it"}', "class '@nothing' does not stand"),
        ('{verb: condemn, sure: 2, example: "He condemned it"}', "'sure' must be a number"),
        ('{verb: condemn, plural: true, example: "He condemned it"}', "no meaning for a verb"),
        ('{noun: blame, subject: [army], example: "The blame was his"}', "no meaning for a noun"),
        ('{noun: blame, plural: yes, example: "The blame was his"}', "must be true or false"),
        ('{verb: Condemn, example: "He condemned it"}', "lower-case lemma"),
        ('{verb: call off at once, example: "He called it off"}', "one particle at most"),
        ('{noun: sit-in, object: [student], example: "The sit-in went on"}', "can't have 'object'"),
        ("condemn", "must be a mapping"),
    ],
)
def test_a_wrong_entry_is_named_by_file_and_line(tmp_path: Path, entry: str, says: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        lexicon(tmp_path, f"# a comment\n{FIRST}- {entry}\n")
    assert says in str(caught.value)
    assert (caught.value.source, caught.value.line) == ("accuse.yaml", 3)


@pytest.mark.parametrize(("text", "line"), [("- {verb: condemn\n- {", 2), ("verb: condemn\n", 1)])
def test_a_file_that_is_no_list_of_entries_is_named(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(KnowledgeError) as caught:
        lexicon(tmp_path, text)
    assert caught.value.line == line


def test_a_class_must_stand_above_its_use(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        lexicon(tmp_path, FIRST, classes="one: [a]\ntwo: ['@three']\nthree: [b]\n")
    assert (caught.value.source, caught.value.line) == ("classes.yaml", 2)


def test_a_strange_section_of_irregulars_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        lexicon(tmp_path, FIRST, irregulars="verbs: {meet: [met]}\nadverbs: [x]\n")
    assert (caught.value.source, caught.value.line) == ("irregulars.yaml", 2)


def test_type_is_the_files_and_defaults_stand(tmp_path: Path) -> None:
    found = lexicon(tmp_path, '- {verb: call off, example: "They called off the talks"}\n- {noun: "no", example: "A no from Malta"}\n', name="reject.yaml")
    verb, noun = found.verbs["call"][0], found.nouns["no"][0]
    assert (verb.type, verb.particle, verb.actor, verb.entry) == ("REJECT", "off", ("subj",), "reject.yaml:1")
    assert (noun.type, noun.actor, noun.entry) == ("REJECT", ("poss", "by", "of"), "reject.yaml:2")


def test_a_folder_of_ones_own_adds_entries_and_to_classes(tmp_path: Path) -> None:
    base, extra = tmp_path / "base", tmp_path / "extra"
    for folder in (base, extra):
        folder.mkdir()
    write(base, "classes.yaml", "drink: [tea]\n")
    write(base, "agree.yaml", '- {verb: share, object: ["@drink"], example: "They shared tea"}\n')
    write(extra, "classes.yaml", "drink: [coffee]\n")
    write(extra, "mine.yaml", '- {verb: sip, type: CONSULT, example: "They sipped coffee"}\n')
    found = build_lexicon(*read_folder(base, extra))
    assert found.verbs["share"][0].object == {"tea", "coffee"}
    assert found.verbs["sip"][0].type == "CONSULT"


def test_with_is_more_of_party(tmp_path: Path) -> None:
    found = lexicon(tmp_path, '- {noun: talk, party: [between], with: [with], plural: true, example: "Talks began"}\n', name="consult.yaml")
    assert found.nouns["talk"][0].party == ("between", "with")


WITHDRAW = """
- {verb: withdraw, mode: withdraw, example: "They withdrew"}
- {verb: withdraw, mode: withdraw, object: [troop, '%name'], example: "They withdrew troops"}
- {verb: withdraw, mode: withdraw, object: [troop], prep: [from], not_near: [match], example: "They withdrew their troops from it"}
- {verb: pull out, mode: withdraw, subject: [army], example: "The army pulled out"}
"""


def test_the_most_restricted_entry_is_tried_first(tmp_path: Path) -> None:
    found = lexicon(tmp_path, WITHDRAW, name="retreat.yaml").verbs["withdraw"]
    assert [frame.entry for frame in found] == ["retreat.yaml:4", "retreat.yaml:3", "retreat.yaml:2"]
    from_, troops, plain = found
    assert from_.applies(objects={"troop"}, preps={"from": {"island"}})
    assert not from_.applies(objects={"troop"})
    assert from_.applies(preps={"from": {"troop"}}), "what stands after the entry's preposition is its object too"
    assert not from_.applies(objects={"troop"}, preps={"from": ()}, near={"match"})
    assert not troops.applies(objects={"cash"})
    assert troops.applies(objects={"ahmed", NAME})
    assert plain.applies()
    assert not plain.applies(particle="back")


def test_particle_and_subject(tmp_path: Path) -> None:
    frame = lexicon(tmp_path, WITHDRAW, name="retreat.yaml").verbs["pull"][0]
    assert frame.applies(particle="out", subjects={"army"})
    assert not frame.applies(particle="out", subjects={"singer"})
    assert not frame.applies(subjects={"army"})


def test_not_object_not_subject_and_plural(tmp_path: Path) -> None:
    text = """
- {verb: strike, not_object: [deal], not_subject: [storm], example: "They struck the port"}
- {noun: talk, type: CONSULT, plural: true, example: "Talks began"}
"""
    found = lexicon(tmp_path, text, name="assault.yaml")
    strike, talk = found.verbs["strike"][0], found.nouns["talk"][0]
    assert strike.applies(objects={"port"}, subjects={"army"})
    assert not strike.applies(objects={"deal"})
    assert not strike.applies(subjects={"storm"})
    assert talk.applies(plural=True)
    assert not talk.applies()


def test_a_hyphenated_noun_is_read_as_the_parser_cuts_it(tmp_path: Path) -> None:
    found = lexicon(tmp_path, '- {noun: sit-in, example: "The sit-ins went on"}\n', name="protest.yaml")
    frame = found.nouns["in"][0]
    assert frame.applies(objects={"sit"})
    assert not frame.applies()
    assert {"sit-in", "sit-ins"} <= found.forms
    assert "in" not in found.forms


def test_a_verb_over_an_object_makes_a_noun(tmp_path: Path) -> None:
    text = '- {verb: freeze, object: [asset], recipient: [obj-owner, obj], example: "They froze assets"}\n'
    frame = lexicon(tmp_path, text, name="sanction.yaml").nouns["freezing"][0]
    assert (frame.pos, frame.recipient, frame.actor) == ("noun", ("of-owner", "of"), ("poss", "by"))
    assert frame.applies(objects={"asset"}, preps={"of": {"asset"}})
    assert not frame.applies(objects={"asset"}), "without its of-phrase it may name a trade"
    assert frame.weight < 1


def test_a_noun_entry_outranks_the_gerund(tmp_path: Path) -> None:
    text = '- {verb: bomb, recipient: [obj], example: "They bombed it"}\n- {noun: bombing, mode: aerial, example: "The bombing went on"}\n'
    assert [frame.mode for frame in lexicon(tmp_path, text, name="assault.yaml").nouns["bombing"]] == ["aerial"]


def test_lemmas_that_the_parser_misreads_lead_to_the_verb(tmp_path: Path) -> None:
    text = '- {verb: rape, mode: sexual, example: "They raped them"}\n- {verb: shell, example: "They shelled it"}\n'
    found = lexicon(tmp_path, text, irregulars="misread: {rape: [rap], bomb: [shell]}\n", name="assault.yaml")
    assert found.verbs["rap"][0].lemma == "rape"
    assert found.verbs["shell"][0].lemma == "shell", "a lemma of its own is not overwritten"


def test_heads_mark_names_and_numbers() -> None:
    tokens = [
        SimpleNamespace(lemma_="Navalny", pos_="PROPN"),
        SimpleNamespace(lemma_="nine", pos_="NUM"),
        SimpleNamespace(lemma_="Soldier", pos_="NOUN"),
    ]
    assert heads(tokens) == {"navalny", NAME, "nine", NUMBER, "soldier"}


IRREGULAR = Irregulars(verbs={"meet": ("met",), "shoot": ("shot",)}, nouns={"crisis": ("crises",)}, doubling=frozenset({"expel", "permit"}))


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("condemn", "condemn condemns condemned condemning"),
        ("deny", "deny denies denied denying"),
        ("stop", "stop stops stopped stopping"),
        ("plead", "plead pleads pleaded pleading"),
        ("free", "free frees freed freeing"),
        ("tie", "tie ties tied tying"),
        ("impeach", "impeach impeaches impeached impeaching"),
        ("meet", "meet meets met meeting"),
        ("shoot", "shoot shoots shot shooting"),
        ("expel", "expel expels expeled expeling expelled expelling"),
        ("deploy", "deploy deploys deployed deploying"),
    ],
)
def test_verb_forms(lemma: str, forms: str) -> None:
    assert verb_forms(lemma, IRREGULAR) == set(forms.split())


def test_gerunds_and_plurals() -> None:
    assert [gerund(lemma, IRREGULAR) for lemma in ("freeze", "ban", "permit", "free", "tie")] == ["freezing", "banning", "permitting", "freeing", "tying"]
    assert noun_forms("crisis", IRREGULAR) == {"crisis", "crises"}
    assert noun_forms("embargo", IRREGULAR) == {"embargo", "embargoes"}
    assert noun_forms("ally", IRREGULAR) == {"ally", "allies"}


@given(st.from_regex(r"[a-z]{2,12}", fullmatch=True))
def test_every_lemma_is_among_its_forms(lemma: str) -> None:
    forms = verb_forms(lemma, IRREGULAR)
    assert lemma in forms
    assert gerund(lemma, IRREGULAR) in forms
    assert lemma in noun_forms(lemma, IRREGULAR)
    assert all(form[:1] == lemma[:1] for form in forms)
