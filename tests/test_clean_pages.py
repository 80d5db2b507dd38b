"""What pages print more than once and at the end: galleries, second tellings, lists of links; and what looks like it and stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.clean import clean
from dragoman.model import Report

LEAD = "The foreign minister of Norway met her colleague from Chad in Oslo on Monday."
MORE = "They spoke for two hours and agreed to open a consulate in N'Djamena next spring."
LAST = "Neither side said who would pay for the building, which has stood empty for years."
LINES = st.sampled_from(
    [
        LEAD,
        MORE,
        LAST,
        f"• {LEAD}",
        f"{LEAD} less",
        f"{LEAD} more",
        "- Ten Facts About Our Neighbours",
        "- Markets Fall in Lagos",
        "Photo: A. Example",
        "Read more: The treaty",
        "Click here for more information. The talks went on.",
        "___",
        "Who will follow her in the office of the president of the union?",
    ]
)

AMID = ["Photo: A. Example", "Read more: The treaty", "___", "Advertisement", "Subscribe now", LEAD, "Click here for more information.", "Tags: treaty, summit"]
LINKS = ["- Ten Facts About Our Neighbours", "- Markets Fall in Lagos", "- Storm Hits Cotonou", "Most read"]


def kinds(*lines: str) -> list[str]:
    return [block.kind for block in clean(Report(id="r", text="\n".join(lines), language="en"), None).clean.blocks]


def read(*lines: str) -> str:
    return clean(Report(id="r", text="\n".join(lines), language="en"), None).clean.text


def test_a_second_telling_is_body_and_is_read_once() -> None:
    assert kinds(LEAD, MORE, LAST, LEAD, MORE) == ["body"] * 5
    assert read(LEAD, MORE, LAST, LEAD, MORE) == read(LEAD, MORE, LAST)


def test_the_line_of_a_picture_that_a_gallery_prints_again_is_a_caption() -> None:
    seen = "The ministers of Norway and Chad, left, at the town hall in Oslo, Monday, March 4, 2019."
    lines = [f"• {seen}", seen, "Photo: A. Example", "Image 1 of 3", seen, LEAD, MORE, LAST]
    assert kinds(*lines) == ["caption", "caption", "caption", "boilerplate", "caption", "body", "body", "body"]


def test_a_line_cut_short_and_whole_with_buttons_is_a_caption() -> None:
    seen = "The ministers of Norway and Chad, left, at the town hall in Oslo, Monday, March 4, 2019."
    assert kinds(f"{seen} They met for the first time. less", f"{seen} They ... more", LEAD, MORE)[:2] == ["caption", "caption"]


def test_paragraphs_that_begin_alike_are_no_gallery() -> None:
    ours = ["The two sides agreed in Oslo on Monday to send home the wounded.", "The two sides agreed in Oslo on Monday to meet again in May."]
    assert kinds(LEAD, *ours, LAST) == ["body"] * 4


def test_links_listed_at_the_end_go_and_the_line_on_the_author_behind_them_hides_none() -> None:
    links = ["- Ten Facts About Our Neighbours", "- Markets Fall in Lagos", "- Storm Hits Cotonou"]
    assert kinds(LEAD, MORE, LAST, *links) == ["body"] * 3 + ["boilerplate"] * 3
    assert kinds(LEAD, MORE, LAST, *links, "Ann Example writes about the sea for us.")[3:6] == ["boilerplate"] * 3


def test_links_in_lower_case_go_only_behind_another_line_of_the_page() -> None:
    links = ["- Jones tells a story from the nineties", "- Pats place a newcomer on leave", "- Rams top bears as others struggle"]
    assert kinds(LEAD, MORE, LAST, "Subscribe now", *links)[4:] == ["boilerplate"] * 3
    assert "boilerplate" not in kinds(LEAD, MORE, LAST, *links)


def test_the_reports_own_list_stays() -> None:
    own = ["- Release of All Prisoners", "- Return of the Border Posts", "- Talks on Fishing Rights"]
    assert kinds(LEAD, MORE, "The ministers agreed on three points:", *own)[-3:] == ["body"] * 3


def test_an_order_or_a_shortened_verb_is_no_caption() -> None:
    assert kinds(LEAD, MORE, "Try setting a regular hour for the talks and sticking to it.", LAST) == ["body"] * 4
    assert kinds(LEAD, "Today, I’m going to explain the process of opening an embassy.", MORE, LAST) == ["body"] * 4


@settings(max_examples=150, deadline=None)
@given(*[st.lists(st.sampled_from(AMID), max_size=3)] * 3, st.lists(st.sampled_from([*AMID, *LINKS]), max_size=6))
def test_cleaning_what_is_clean_changes_nothing(first: list[str], second: list[str], third: list[str], tail: list[str]) -> None:
    once = read(*first, LEAD, *second, MORE, *third, LAST, *tail)
    assert read(once) == once


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_every_block_is_the_text_as_given(lines: list[str]) -> None:
    text = "\n".join(lines)
    blocks = clean(Report(id="r", text=text, language="en"), None).clean.blocks
    covered = [offset for block in blocks for offset in range(block.start, block.end)]
    assert covered == sorted(set(covered))
    assert all(offset in set(covered) for offset, char in enumerate(text) if not char.isspace())


@pytest.mark.parametrize(
    "line",
    [
        "Tags are being removed from the market.",
        "Support for the government fell so we asked the minister why.",
        "The freelance journalist was arrested at the border and is held in the capital.",
        "Ann Example is a freelance journalist who was detained in Minsk on Monday.",
        "Originally published reports spoke of forty dead, but the ministry now says twelve.",
        "The mines were delivered to the port of Odesa on Monday.",
        "He said prices may rise and quantities of grain fall.",
        "Join the union now, the prime minister told the members of parliament.",
        "Follow her example, the president told the ambassadors.",
        "Every day we send the wounded to hospitals abroad, the minister said.",
    ],
)
def test_what_only_sounds_like_the_page_stays_as_the_last_line(line: str) -> None:
    assert kinds(LEAD, MORE, LAST, line) == ["body"] * 4
