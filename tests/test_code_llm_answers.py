"""From a model's words to items and spans: read defensively, and only what stands in the text."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.code.llm.answers import MOST_ITEMS, Answer, read_answer
from dragoman.code.llm.errors import LlmError
from dragoman.code.llm.prompt import prompt_for, shown
from dragoman.code.llm.spans import find
from dragoman.model.working import Sentence

ITEM = {"sentence": 0, "trigger": "met"}
WHOLE = json.dumps({"events": [ITEM], "statements": []})


@pytest.mark.parametrize(
    "content",
    [
        WHOLE,
        f"```json\n{WHOLE}\n```",
        f"Here is the JSON that you asked for:\n{WHOLE}\nI hope it helps {{a lot}}.",
        f'<think>I could give {{"events": [{{"trigger": "dreamt"}}]}}</think>{WHOLE}',
        f"{{not this}} {WHOLE}",
        json.dumps({"events": [ITEM]}),
        json.dumps({"events": [ITEM], "statements": None, "more": "x"}),
    ],
)
def test_an_answer_is_read_whatever_stands_around_it(content: str) -> None:
    assert read_answer(content) == Answer((ITEM,))


def test_of_an_answer_that_was_cut_off_what_is_whole_is_read() -> None:
    assert read_answer(f'{{"events": [{json.dumps(ITEM)}, {{"sentence": 1, "trig') == Answer((ITEM,), cut=True)
    assert read_answer(f'{{"events": [], "statements": [{json.dumps(ITEM)}, {{"a": "') == Answer((), (ITEM,), cut=True)


@pytest.mark.parametrize("content", ["", "I can't do that.", "[]", '{"event": []}', "{" * 5000, "[" * 100_000, '{"events": 3}', "null", '"events"'])
def test_what_is_no_answer_is_told(content: str) -> None:
    with pytest.raises(LlmError, match="no JSON with events"):
        read_answer(content)


def test_items_that_are_none_and_floods_are_counted() -> None:
    found = read_answer(json.dumps({"events": [1, "x", None, [ITEM], ITEM], "statements": [ITEM] * (MOST_ITEMS + 5)}))
    assert (len(found.events), len(found.statements), found.left_out) == (1, MOST_ITEMS, 4 + 5)


@given(st.text(max_size=300))
def test_no_words_break_the_reading(content: str) -> None:
    # What is opened as a list is an answer, however it goes on.
    assert isinstance(read_answer('{"events": [' + content), Answer)
    with suppress(LlmError):
        read_answer(content)


# Spans.

TEXT = "Officials said the “US–ROK” drills met  with\nanger. The metal met the MET."


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("met with anger", "met  with\nanger"),
        ('"US-ROK" drills', "US–ROK” drills"),
        ("officials", "Officials"),
        ("metal", "metal"),
        (" “anger.” ", "anger."),
        ("eta", None),
        ("officials say", None),
        ("", None),
        ("  ", None),
        ("“”", None),
        ("...", None),
        (".*", None),
        ("x" * 10_000, None),
        (None, None),
        (3, None),
        (["met"], None),
    ],
)
def test_a_quote_is_found_as_whole_words_and_given_as_the_text_has_it(quote: Any, words: str | None) -> None:
    span = find(TEXT, quote, 0, len(TEXT))
    assert (None if span is None else TEXT[slice(*span)]) == words


def test_a_quote_is_looked_for_between_its_limits_and_past_what_is_taken() -> None:
    first = find(TEXT, "met", 0, len(TEXT))
    assert first is not None
    second = find(TEXT, "met", 0, len(TEXT), {first})
    assert second is not None
    assert second[0] > first[1]
    assert find(TEXT, "met", 0, first[1] - 1) is None


@given(st.text(max_size=80), st.text(max_size=20))
def test_what_is_found_has_the_letters_of_the_quote(text: str, quote: str) -> None:
    span = find(text, quote, 0, len(text))
    if span is not None:
        assert [mark for mark in text[slice(*span)].lower() if mark.isalnum()] == [mark for mark in quote.strip().lower() if mark.isalnum()]


@given(st.data(), st.text(min_size=1, max_size=60))
def test_words_of_the_text_are_found_in_it(data: st.DataObject, text: str) -> None:
    words = text.split()
    if words and any(mark.isalnum() for mark in words[0].strip('"“”„«»')) and words[0] == words[0].strip('"“”„«»'):
        assert find(text, words[0], 0, len(text)) is not None


# The prompt.


def sentence(text: str, index: int = 0) -> Sentence:
    return Sentence(index, 0, len(text), "body", text)


@given(st.lists(st.text(max_size=60), max_size=4))
def test_a_reports_words_are_one_string_each_and_hold_no_mark_of_a_template(texts: list[str]) -> None:
    told = shown([sentence(text, number) for number, text in enumerate(texts)])
    told.encode("utf-8")
    assert [item["text"] for item in json.loads(told)["sentences"]] == [text.encode("utf-8", "replace").decode() for text in texts]
    strings = told.replace('{"sentences": [', "").replace("]}", "")
    assert not set("<>[]|｜") & set(strings)


def test_the_schema_is_of_the_strict_kind_and_the_prompt_names_every_type(knowledge: Any) -> None:
    prompt = prompt_for(knowledge.ontology)
    assert all(f"- {name}: " in prompt.system for name in knowledge.ontology.types)

    def strict(schema: dict[str, Any]) -> None:
        if "properties" in schema:
            assert schema["required"] == list(schema["properties"])
            assert schema["additionalProperties"] is False
            for inner in schema["properties"].values():
                strict(inner)
        if "items" in schema:
            strict(schema["items"])

    strict(prompt.schema)


def test_the_name_of_an_answer_is_of_all_that_can_change_it(knowledge: Any) -> None:
    prompt = prompt_for(knowledge.ontology)
    one, other = (prompt.messages([sentence(text)]) for text in ("Norway met Chad.", "Norway met Mali."))
    names = {prompt.name("m", one, 9), prompt.name("m", other, 9), prompt.name("n", one, 9), prompt.name("m", one, 8)}
    assert len(names) == 4
    assert prompt.name("m", one, 9) == prompt_for(knowledge.ontology).name("m", list(one), 9)
