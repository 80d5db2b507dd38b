"""The lexicon as shipped: it covers the codebook, its examples hold their words, and saying is no event."""

from __future__ import annotations

import re

import pytest

from dragoman.knowledge.ontology import Ontology
from dragoman.knowledge.trigger_files import DEFAULT_FOLDER, read_irregulars
from dragoman.knowledge.trigger_forms import noun_forms, verb_forms
from dragoman.knowledge.triggers import TriggerFrame, TriggerLexicon, load_triggers
from dragoman.model.vocabulary import EVENT_TYPES, STATUSES

# A statement is no event, whoever makes it.
NEVER_TRIGGERS = [
    "tell",
    "state",
    "note",
    "stress",
    "emphasise",
    "emphasize",
    "describe",
    "believe",
    "hope",
    "explain",
    "add",
    "comment",
    "remark",
    "mention",
    "opine",
    "argue",
    "think",
    "feel",
    "report",
]
# These name an act only with its object: "declared a truce", "announced sanctions", "reiterated its support".
ONLY_WITH_OBJECT = (
    "announce",
    "declare",
    "reiterate",
    "express",
    "voice",
    "proclaim",
    "issue",
    "make",
    "have",
    "take",
    "put",
    "set",
    "observe",
    "write",
    "say",
)


@pytest.fixture(scope="module")
def lexicon() -> TriggerLexicon:
    return load_triggers()


def entries(lexicon: TriggerLexicon) -> dict[str, TriggerFrame]:
    """One frame an entry: those made from it (gerunds, misread lemmas) come after it and are left out."""
    found: dict[str, TriggerFrame] = {}
    for frame in lexicon.frames:
        found.setdefault(frame.entry, frame)
    return found


def test_it_is_read_once() -> None:
    assert load_triggers() is load_triggers()


def test_it_has_the_size_that_the_codebook_needs(lexicon: TriggerLexicon) -> None:
    assert len(entries(lexicon)) >= 2500


@pytest.mark.parametrize("type_", EVENT_TYPES)
def test_every_type_has_verbs_and_nouns(lexicon: TriggerLexicon, type_: str) -> None:
    assert {frame.pos for frame in lexicon.frames if frame.type == type_} == {"verb", "noun"}
    assert len([frame for frame in entries(lexicon).values() if frame.type == type_]) >= 60


def test_every_mode_has_entries(lexicon: TriggerLexicon) -> None:
    have = {(frame.type, frame.mode) for frame in lexicon.frames}
    every = {(type_, mode) for type_, modes in Ontology.load().modes.items() for mode in modes}
    assert every - have == set()


def test_every_entry_is_of_a_known_type_and_status(lexicon: TriggerLexicon) -> None:
    for frame in lexicon.frames:
        assert frame.type in EVENT_TYPES
        assert frame.clause is None or frame.clause in STATUSES
        assert 0 < frame.weight <= 1


def test_every_example_holds_a_form_of_its_word(lexicon: TriggerLexicon) -> None:
    irregulars = read_irregulars([DEFAULT_FOLDER])
    missing = []
    for frame in entries(lexicon).values():
        forms = verb_forms(frame.lemma, irregulars) if frame.pos == "verb" else noun_forms(frame.lemma, irregulars)
        words = set(re.findall(r"[\w']+", frame.example.lower()))
        if not forms & words or (frame.particle and frame.particle not in words):
            missing.append((frame.entry, frame.lemma, frame.example))
    assert missing == []


@pytest.mark.parametrize("verb", NEVER_TRIGGERS)
def test_saying_is_no_trigger(lexicon: TriggerLexicon, verb: str) -> None:
    """Save where the word gives a name that reproaches or praises: "described the raid as an outrage"."""
    assert [frame.entry for frame in lexicon.verbs.get(verb, ()) if "as" not in frame.prep] == []


@pytest.mark.parametrize("verb", ONLY_WITH_OBJECT)
def test_verbs_of_announcing_need_what_is_announced(lexicon: TriggerLexicon, verb: str) -> None:
    assert [frame.entry for frame in lexicon.verbs.get(verb, ()) if not frame.object and not frame.subject and not frame.particle] == []


@pytest.mark.parametrize("noun", ["statement", "relation", "tension", "tie", "remark", "crisis", "situation"])
def test_states_and_statements_are_no_trigger(lexicon: TriggerLexicon, noun: str) -> None:
    assert noun not in lexicon.nouns


@pytest.mark.parametrize(
    "verb",
    [
        "hit",
        "strike",
        "beat",
        "win",
        "shoot",
        "fire",
        "attack",
        "launch",
        "call",
        "lead",
        "pull",
        "charge",
        "discharge",
        "release",
        "lift",
        "ease",
        "back",
        "support",
        "talk",
        "meet",
        "host",
    ],
)
def test_words_with_common_other_senses_are_hedged(lexicon: TriggerLexicon, verb: str) -> None:
    for frame in lexicon.verbs.get(verb, ()):
        hedges = (frame.object, frame.not_object, frame.subject, frame.not_near, frame.needs, frame.prep, frame.particle)
        assert any(hedges), frame.entry


def test_restricted_entries_come_first(lexicon: TriggerLexicon) -> None:
    for table in (lexicon.verbs, lexicon.nouns):
        for frames in table.values():
            counts = [frame.restrictions for frame in frames]
            assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    "form",
    [
        "met",
        "spoke",
        "spoken",
        "struck",
        "shot",
        "fought",
        "withdrew",
        "withdrawn",
        "sent",
        "lent",
        "sold",
        "gave",
        "thrown",
        "forbade",
        "kidnapped",
        "expelled",
        "ceasefires",
        "talks",
        "embargoes",
        "besought",
    ],
)
def test_gate_knows_irregular_forms(lexicon: TriggerLexicon, form: str) -> None:
    assert form in lexicon.forms


def test_gate_does_not_let_every_sentence_pass(lexicon: TriggerLexicon) -> None:
    assert lexicon.forms.isdisjoint({"the", "of", "in", "and", "is", "was", "up", "out", "minister", "country", "president", "government"})


def test_gate_forms_are_lower_case_words(lexicon: TriggerLexicon) -> None:
    assert all(re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)*", form) and form == form.lower() for form in lexicon.forms)
