"""Lines that stand on many pages of one site are learnt from the pile, whatever the order and number of builds."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.clean import clean
from dragoman.clean.recurring import fingerprint, learnt, lines_of, parse, site_of
from dragoman.export import export
from dragoman.model import KnowledgeError, Report
from dragoman.record import Record
from dragoman.record.clock import utc_now
from dragoman.run import sites
from dragoman.run.build import build
from dragoman.run.configuration import Configuration
from dragoman.run.identity import identity

CONFIGURATION = Configuration(components=("clean",))
SLOGAN = "Voice of the Northern Coast Since 1921"
CLAIM = "Our desk in Bergen is awake when you are."
MADE: dict[str, Any] = {"read_only": False, "now": utc_now, "batch": 64}
TOPICS = ["fish", "trade", "roads", "schools", "gas", "ships", "wool", "rain", "steel"]


def page(number: int, site: str = "news.example.org", *extra: str) -> dict[str, Any]:
    topic = TOPICS[number % len(TOPICS)] + "y" * (number // len(TOPICS))
    body = [
        f"Ministers of Norway and Chad spoke about {topic} in Oslo on day {number}.",
        f"They agreed to meet again on {topic} and a further {number} matters.",
        f"Nobody would say who pays for the {topic}, of which there is plenty.",
    ]
    return {"id": f"{site}/{number}", "url": f"https://www.{site}/{number}", "language": "en", "text": "\n".join([*body, *extra])}


def pages(count: int, site: str = "news.example.org") -> list[dict[str, Any]]:
    return [page(number, site, SLOGAN, CLAIM) for number in range(count)]


def built(folder: Path, name: str, piles: list[list[dict[str, Any]]]) -> dict[str, bytes]:
    """What a record holds after one build for each pile."""
    folder.mkdir(exist_ok=True)
    record = folder / f"{name}.db"
    for number, pile in enumerate(piles):
        path = folder / f"{name}{number}.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in pile))
        build([path], record, configuration=CONFIGURATION, workers=1)
    with Record.open(record, read_only=True) as opened:
        export(opened, "jsonl", folder / name)
    rows = [json.loads(line) for line in (folder / name / "reports.jsonl").read_text().splitlines()]
    return {row["id"]: json.dumps(row["blocks"]).encode() for row in rows}


def left_out(blocks: bytes) -> int:
    return sum(block["kind"] == "boilerplate" for block in json.loads(blocks))


def test_what_stands_on_many_pages_of_a_site_is_no_part_of_its_reports(tmp_path: Path) -> None:
    found = built(tmp_path, "one", [pages(9)])
    assert [left_out(blocks) for blocks in found.values()] == [2] * 9


def test_few_pages_teach_nothing(tmp_path: Path) -> None:
    found = built(tmp_path, "one", [pages(3)])
    assert [left_out(blocks) for blocks in found.values()] == [0] * 3


def test_a_sentence_needs_more_pages_than_a_label() -> None:
    reports = [Report(id=one["id"], text=one["text"], url=one["url"]) for one in pages(5)]
    assert learnt(map(lines_of, reports)) == {fingerprint(SLOGAN)}


def test_other_sites_teach_nothing(tmp_path: Path) -> None:
    found = built(tmp_path, "one", [[*pages(9), page(1, "other.example.net", SLOGAN)]])
    assert left_out(found["other.example.net/1"]) == 0


@pytest.mark.parametrize("cuts", [[1, 2, 9], [3, 4, 8], [8]])
def test_builds_one_after_the_other_come_to_the_same_as_one(tmp_path: Path, cuts: list[int]) -> None:
    pile = pages(9) + pages(4, "other.example.net")
    borders = [0, *cuts, len(pile)]
    steps = [pile[start:end] for start, end in itertools.pairwise(borders)]
    assert built(tmp_path, "steps", steps) == built(tmp_path, "whole", [list(reversed(pile))])


def test_pages_that_lack_the_line_take_the_lesson_back(tmp_path: Path) -> None:
    plain = [page(number) for number in range(100, 140)]
    found = built(tmp_path, "one", [pages(4), plain])
    assert [left_out(found[f"news.example.org/{number}"]) for number in range(4)] == [0] * 4


def test_a_build_that_was_stopped_before_the_second_look_is_made_good_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = built(tmp_path, "whole", [pages(9)])
    with monkeypatch.context() as patched:
        patched.setattr("dragoman.run.build.Sites.look_ahead", lambda self, reports: None)
        patched.setattr("dragoman.run.build.settle", lambda *args: 0)
        stopped = built(tmp_path, "stopped", [pages(9)])
    assert stopped != whole
    assert built(tmp_path, "stopped", [pages(9)]) == whole


def test_pages_that_another_build_adds_while_one_looks_at_their_site_are_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other has added its pages, and looks at the site when the first has done so."""
    piles = [pages(2), [page(number, "news.example.org", SLOGAN, CLAIM) for number in range(2, 9)]]
    whole = built(tmp_path, "whole", [[*piles[0], *piles[1]]])
    later, turn = tmp_path / "later.jsonl", iter([True])
    later.write_text("".join(json.dumps(one) + "\n" for one in piles[1]))

    class Meanwhile(Record):
        def site_pages(self, site: str) -> Any:
            found = super().site_pages(site)
            if next(turn, False):
                with monkeypatch.context() as patched:
                    patched.setattr("dragoman.run.build.settle", lambda *args: 0)
                    build([later], tmp_path / "both.db", configuration=CONFIGURATION, workers=1)
            return found

    settled = sites.settle
    with monkeypatch.context() as patched:
        patched.setattr("dragoman.run.build.settle", lambda record, *rest: settled(Meanwhile(record.path, record._engine, **MADE), *rest))
        built(tmp_path, "both", [piles[0]])
    with Record.open(tmp_path / "both.db") as record:
        settled(record, identity(CONFIGURATION), CONFIGURATION, 1)
    assert built(tmp_path, "both", [piles[0]]) == whole


