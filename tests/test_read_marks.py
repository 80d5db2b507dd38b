"""The title and the day of a page are found where sites put them, and no day is found that a page does not tell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.read.pending import Pending, read_pending

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "page_marks.yaml").read_text("utf-8"))
TITLE = "Envoys meet in the port"
ARTICLE = "".join(
    f"<p>The two envoys met in the port for the {number} time since the spring, officials said, and went on talking about fish and the old border.</p>"
    for number in ("first", "second", "third", "fourth", "fifth")
)


def page(case: Mapping[str, Any]) -> bytes:
    heading = case.get("h1", TITLE)
    body = f"{f'<h1>{heading}</h1>' if heading else ''}{case.get('body', '')}<article>{ARTICLE}</article>{case.get('foot', '')}"
    return f"<!doctype html><html><head><meta charset='utf-8'>{case.get('head', '')}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case['how']}" for number, case in enumerate(CASES)])
def test_title_and_day_are_those_of_the_page(case: dict[str, Any]) -> None:
    pending = Pending("html", "made", "made", page(case), "made", url=case.get("url", "https://gazette.example/envoys-meet"))
    (report,) = read_pending(pending).reports
    assert report.title == case.get("title", TITLE)
    assert report.published == (str(case["day"]) if case["day"] and not case.get("missed") else None)
