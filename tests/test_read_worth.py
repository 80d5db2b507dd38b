"""The gate lets pages pass that may be about two countries, and those that it can't judge; it passes over the rest, and that is counted."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import read
from dragoman.knowledge import load
from dragoman.read.worth import NEAR, Worth

WORTH = Worth(load())
HOME = "<p>The mayor of the town opened a new library on Monday and said that it was long overdue for the children of the district.</p>"
TALKS = "<p>The foreign minister of France said on Monday that the talks with Norway had gone on for a day and would be held again.</p>"
COUNTRIES = ("France", "Norway", "Peru", "Chile", "Ghana", "Japan", "Kenya", "Nepal", "Oman", "Qatar", "Spain", "Sweden")


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>News</title>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "body",
    [
        TALKS,
        TALKS.replace("France", "<a href='/fr'>France</a>").replace("Norway", "<b>Norway</b>"),
        TALKS.replace("France", "the United States").replace("Norway", "South&nbsp;Korea"),
        TALKS.replace("France", "the U.S.").replace("Norway", "the U.N."),
        TALKS.replace("France", "Türkiye").replace("Norway", "Côte d'Ivoire"),
        TALKS.replace("France", "Paris").replace("with Norway", "between French and Norwegian officials"),
        TALKS.replace("of France", "met Emmanuel Macron, and").replace("Norway", "Peru"),
        "<p>The ministry in Paris said on Monday that it had been asked for an answer in the matter.</p><p>It was Norway that had asked for it, it said.</p>"
        + HOME,
    ],
)
def test_page_that_names_two_countries_passes(body: str) -> None:
    assert WORTH.passes(page(HOME + body))
    assert WORTH.passes(page(HOME + body).decode().encode("cp1252"))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>The president of France said on Monday that the French budget was in order, and that the talks in Paris would go on.</p>",
        f"<ul>{''.join(f'<li><a href=/{name}>{name}</a></li>' for name in COUNTRIES)}</ul>",
        f"<div>{', '.join(COUNTRIES)}</div>",
        f"<select>{''.join(f'<option>{name}' for name in COUNTRIES)}</select><nav>{TALKS}</nav><script>var a = '{TALKS}'</script><!-- {TALKS} -->",
        f"<p>The mayor thanked France for a gift to the town.</p><p>{'It was said that the town was glad of it. ' * (NEAR // 9)}</p>"
        "<p>The mayor left for Norway on the day after for a holiday.</p>",
    ],
)
def test_page_about_no_two_countries_is_passed_over(body: str) -> None:
    assert not WORTH.passes(page(HOME + body))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        page("<p>" + "市长周一在市中心为一座新图书馆揭幕，并表示该图书馆早就应该建成，让全区的孩子们都能使用。" * 3 + "</p>"),
        page("<p>Der Bürgermeister hat am Montag eine neue Bibliothek eröffnet, auf die alle Kinder der Stadt schon lange gewartet haben.</p>"),
        page("<p>Le maire a inauguré lundi une nouvelle bibliothèque que les enfants du quartier attendaient depuis longtemps déjà.</p>"),
        page(HOME).decode().encode("utf-16"),
        page(HOME).decode().encode("utf-16-le"),
        page("<h1>Photos</h1>"),
    ],
)
def test_what_can_not_be_judged_passes(data: bytes) -> None:
    assert WORTH.passes(data)


def test_article_that_is_given_as_data_alone_is_judged_by_it() -> None:
    said = TALKS.removeprefix("<p>").removesuffix("</p>")
    assert WORTH.passes(page(HOME, f'<script type="application/ld+json">{{"articleBody": "{said}\\n\\"Yes\\"", "x": 1}}</script>'))
    assert not WORTH.passes(page(HOME, '<script type="application/ld+json">{"articleBody": "The mayor of the town said that it was long overdue."}</script>'))


def test_script_that_is_never_ended_hides_nothing() -> None:
    assert WORTH.passes(page(f"<script>{HOME}{TALKS}"))


@settings(max_examples=100)
@given(st.binary(max_size=300), st.sampled_from([b"<", b"<!--", b"<script", b'"articleBody": "', b"&#", b"\\"]), st.integers(0, 50))
def test_any_bytes_are_judged(noise: bytes, mark: bytes, number: int) -> None:
    assert isinstance(WORTH.passes(noise + mark * number + noise), bool)


def test_pages_passed_over_are_counted_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page(HOME))
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(page(HOME + HOME)))
    (tmp_path / "c.html").write_bytes(page(TALKS + HOME))
    (tmp_path / "d.html.gz").write_bytes(b"\x1f\x8bbroken")
    (tmp_path / "e.txt").write_text("The mayor opened a library.")
    told: list[str] = []
    counts: Counter[str] = Counter()
    taken = read.Taken()
    found = list(read.reports(tmp_path, gate=WORTH.passes, counts=counts, on_problem=told.append, taken=taken))
    assert [report.id for report in found if report.error is None] == ["c.html", "e.txt"]
    assert counts["passed by"] == 2
    assert "2 web pages passed over: they name no two countries near one another" in told
    assert taken.of("html").files == 3
