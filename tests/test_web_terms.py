"""Offices as bars in time, and the words of several origins for one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from dragoman.knowledge import load
from dragoman.web.terms import WIDTH, terms
from factories_web import small_client


def test_offices_stand_in_time_and_those_without_a_known_end_reach_to_the_latest_report() -> None:
    one = load().offices.of_person("Antony Blinken")[0]
    ended = replace(one, from_=date(2000, 1, 1), to=date(2003, 12, 31), to_known=True)
    going = replace(one, from_=date(2004, 1, 1), to=None, to_known=False)
    found = terms([going, ended], date(2007, 6, 1))
    assert [(bar.from_, bar.to, bar.open) for bar in found.bars] == [(date(2000, 1, 1), date(2003, 12, 31), False), (date(2004, 1, 1), None, True)]
    assert found.bars[0].x == 0
    assert found.bars[0].x + found.bars[0].width < found.bars[1].x + 1
    assert WIDTH / 2 < found.bars[1].x + found.bars[1].width <= WIDTH
    assert [year for _, year in found.years] == list(range(2000, 2008))


def test_without_a_day_there_is_no_bar() -> None:
    one = load().offices.of_person("Antony Blinken")[0]
    assert terms([replace(one, from_=None)], None).bars == ()
    assert terms([], date(2024, 1, 1)).bars == ()


def test_a_story_shows_how_each_origin_words_the_same_act(tmp_path: Path) -> None:
    text = small_client(tmp_path).get("/story/story-aaaa").text
    words = text[text.index('id="wordings"') :]
    assert "Alpha Post" in words
    assert "Gamma Wire" in words
    assert words.index("three rockets") < words.index("five rockets"), "in order of writing"


def test_an_actor_was_last_seen_in_the_latest_deed(tmp_path: Path) -> None:
    text = small_client(tmp_path).get("/actor?id=ada-moss").text
    assert "Last seen" in text
    assert text.index("7 May 2024") < text.index('id="events"')
