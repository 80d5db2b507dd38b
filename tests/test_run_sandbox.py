"""Pages that kill, stall or swell the process that reads them cost themselves alone; the others come out as they would here."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from dragoman import read
from dragoman.model import Report
from dragoman.read.pending import EMPTY, STOPPED, WITHOUT_ARTICLE
from dragoman.run import sandbox
from dragoman.run.sandbox import Sandbox

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the limits are those of POSIX")

# The process as it is, but pages that name a deed do it while their article is looked for ("... always": also for their plain text). No article is ever
# found, so that no process has to load what looks for it, which took nine tenths of these tests' time.
CHILD = """
import os, signal, sys
from dragoman.read import apart, html
plain = html.plain_text
plain("<p>ready</p>")
apart._load = lambda: None
def deed(page):
    if "SEGV" in page:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "SPIN" in page:
        while True:
            pass
    if "SWELL" in page:
        return [bytes(1 << 20) for _ in range(2048)]
    if "RAISE" in page:
        raise LookupError("no such luck")
    if "PRINT" in page:
        print("x" * 10_000, flush=True)
    if "WRITE" in page:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        open(page.split("PATH:")[1].split(":")[0], "w").write("here")
def _found(source, page, url):
    deed(page)
def plain_text(page, **more):
    if "always" in page:
        deed(page)
    return plain(page, **more)
html._found, html.plain_text = _found, plain_text
apart.SECONDS = {**apart.SECONDS, "html": 0.25}
apart.main()
"""
TEXT = "The two ministers met in the capital and agreed on a plan for the border, officials of both sides said on Monday."


def page(mark: str = "", number: int = 0) -> str:
    return f"<!doctype html><html><head><title>Talks {number}</title></head><body><!-- {mark} --><article><p>{TEXT} {number}</p></article></body></html>"


def folder(tmp_path: Path, pages: dict[str, str]) -> Path:
    place = tmp_path / "pages"
    place.mkdir()
    for name, content in pages.items():
        (place / f"{name}.html").write_text(content)
    return place


def taken(place: Path, child: str | None = CHILD, processes: int = 1) -> tuple[dict[str, Report], list[str], Counter[str]]:
    problems: list[str] = []
    counts: Counter[str] = Counter()
    with Sandbox(processes, ("-c", child)) if child else Sandbox(2) as apart:
        found = list(read.reports(place, extractor=apart, on_problem=problems.append, counts=counts))
    return {report.id.removesuffix(".html"): report for report in found}, problems, counts


DEEDS = {"RAISE": "LookupError", "SEGV": "killed the process", "SPIN": "s of processor time", "SWELL": "too much memory"}


def test_page_that_breaks_the_search_for_its_article_gives_its_plain_text(tmp_path: Path) -> None:
    found, problems, counts = taken(folder(tmp_path, {**{deed: page(deed) for deed in DEEDS}, "sound": page()}))
    assert list(found) == [*DEEDS, "sound"]
    assert all(report.error is None and TEXT in report.text for report in found.values())
    assert counts[STOPPED] == len(DEEDS)
    for deed, told in DEEDS.items():
        assert any(told in problem and f"{deed}.html" in problem and "all text of the page was taken" in problem for problem in problems), deed


def test_page_that_breaks_everything_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    found, _, counts = taken(folder(tmp_path, {**{deed: page(f"{deed} always") for deed in DEEDS}, "sound": page()}))
    for deed, told in DEEDS.items():
        assert found[deed].text == ""
        assert f"{deed}.html" in (found[deed].error or "")
        assert told in (found[deed].error or "")
    assert found["sound"].error is None
    assert counts[STOPPED] >= len(DEEDS)
    assert counts["unreadable"] == len(DEEDS)


def test_what_a_library_prints_is_no_answer(tmp_path: Path) -> None:
    found, _, counts = taken(folder(tmp_path, {"a": page("PRINT"), "b": page()}))
    assert [report.error for report in found.values()] == [None, None]
    assert counts[STOPPED] == 0


def test_process_can_write_no_file(tmp_path: Path) -> None:
    there = tmp_path / "there"
    taken(folder(tmp_path, {"a": page(f"WRITE PATH:{there}:")}))
    assert not there.exists() or there.read_text() == ""


def test_keys_of_the_environment_do_not_go_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_LLM_KEY", "secret")
    child = 'import os\nassert "DRAGOMAN_LLM_KEY" not in os.environ\n' + CHILD
    found, _, _ = taken(folder(tmp_path, {"a": page()}), child)
    assert found["a"].error is None


def test_false_answers_are_no_reports(tmp_path: Path) -> None:
    child = CHILD.replace("apart.main()", "apart.Report = None\napart._REPORT_FIELDS = ('id',)\napart.main()")
    found, _, _ = taken(folder(tmp_path, {"a": page()}), child)
    assert found["a"].error is not None


def mixture(tmp_path: Path) -> Path:
    place = folder(tmp_path, {f"p{number:02}": page(number=number) for number in range(12)})
    (place / "empty.html").write_text("<!doctype html><html><body><div></div></body></html>")
    (place / "lists.html").write_text(f"<!doctype html><html><body>{'<br>x' * 70_000}</body></html>")
    entry = "<guid>x1</guid><title>T</title><description>They met &lt;b&gt;here&lt;/b&gt;.</description>"
    (place / "feed.rss").write_text(f'<rss version="2.0"><channel><title>F</title><item>{entry}</item></channel></rss>')
    mail = "From: a@example.org\nTo: b@example.org\nSubject: Talks\nDate: Mon, 1 Jan 2024 10:00:00 +0000\n\nThey met in Oslo.\n"
    (place / "mail.eml").write_text(mail)
    (place / "box.mbox").write_text(f"From a@b Mon Jan  1 10:00:00 2024\n{mail}\nFrom a@b Mon Jan  1 10:00:00 2024\n{mail}\n")
    (place / "bad.eml").write_text("From: a\nTo: b\nSubject: c\n\n")
    (place / "note.txt").write_text("They met.")
    (place / "same.html").write_text(page(number=3))
    return place


def test_all_comes_out_as_without_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "WAITING_WORTH_A_PROCESS", 4)
    place = mixture(tmp_path)
    here: tuple[list[str], Counter[str], read.Taken] = [], Counter(), read.Taken()
    there: tuple[list[str], Counter[str], read.Taken] = [], Counter(), read.Taken()
    plain = list(read.reports(place, on_problem=here[0].append, counts=here[1], taken=here[2]))
    with Sandbox(2) as apart:
        found = list(read.reports(place, on_problem=there[0].append, counts=there[1], taken=there[2], extractor=apart))
    assert found == plain
    assert here == there
    assert here[1][EMPTY] == 1
    assert here[1][WITHOUT_ARTICLE] >= 1
    assert any(problem.startswith("1 web page gave no text") for problem in here[0])


def test_reading_may_be_left_off_at_any_point(tmp_path: Path) -> None:
    place = folder(tmp_path, {f"p{number:02}": page(number=number) for number in range(40)})
    with Sandbox(2, ("-c", CHILD)) as apart:
        found = read.reports(place, extractor=apart)
        assert next(found).error is None
    assert apart.spent.died == 0 or apart.spent.read > 0
