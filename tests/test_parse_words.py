"""Parts of speech and lemmas that are remembered are those that spaCy gives; NER is asked only where a name is not listed."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.parse import gate
from dragoman.parse.language import language
from dragoman.parse.parser import Parser
from dragoman.parse.unlisted import Unlisted
from dragoman.parse.words import Words
from test_mentions_actors import working_of

SENTENCES = (
    "There's no doubt that the ministers left Geneva, and there were others who'd leave.",
    "He left the left wing of the building; they felt that the felt was torn.",
    "Let's go, said the envoy, who ain't gonna wait and has got to see what's left.",
    "The ships were found where the port had been founded, and its leaves were falling.",
    "Who said that that treaty wasn't signed because of what Osman's men did?",
)


def test_remembered_words_are_those_of_the_full_pipeline() -> None:
    nlp = language()
    words = Words(nlp)
    for _ in range(2):
        docs = list(nlp.pipe(SENTENCES, disable=["attribute_ruler", "lemmatizer", "ner"]))
        words.fill(docs)
        for doc, full in zip(docs, nlp.pipe(SENTENCES), strict=True):
            assert [(token.pos_, token.lemma_) for token in doc] == [(token.pos_, token.lemma_) for token in full]


def test_answers_do_not_depend_on_what_was_asked_before() -> None:
    nlp = language()

    def read(sentences: tuple[str, ...]) -> dict[str, list[tuple[str, str]]]:
        docs = list(nlp.pipe(sentences, disable=["attribute_ruler", "lemmatizer", "ner"]))
        words = Words(nlp)
        for doc in docs:
            words.fill([doc])
        return {doc.text: [(token.pos_, token.lemma_) for token in doc] for doc in docs}

    assert read(SENTENCES) == read(SENTENCES[::-1])


def test_full_memory_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.parse.words._MOST", 3)
    nlp = language()
    words = Words(nlp)
    for _ in range(3):
        docs = list(nlp.pipe(SENTENCES, disable=["attribute_ruler", "lemmatizer", "ner"]))
        words.fill(docs)
        assert all(token.lemma_ for doc in docs for token in doc)


def test_an_empty_doc_is_filled() -> None:
    nlp = language()
    Words(nlp).fill([nlp.make_doc("")])


@pytest.mark.parametrize(
    ("text", "unlisted"),
    [
        ("Although talks failed in May, France and Japan met on Monday.", []),
        ("Timane Erdan met the French minister.", ["Timane", "Erdan"]),
        ("Antony Blinken left. Blinken's plane landed.", []),
        ("The Zarnians' envoy met Osman's men.", ["Zarnians", "Osman"]),
        ("Ministers met. The ministers left.", []),
    ],
)
def test_words_that_no_list_knows(text: str, unlisted: list[str], parser: Any, knowledge: Any) -> None:
    working = parser.parse(working_of(text))
    assert [word for sentence in working.sentences for word in Unlisted(working).words(sentence)] == unlisted


def test_sentences_about_a_person_are_parsed_though_they_tell_no_act(parser: Any) -> None:
    working = parser.parse(working_of("She was tall. It was cold. The weather was grey."))
    assert [sentence.doc is not None for sentence in working.sentences] == [True, False, False]


def test_word_lists_hold_words_only() -> None:
    for name in gate.GateWords.__dataclass_fields__:
        assert all(isinstance(word, str) and word == word.lower() for word in getattr(gate.gate_words(), name)), name


def test_a_pipeline_that_has_met_too_many_words_is_loaded_anew_and_reads_the_same(monkeypatch: pytest.MonkeyPatch, knowledge: Any) -> None:
    def read(parser: Parser, text: str) -> list[Any]:
        parsed = parser.parse_batch([working_of(text)])[0].sentences
        return [[(word.text, word.lemma_, word.pos_, word.dep_, word.head.i) for word in sentence.doc] for sentence in parsed if sentence.doc is not None]

    texts = [
        f"{sentence} President {name} met the envoys of Chile in Lima."
        for sentence, name in zip(SENTENCES, ("Aldo", "Brun", "Celo", "Dari", "Ezzo"), strict=True)
    ]
    usual = Parser(knowledge)
    expected = [read(usual, text) for text in texts]
    assert all(expected)
    before = language()
    monkeypatch.setattr("dragoman.parse.language.MOST_WORDS", 1)
    renewed = Parser(knowledge)
    for text, words in zip(texts[:2], expected[:2], strict=True):
        assert read(renewed, text) == words
    assert language() is not before
    monkeypatch.undo()
    assert [read(usual, text) for text in texts] == expected
    assert usual._nlp is language()
