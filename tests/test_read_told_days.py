"""Days are read as pages write them in any language, and none is read that could be another."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import KnowledgeError
from dragoman.read.printed import day_in_address, printed_day
from dragoman.read.told_days import days_in, parse, tables

ARTICLE = f"<p>{'The envoys went on talking about fish and the old border. ' * 5}</p>"


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Thursday, March 4th, 2021 10:15", "", date(2021, 3, 4)),
        ("4. März 2021, 8:15 Uhr", "", date(2021, 3, 4)),
        ("1er août 2021", "", date(2021, 8, 1)),
        ("4 de març de 2021", "", date(2021, 3, 4)),
        ("4 марта 2021 г.", "", date(2021, 3, 4)),
        ("2021年12月4日 10:15", "", date(2021, 12, 4)),
        ("2021년 3월 4일", "", date(2021, 3, 4)),
        ("4 tháng 3, 2021", "", date(2021, 3, 4)),
        ("2021. március 4.", "", date(2021, 3, 4)),
        ("2021 m. kovo 4 d.", "", date(2021, 3, 4)),
        ("2021. gada 4. marts", "", date(2021, 3, 4)),
        ("٤ مارس ٢٠٢١", "", date(2021, 3, 4)),
        ("2021.03.04", "", date(2021, 3, 4)),
        ("2021. 3. 4.", "", date(2021, 3, 4)),
        ("04.03.2021", "en-US", date(2021, 3, 4)),
        ("3/14/2021", "", date(2021, 3, 14)),
        ("3/4/2021", "en-US", date(2021, 3, 4)),
        ("3/4/2021", "fr", date(2021, 4, 3)),
        ("3/4/2021", "en", None),
        ("4 listopada 2021", "", None),
        ("4 listopada 2021", "pl", date(2021, 11, 4)),
        ("4. listopada 2021.", "hr", date(2021, 10, 4)),
        ("31 February 2021", "", None),
        ("March 2021", "", None),
        ("20210304", "", None),
        ("192.168.4.2021", "", None),
        ("4 March 1921", "", None),
        ("4 Marsians 2021", "", None),
    ],
)
def test_day_is_read_as_written(text: str, language: str, day: date | None) -> None:
    assert [one for _, one in days_in(text, language)] == ([day] if day else [])


def test_every_month_of_every_language_is_read_in_a_date() -> None:
    for word, months in tables().months.items():
        for language, month in months.items():
            assert [day for _, day in days_in(f"4 {word} 2021", language)] == [date(2021, month, 4)], (word, language)


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (f"<h1>Talks</h1><p>4 March 2021</p>{ARTICLE}", date(2021, 3, 4)),
        (f"<h1>Talks</h1><p>Updated 7 March 2021</p>{ARTICLE}", None),
        (f"<h1>Talks</h1><p>Published 4 March 2021, updated 7 March 2021</p>{ARTICLE}", date(2021, 3, 4)),
        (f"<h1>Talks</h1><p>Updated: 7 March 2021. Published: 4 March 2021</p>{ARTICLE}", date(2021, 3, 4)),
        (f"<p>5 March 2021</p><h1>Talks</h1><p class='date'>4 March 2021</p>{ARTICLE}", date(2021, 3, 4)),
        (f"<h1>Talks</h1>{ARTICLE * 3}<div class='tweet-date'>9 March 2021</div>", None),
        (f"<h1>Talks</h1>{ARTICLE * 3}<div class='comment-date'>9 March 2021</div>", None),
        (f"<h1>Talks</h1>{ARTICLE * 3}<p>9 March 2021</p>", None),
        (f"<h1>Talks</h1>{ARTICLE * 3}<p class='post-info-date'>Published on 4 March 2021</p>", date(2021, 3, 4)),
        (f"<h1>Talks</h1><p>4 March 2021</p><p>5 March 2021</p>{ARTICLE}", None),
        (f"<h1>Talks</h1>{ARTICLE}<footer>Published 4 March 2021</footer>", None),
        (f"<h1>Talks</h1><p>{'The treaty of 4 March 2021 was read out to the guests of both sides in the hall. ' * 2}</p>", None),
    ],
)
def test_day_is_that_of_publication_by_where_it_stands(body: str, day: date | None) -> None:
    assert printed_day(f"<!doctype html><html><body>{body}</body></html>") == day


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://gazette.example/world/2021/mar/04/talks", date(2021, 3, 4)),
        ("https://gazette.example/2021/march/4", date(2021, 3, 4)),
        ("https://gazette.example/2021/map/04/talks", None),
        ("https://gazette.example/2021/feb/31/talks", None),
        (None, None),
    ],
)
def test_day_in_an_address(address: str | None, day: date | None) -> None:
    assert day_in_address(address) == day


def test_wrong_entries_are_named() -> None:
    whole: dict[str, list[dict[str, object]]] = {name: [] for name in ("months", "cues", "elsewhere", "told", "changed")}
    with pytest.raises(KnowledgeError, match="needs months"):
        parse({})
    with pytest.raises(KnowledgeError, match="entry 1 needs a language and twelve months"):
        parse({**whole, "months": [{"language": "en", "months": ["january"]}]})
    with pytest.raises(KnowledgeError, match="both month 1 and month 2"):
        parse({**whole, "months": [{"language": "en", "months": ["may", "may", *[""] * 10]}]})
    with pytest.raises(KnowledgeError, match="cues, entry 1"):
        parse({**whole, "cues": [{"part": "date", "example": "time"}]})
    with pytest.raises(KnowledgeError, match="told, entry 1"):
        parse({**whole, "told": [{"language": "en", "words": [""]}]})
