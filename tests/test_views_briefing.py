"""A briefing holds nothing that isn't in the record: every line cites a sentence that stands in a report, and what a report says is shown, not obeyed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.main import app
from dragoman.export.briefing import html, markdown
from dragoman.model import ActorRow, Span
from dragoman.record import Record
from dragoman.views import Filters, UnknownIdError
from dragoman.views.briefing import Briefing, Cited, Line, Section, brief_actor, brief_pair, brief_period, brief_story
from factories_record import RUN, Resolved, event, event_report, reading, report
from factories_views import ESTAVIA, MOSS, NORLAND, TEXTS, small_record


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_record(tmp_path_factory.mktemp("record") / "R.db")


@pytest.fixture(scope="module")
def record(path: Path) -> Iterator[Record]:
    with Record.open(path, read_only=True) as opened:
        yield opened


def _all(record: Record) -> list[Briefing]:
    story = next(iter(record.stories())).id
    return [brief_pair(record, NORLAND, ESTAVIA), brief_actor(record, MOSS), brief_story(record, story), brief_period(record, Filters())]


def test_every_line_cites_sentences_that_stand_in_their_reports(record: Record) -> None:
    for briefing in _all(record):
        numbers = {cited.number for cited in briefing.cited}
        assert [cited.number for cited in briefing.cited] == list(range(1, len(numbers) + 1))
        lines = [line for section in briefing.sections for line in section.lines]
        assert lines
        assert all(set(line.cites) <= numbers for line in lines)
        assert numbers == {number for line in lines for number in line.cites}, "no sentence stands there that no line rests on"
        for cited in briefing.cited:
            assert cited.sentence in TEXTS[cited.report][0]


def test_each_event_line_quotes_a_sentence_it_cites(record: Record) -> None:
    briefing = brief_pair(record, NORLAND, ESTAVIA)
    by_number = {cited.number: cited.sentence for cited in briefing.cited}
    quoted = [line for section in briefing.sections for line in section.lines if line.event and line.quote]
    assert quoted
    assert all(line.quote in {by_number[number] for number in line.cites} for line in quoted)


def test_what_is_left_out_is_said(record: Record) -> None:
    story = next(iter(record.stories())).id
    whole, short = brief_story(record, story), brief_story(record, story, most=1)
    assert sum(section.left_out for section in whole.sections) == 0
    assert sum(section.left_out for section in short.sections) > 0
    assert re.search(r"and \d+ more that fewer origins tell", markdown(short))


def test_an_actor_that_nobody_knows_is_an_error(record: Record) -> None:
    with pytest.raises(UnknownIdError):
        brief_actor(record, "nobody at all")


def test_markup_in_a_report_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    text = "# Norway *met* Chile <script>alert(1)</script> [here](javascript:x) | said."
    with Record.open(tmp_path / "R.db") as record:
        record.add(report(text=text, outlet="<b>Wire</b>"), reading(events=(event_report(sentence=Span(0, len(text))),)), RUN)
        row = ActorRow("NOR", "Nor*way <i>", "NOR", "GOV", "country", (), (), ("r1",))
        record.write_resolution(Resolved(events=(event(),), actors=(row,)))
        briefing = brief_period(record, Filters())
    shown = html(briefing)
    assert "<script>" not in shown
    assert "<b>" not in shown
    assert "href" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [here](javascript:x) | said." in shown
    assert "# Norway *met* Chile" in shown, "stars and hashes stand as they were written"


def test_a_briefing_is_a_page_that_needs_no_other_file() -> None:
    cited = Cited(1, "r1", "Wire", "Talks", "2024-05-03", "They met.")
    shown = html(Briefing("A & B", "1 event", (Section("2024", (Line("2024-05-03", "They met.", "A → B: CONSULT", (1,)),)),), (cited,)))
    assert "<title>A &amp; B</title>" in shown
    assert not re.search(r"src=|href=|@import|url\(", shown)


def test_the_command_writes_markdown_pages_and_json(path: Path, tmp_path: Path) -> None:
    run = CliRunner()
    said = run.invoke(app, ["brief", "pair", NORLAND, ESTAVIA, "--record", str(path)])
    assert said.exit_code == 0, said.output
    assert said.stdout.startswith("# ")
    assert "## Sentences cited" in said.stdout
    page = tmp_path / "brief.html"
    assert run.invoke(app, ["brief", "actor", MOSS, "--record", str(path), "--out", str(page)]).exit_code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    told = json.loads(run.invoke(app, ["brief", "period", "--record", str(path), "--json"]).stdout)
    assert {"title", "about", "sections", "cited"} <= set(told)