def test_built_again_nothing_is_read_anew(tmp_path: Path) -> None:
    built(tmp_path, "one", [pages(9)])
    again = build([tmp_path / "one0.jsonl"], tmp_path / "one.db", configuration=CONFIGURATION, workers=1)
    assert (again.added, again.known, again.reread, again.resolved) == (0, 9, 0, False)


def test_the_record_holds_no_trace_of_what_was_learnt_in_the_reports_themselves(tmp_path: Path) -> None:
    built(tmp_path, "one", [pages(9)])
    with Record.open(tmp_path / "one.db", read_only=True) as record:
        assert {report.recurring for report, _ in record.claims()} == {()}


def test_the_title_of_a_report_stays_a_title() -> None:
    report = Report(id="a", text=f"{SLOGAN}\n{page(1)['text']}", title=SLOGAN, language="en")
    known = replace(report, recurring=lines_of(report))
    assert clean(known, None).clean.blocks[0].kind == "title"


def test_the_same_text_under_many_addresses_counts_once() -> None:
    reports = [Report(id=str(number), text=page(1)["text"] + "\n" + SLOGAN, url=f"https://example.org/{number}") for number in range(9)]
    assert learnt(map(lines_of, reports)) == frozenset()


def test_sentences_amid_a_report_are_never_learnt() -> None:
    amid = "The two countries fought a war over wool in the last century."
    reports = [
        Report(id=str(number), url="https://example.org/a", text="\n".join([*(f"Line {word} says {word} {number}." for word in TOPICS), amid] + [
            f"Behind it {word} stands {TOPICS[number]}." for word in TOPICS
        ]))
        for number in range(9)
    ]  # fmt: skip
    assert fingerprint(amid) not in learnt(map(lines_of, reports))


@given(st.lists(st.lists(st.integers(0, 12), max_size=6).map(lambda marks: tuple(sorted(set(marks)))), max_size=14), st.randoms())
@settings(max_examples=80, deadline=None)
def test_what_is_learnt_hangs_on_the_set_of_pages_only(found: list[tuple[int, ...]], chance: Any) -> None:
    shuffled = [*found, *found[:3]]
    chance.shuffle(shuffled)
    assert learnt(shuffled) == learnt(found)


def test_the_site_is_the_host_else_the_outlet() -> None:
    assert site_of(Report("a", "x", url="https://www.Example.org/a")) == site_of(Report("b", "x", url="http://m.example.org/b")) == "example.org"
    assert site_of(Report("a", "x", canonical="https://example.org/a", url="https://cache.example.net/a")) == "example.org"
    assert site_of(Report("a", "x", outlet="The  Northern Post")) == "the northern post"
    assert site_of(Report("a", "x")) is None


def test_numbers_in_a_line_make_no_other_line() -> None:
    assert fingerprint("12 people like this") == fingerprint("7 people like this")
    assert fingerprint("People like this.") != fingerprint("People like this")
    assert fingerprint(" ".join(["word"] * 200)) is None
    assert fingerprint("***") is None


def test_a_rule_that_would_take_lines_of_a_single_page_is_refused() -> None:
    rule: dict[str, Any] = {"pages": 4, "share": 0.1, "words": 30, "why": "labels"}
    with pytest.raises(KnowledgeError, match="sentences"):
        parse({"short": rule, "sentences": {**rule, "pages": 1}})
