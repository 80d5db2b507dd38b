"""A date in a feed that only today could complete is no date: a report is never dated by the day on which it was read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.read import reports
from dragoman.read.feed_dates import names_a_day

WHOLE = [
    ("Mon, 06 May 2024 10:00:00 GMT", "2024-05-06T10:00:00+00:00"),
    ("6 May 2024 10:00 +0200", "2024-05-06T08:00:00+00:00"),
    ("2024-05-06T10:00:00Z", "2024-05-06T10:00:00+00:00"),
    ("2024-05-06", "2024-05-06T00:00:00+00:00"),
    ("May 6, 2024", "2024-05-06T00:00:00+00:00"),
    ("<![CDATA[Mon, 06 May 2024 10:00:00 GMT]]>", "2024-05-06T10:00:00+00:00"),
]
PARTS = ["yesterday", "today at noon", "5 minutes ago", "now", "Monday", "12:30", "14", "March", "06 May", "May 2024", "2024", "<![CDATA[yesterday]]>", "soon"]


def item(element: str, guid: str = "http://x.example.com/1") -> str:
    entry = f"<item><title>t</title><guid>{guid}</guid><description>An envoy left.</description>{element}</item>"
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>W</title>{entry}</channel></rss>'


def read(folder: Path, text: str, name: str = "f.rss") -> tuple[str | None, str, list[str]]:
    (folder / name).write_text(text, "utf-8")
    problems: list[str] = []
    (report,) = reports([folder / name], on_problem=problems.append)
    return report.published, report.id, problems


@pytest.mark.parametrize(("said", "day"), WHOLE)
def test_a_whole_date_is_kept(said: str, day: str, tmp_path: Path) -> None:
    assert read(tmp_path, item(f"<pubDate>{said}</pubDate>"))[0] == day
    assert read(tmp_path, item(f"<dc:date>{said}</dc:date>"))[0] == day


@pytest.mark.parametrize("said", PARTS)
@pytest.mark.parametrize("element", ["pubDate", "dc:date", "updated"])
def test_part_of_a_date_is_left_out_and_told(said: str, element: str, tmp_path: Path) -> None:
    published, _, problems = read(tmp_path, item(f"<{element}>{said}</{element}>"))
    assert published is None
    assert "1 dates that name no day, month and year were left out" in problems[0]


@pytest.mark.parametrize("said", PARTS[:-2])
def test_in_atom_and_json_feeds_too(said: str, tmp_path: Path) -> None:
    entry = f"<entry><id>tag:1</id><title>t</title><published>{said}</published><content>An envoy left.</content></entry>"
    assert read(tmp_path, f'<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title>{entry}</feed>', "f.atom")[0] is None
    items = [{"id": "1", "content_text": "An envoy left.", "date_published": said}]
    assert read(tmp_path, json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "W", "items": items}), "f.json")[0] is None


@pytest.mark.parametrize("guid", ["14", "2024", "20240506", "yesterday", "abc", "<![CDATA[14]]>"])
def test_an_id_is_no_date_and_stays_as_it_is(guid: str, tmp_path: Path) -> None:
    published, identifier, _ = read(tmp_path, item("", guid))
    assert published is None
    assert identifier == guid.removeprefix("<![CDATA[").removesuffix("]]>")


def test_what_names_a_day() -> None:
    assert all(names_a_day(said) for said, _ in WHOLE if not said.startswith("<"))
    assert not any(names_a_day(said) for said in PARTS)
    assert not names_a_day("1" * 5000)
