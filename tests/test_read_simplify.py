"""Damaged and hostile pages keep their text and lose what stalls or stops parsers; sound pages stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.read.limits import MOST_ATTRIBUTES, MOST_CHARACTERS_WITHOUT_TAG, MOST_ELEMENTS_DEEP, MOST_TAGS_OF_PAGE
from dragoman.read.simplify import simplified

TEXT = "<p>The envoys met.</p><p>They talked for a day.</p><p>Nothing was signed.</p>"


def page(body: str) -> str:
    return f"<!doctype html><html><head><title>T</title></head><body>{body}</body></html>"


def test_sound_page_stays_as_it_is() -> None:
    script = "<script>if (a < b) document.write('<p>x<\\/p><p>x<\\/p><p>x<\\/p><script src=y><\\/script>')</script>"
    sound = page(f"<!-- a --><!-- [if IE]> <p>old</p> <![endif] -->{script}{'<div>' * 60}<ul><li>One<li>Two</ul>{TEXT}{'</div>' * 60}")
    assert simplified(sound).page == sound.replace(script, "")
    assert simplified(sound).changed == ()


def test_scripts_styles_and_drawings_go_and_what_a_page_tells_of_itself_stays() -> None:
    told = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
    empty = "<script src=a.js></script><style>p > a {}</style><SCRIPT>1</Script><svg><path d=x /></svg>"
    assert simplified(page(f"{empty}{told}<!-- <script>1</script> -->{TEXT}{empty}")).page == page(f"{told}<!-- <script>1</script> -->{TEXT}")
    nested = f"<svg><svg></svg><g></g></svg>{TEXT}"
    assert TEXT in simplified(page(nested)).page


@pytest.mark.parametrize("value", ['"<p>"', "'></p>'", '">"'])
def test_attributes_that_hold_markup_are_counted_like_others(value: str) -> None:
    safe = simplified(page("<div " + " ".join(f"a{number}={value}" for number in range(20_000)) + ">" + TEXT))
    assert safe.page.count("=") <= MOST_ATTRIBUTES
    assert TEXT in safe.page
    assert simplified(page('<div data-text="<p>a</p>">' * 20 + TEXT + "</div>" * 20)).changed == ()


@pytest.mark.parametrize("picture", ['<img src="data:image/png;base64,' + "A" * 50_000 + '">', "<i " + "x" * 50_000 + ">"])
def test_long_tag_of_few_attributes_stays(picture: str) -> None:
    assert simplified(page(picture + TEXT)).changed == ()


@pytest.mark.parametrize("attribute", ['a{}="v"', "a{}", "a{}=<"])
def test_tag_of_many_attributes_is_cut_and_the_text_stays(attribute: str) -> None:
    safe = simplified(page("<div " + " ".join(attribute.format(number) for number in range(20_000)) + ">" + TEXT))
    assert safe.page.count("=") <= MOST_ATTRIBUTES or len(safe.page) < 20 * MOST_ATTRIBUTES
    assert TEXT in safe.page
    assert "attributes" in safe.changed[0]


@pytest.mark.parametrize("ends", ["</div>", "</span>", ""])
def test_deep_elements_are_taken_out_and_the_text_stays(ends: str) -> None:
    safe = simplified(page("<div>" * 5_000 + TEXT + ends * 5_000))
    assert safe.page.count("<div>") == MOST_ELEMENTS_DEEP
    assert TEXT in safe.page


@pytest.mark.parametrize(
    "opening", ["<!-- left open ", "<!-- a " * 50, "<script>var a = 1; ", "<style>p {} ", "<textarea>", "<select><option>", "<svg><g>", "<form>"]
)
def test_what_was_left_open_hides_no_text(opening: str) -> None:
    safe = simplified(page(f"{opening}<div>{TEXT}</div><!-- end --><script>b</script>"))
    assert TEXT in safe.page
    name = opening.split()[0].split(">")[0].lstrip("<")
    shown = safe.page[: safe.page.index(TEXT)]
    if name == "!--":
        assert shown.rfind("-->") > shown.rfind("<!--")
    else:
        assert shown.count(f"<{name}") == shown.count(f"</{name}")


def test_controls_are_left_out_and_endless_text_is_cut() -> None:
    safe = simplified(page("<p>The en\x00voys\x1b met.</p><p>" + "w" * 1_000_000 + "</p>" + TEXT))
    assert "<p>The envoys met.</p>" in safe.page
    assert TEXT in safe.page
    assert len(safe.page) < MOST_CHARACTERS_WITHOUT_TAG + 1_000
    assert len(safe.changed) == 2


def test_page_with_too_many_elements_is_told() -> None:
    assert simplified(page("<p>x</p>" * (MOST_TAGS_OF_PAGE + 1))).overfull
    assert not simplified(page("<p>x</p>" * (MOST_TAGS_OF_PAGE // 2))).overfull


@given(st.lists(st.sampled_from(["<p>", "</p>", "<div a='b'>", "</div>", "<!--", "-->", "<script>", "</script>", "<", ">", "<form>", "&amp;", "x", "\x00"])))
@settings(max_examples=200, deadline=None)
def test_words_survive_anything(parts: list[str]) -> None:
    assert "word" in simplified("".join((*parts, "word"))).page


def test_text_behind_a_comment_without_end_of_length_stays() -> None:
    safe = simplified(page(f"<!--{' x' * MOST_CHARACTERS_WITHOUT_TAG}-->{TEXT}"))
    assert safe.page.endswith(f"-->{TEXT}</body></html>")
