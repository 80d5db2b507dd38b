"""Coding in shards: the same record as a build, whoever does the work; what is done is not done again; what kills its worker is put aside."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from dragoman.export import export
from dragoman.model import InputError, Report, UsageError
from dragoman.record import Record
from dragoman.run.build import build, resolve_record
from dragoman.run.pipeline import Pipeline
from dragoman.run.shards.cut import SHARD_CHARACTERS
from dragoman.run.shards.drive import code_shards
from dragoman.run.shards.executors import Died, executor
from dragoman.run.shards.executors.local import Local
from dragoman.run.shards.job import Sharded, Share, Sizes
from dragoman.run.shards.load import load, renamed
from dragoman.run.shards.rows import readings_of, reports_of
from factories_run import CONFIGURATION, install
from factories_shards import PLAIN, FragileLocal, Here, lines, parquet, process_of, square

SIZES = Sizes(3, SHARD_CHARACTERS, 700)


@pytest.fixture(autouse=True)
def _components(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch.setattr)


def one(number: int, text: str = "", **more: Any) -> dict[str, Any]:
    # Words that differ, since numbers do not tell one line from another.
    text = text or f"Norway and Chad held talks on fish{'y' * number}. It rained {number} times in Oslo."
    return {"id": f"r{number}", "text": text, "language": "en", **more}


def pile(folder: Path) -> Path:
    """What makes joining hard: ids that come again, with the same and with other content; faulty lines; lines of a site; pages, texts, an archive."""
    site = {"url": "https://news.example.org/x"}
    slogan = "\nVoice of the Northern Coast Since 1921\nOur desk in Bergen is awake when you are."
    lines(folder / "a.jsonl", [one(number, **site) | {"text": one(number)["text"] + slogan} for number in range(14)])
    with (folder / "a.jsonl").open("a") as file:
        file.write("\n  \n{broken\n" + json.dumps(one(99)) + "\n")
    again = [one(3, "Norway and Mali held talks elsewhere."), one(99), one(3, "Peru and Mali held talks at last."), one(98)]
    lines(folder / "b.jsonl", [*again, *(one(number, **site) | {"text": one(number)["text"] + slogan} for number in range(14, 20)), one(3, again[2]["text"])])
    (folder / "c").mkdir()
    for number in range(6):
        (folder / "c" / f"{number}.txt").write_text(f"Chile and Norway held talks in room {number}. They left.")
    (folder / "c" / "page.html").write_text("<html><body><article><p>Ghana and Togo held talks about the river on Friday.</p></article></body></html>")
    (folder / "c" / "empty.txt").write_text("")
    return folder


def coded(source: Path, out: Path, **more: Any) -> Sharded:
    more = {"configuration": CONFIGURATION, "sizes": SIZES, **more}
    return code_shards([source], out, more.pop("executor", None) or Here(), **more)


def exported(record: Path, out: Path) -> dict[str, bytes]:
    with Record.open(record) as opened:
        resolve_record(opened, [])
        export(opened, "jsonl", out)
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.jsonl"))}


def test_shards_that_are_loaded_and_resolved_give_the_record_of_a_build(tmp_path: Path) -> None:
    source = pile(tmp_path / "in")
    done = coded(source, tmp_path / "out")
    assert done.portions > 3
    assert done.coded > 10
    loaded = load(tmp_path / "out", tmp_path / "shards.db", configuration=CONFIGURATION)
    built = build([source], tmp_path / "built.db", configuration=CONFIGURATION, workers=1)
    assert (loaded.added, sorted(loaded.unreadable)) == (built.added, sorted(built.unreadable))
    assert loaded.repeated > 0
    assert loaded.renamed == 2
    whole = exported(tmp_path / "built.db", tmp_path / "x1")
    assert exported(tmp_path / "shards.db", tmp_path / "x2") == whole
    assert b"CONSULT" in whole["event_reports.jsonl"]
    assert b"r3~" in whole["event_reports.jsonl"]


def test_lines_of_a_site_that_single_shards_do_not_teach_are_settled_by_loading(tmp_path: Path) -> None:
    source = pile(tmp_path / "in")
    coded(source, tmp_path / "out", configuration=PLAIN)
    loaded = load(tmp_path / "out", tmp_path / "shards.db", configuration=PLAIN, workers=1)
    assert loaded.reread > 0
    build([source], tmp_path / "built.db", configuration=PLAIN, workers=1)
    assert exported(tmp_path / "shards.db", tmp_path / "x2") == exported(tmp_path / "built.db", tmp_path / "x1")


def test_the_gate_is_part_of_what_a_shard_is_known_by_and_what_it_passes_over_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for number, text in enumerate(
        ["Ghana and Togo held talks about the river, the minister of Ghana said on Friday in the capital.", "A football match was lost."]
    ):
        body = "".join(f"<p>{text} It was said that the day was long and the rain was heavy for all of them.</p>" for _ in range(4))
        lines(folder / f"{number}.html", []).write_text(f"<html><body><article>{body}</article></body></html>")
    plain = coded(folder, tmp_path / "out", configuration=PLAIN, sizes=Sizes())
    gated = coded(folder, tmp_path / "out", configuration=PLAIN, sizes=Sizes(), gate=True)
    assert (plain.counts["reports"], gated.counts["reports"], gated.met["passed by"]) == (2, 1, 1)
    assert (gated.coded, coded(folder, tmp_path / "out", configuration=PLAIN, sizes=Sizes(), gate=True).known) == (1, 1)
    marker = next((tmp_path / "out").glob("shards/*/done.json"))
    assert json.loads(marker.read_text())["gate"]["passed_by"] == 1
    assert coded(folder, tmp_path / "out", configuration=PLAIN, sizes=Sizes()).coded == 1
    assert json.loads(marker.read_text())["gate"] is None


def test_tasks_that_share_the_work_make_what_one_makes(tmp_path: Path) -> None:
    source = pile(tmp_path / "in")
    coded(source, tmp_path / "whole")
    for number in (3, 1, 2):
        done = coded(source, tmp_path / "parts", share=Share(number, 3))
        assert 0 < done.mine < done.portions
    assert parquet(tmp_path / "parts") == parquet(tmp_path / "whole")
    assert (tmp_path / "parts" / "plan.json").read_bytes() == (tmp_path / "whole" / "plan.json").read_bytes()


def test_processes_make_the_same_bytes_as_this_one(tmp_path: Path) -> None:
    source = pile(tmp_path / "in")
    coded(source, tmp_path / "here", configuration=PLAIN)
    coded(source, tmp_path / "there", configuration=PLAIN, executor=Local(2))
    assert parquet(tmp_path / "there") == parquet(tmp_path / "here")


def test_what_is_done_is_passed_over_and_what_changed_is_done_anew(tmp_path: Path) -> None:
    source, out = pile(tmp_path / "in"), tmp_path / "out"
    first = coded(source, out)
    again = coded(source, out)
    assert (again.coded, again.known, again.counts) == (0, first.coded, first.counts)
    before = parquet(out)
    changed = source / "c" / "2.txt"
    changed.write_text(changed.read_text().replace("held talks", "took notes"))
    third = coded(source, out)
    assert 0 < third.coded < first.coded
    assert third.counts["event_reports"] == first.counts["event_reports"] - 1
    assert parquet(out).keys() == before.keys()


def test_a_file_that_comes_first_moves_no_shard_of_those_behind_the_next_bound(tmp_path: Path) -> None:
    source, out = pile(tmp_path / "in"), tmp_path / "out"
    first = coded(source, out)
    lines(source / "a-first.jsonl", [one(number + 500) for number in range(9)])
    second = coded(source, out)
    assert second.known > 0.8 * first.coded
    (source / "a-first.jsonl").unlink()
    third = coded(source, out)
    assert third.coded == 0
    assert any("no longer of this input" in one for one in third.problems)


def test_shards_that_a_shorter_file_no_longer_has_are_gone(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    lines(source / "a.jsonl", [one(number) for number in range(9)])
    sizes = Sizes(2)
    coded(source, out, sizes=sizes)
    lines(source / "a.jsonl", [one(number) for number in range(3)])
    assert coded(source, out, sizes=sizes).counts["reports"] == 3
    assert len(list(out.glob("shards/*"))) == 2


def test_a_shard_with_a_torn_file_is_done_anew(tmp_path: Path) -> None:
    source, out = pile(tmp_path / "in"), tmp_path / "out"
    coded(source, out)
    whole = parquet(out)
    torn = next(out.glob("shards/*/mentions.parquet"))
    torn.write_bytes(torn.read_bytes()[:-9])
    assert coded(source, out).coded == 1
    assert parquet(out) == whole


def test_a_shard_that_kills_its_process_three_times_is_put_aside_and_the_others_go_on(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    lines(source / "a.jsonl", [one(number, "a deadly text." if number == 4 else "") for number in range(12)])
    done = coded(source, out, configuration=PLAIN, sizes=Sizes(2), executor=FragileLocal(2, 3))
    assert (done.coded, done.deaths, len(done.quarantined)) == (5, 3, 1)
    [(name, why)] = done.quarantined.items()
    assert "SIGKILL" in why
    assert json.loads((out / "quarantine" / f"{name}.json").read_text())["why"] == why
    assert not list((out / "attempts").iterdir())
    later = coded(source, out, configuration=PLAIN, sizes=Sizes(2), executor=Local(1))
    assert (later.coded, later.quarantined) == (0, done.quarantined)
    with pytest.raises(InputError, match="put aside"):
        load(out, tmp_path / "R.db", configuration=PLAIN)
    assert load(out, tmp_path / "R.db", configuration=PLAIN, partial=True).added == 10
    last = coded(source, out, configuration=PLAIN, sizes=Sizes(2), executor=Local(1), again=True)
    assert (last.coded, last.quarantined) == (1, {})
    assert load(out, tmp_path / "R.db", configuration=PLAIN).added == 2


def test_a_shard_whose_process_dies_twice_is_coded_in_the_end(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    lines(source / "a.jsonl", [one(number, "a deadly text." if number == 4 else "") for number in range(6)])
    done = coded(source, out, configuration=PLAIN, sizes=Sizes(2), executor=FragileLocal(1, 2))
    assert (done.coded, done.deaths, done.quarantined) == (3, 2, {})
    assert not list((out / "attempts").iterdir())


def test_attempts_that_the_whole_run_did_not_survive_count(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    lines(source / "a.jsonl", [one(1)])
    coded(source, out)
    [shard] = out.glob("shards/*")
    (shard / "done.json").unlink()
    for number in range(3):
        (out / "attempts" / f"{shard.name}.{number}.1").touch()
    done = coded(source, out)
    assert "without a word" in done.quarantined[shard.name]


class Stopped(Exception):
    """Stands for Ctrl-C."""


class Stopping(Here):
    def map(self, step: Any, items: Any) -> Any:
        for item in items:
            from dragoman.run.shards.coding import begin
            from dragoman.run.shards.layout import Layout

            begin(Layout(Path(step.out)), item[0], step.token)
            raise Stopped


def test_an_attempt_that_a_person_stopped_does_not_count(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    lines(source / "a.jsonl", [one(1)])
    with pytest.raises(Stopped):
        coded(source, out, executor=Stopping())
    assert not list((out / "attempts").iterdir())


def test_loading_again_changes_nothing_and_another_program_is_refused(tmp_path: Path) -> None:
    source, out, record = pile(tmp_path / "in"), tmp_path / "out", tmp_path / "R.db"
    coded(source, out)
    first = load(out, record, configuration=CONFIGURATION)
    again = load(out, record, configuration=CONFIGURATION)
    assert (again.added, again.known) == (0, first.added)
    with pytest.raises(UsageError, match="another program or configuration"):
        load(out, record, configuration=PLAIN)
    with pytest.raises(InputError, match="no folder of shards"):
        load(source, record)


def test_a_job_that_is_half_done_is_not_loaded_in_silence(tmp_path: Path) -> None:
    source, out = pile(tmp_path / "in"), tmp_path / "out"
    coded(source, out, share=Share(1, 2))
    with pytest.raises(InputError, match="not read yet"):
        load(out, tmp_path / "R.db", configuration=CONFIGURATION)
    done = load(out, tmp_path / "R.db", configuration=CONFIGURATION, partial=True)
    assert done.missing
    assert done.added


def test_a_shard_holds_the_exact_reports_and_readings(tmp_path: Path) -> None:
    source, out = pile(tmp_path / "in"), tmp_path / "out"
    coded(source, out)
    pipeline = Pipeline(CONFIGURATION)
    for shard in out.glob("shards/*"):
        reports, readings = reports_of(shard / "reports.parquet"), readings_of(shard / "readings.parquet")
        taken = [replace(report, recurring=recurring) for report, (_, recurring) in zip(reports, readings, strict=True)]
        assert pipeline.read_batch(taken) == [reading for reading, _ in readings]
        events = pyarrow.parquet.read_table(shard / "event_reports.parquet")
        assert events.num_rows == sum(len(getattr(reading, "events", ())) for reading, _ in readings)
        mentions = pyarrow.parquet.read_table(shard / "mentions.parquet").to_pylist()
        texts = {report.id: report.text for report in reports}
        assert all(texts[row["report"]][row["start"] : row["end"]] == row["words"] for row in mentions)


def test_a_reading_under_another_id_is_the_reading_of_a_report_with_that_id() -> None:
    pipeline = Pipeline(CONFIGURATION)
    before, after = Report("a", "Fiji and Peru held talks."), Report("b~1", "Fiji and Peru held talks.")
    assert renamed(pipeline.read(before), "b~1") == pipeline.read(after)


def test_a_process_that_dies_takes_no_other_item_with_it() -> None:
    local = Local(2)
    try:
        found = dict(local.map(square, [*range(10, 14), *range(15, 30)]))
        assert isinstance(found.pop(13), Died)
        assert found == {number: number * number for number in [*range(10, 13), *range(15, 30)]}
        with pytest.raises(ValueError, match="fourteen"):
            list(local.map(square, [14]))
    finally:
        local.close()


def test_each_process_is_started_once_and_kept() -> None:
    local = Local(2)
    try:
        assert 1 <= len({pid for _, pid in local.map(process_of, range(20))}) <= 2
    finally:
        local.close()


def test_an_input_that_breaks_while_it_is_read_ahead_breaks_the_job() -> None:
    def items() -> Any:
        yield 1
        raise InputError("the disk is gone")

    local = Local(1)
    try:
        with pytest.raises(InputError, match="the disk is gone"):
            list(local.map(square, items()))
    finally:
        local.close()


@pytest.mark.parametrize("text", ["0/4", "5/4", "x", "1", "1/", "-1/4"])
def test_a_share_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="I/N"):
        Share.read(text)


def test_an_executor_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="no executor 'spark'"):
        executor("spark", 1)
    with pytest.raises(UsageError, match="--ray goes with"):
        executor("local", 1, "auto")


def test_nothing_of_a_cluster_is_loaded_unless_asked() -> None:
    code = "import sys, dragoman.cli.main, dragoman.run.shards.drive; print([name for name in ('ray', 'daft') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
