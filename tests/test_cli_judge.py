"""judge and correct from the command line: what a person says is kept, shown, undone, and carried from record to record."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.model import Span
from dragoman.record import Record
from dragoman.record import Run as RecordRun
from dragoman.run.build import resolve_record
from factories_judged import claims, events, judged_record

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAGOMAN_JUDGE", "Ana")
    monkeypatch.setenv("DRAGOMAN_RECORD", str(judged_record(tmp_path / "R.db")))
    return tmp_path / "R.db"


def held(path: Path) -> list[tuple[str, ...]]:
    with Record.open(path, read_only=True) as record:
        return sorted(events(record).values())


ALONE = [("a/e1", "b/e1"), ("c/e1",), ("d/e1",)]


def test_same_joins_whole_events_and_says_what_changed_and_undo_takes_it_back(run: Run, path: Path) -> None:
    assert held(path) == ALONE
    with Record.open(path, read_only=True) as record:
        whole = next(one for one, members in events(record).items() if len(members) == 2)
    status, out, _ = run("judge", "same", whole, "c/e1", "--why", "one journey")
    assert (status, held(path)) == (0, [("a/e1", "b/e1", "c/e1"), ("d/e1",)])
    assert "same, says Ana" in out
    assert f", for {whole}: “" in out
    assert "2 events became 1" in out
    assert "(3 event reports)" in out
    status, out, _ = run("judge", "undo", "last")
    assert (status, held(path)) == (0, ALONE)
    assert "taken back" in out
    assert "1 event became 2" in out
    assert run("judge", "list")[1].startswith("No judgement fits")
    assert "one journey; taken back" in run("judge", "list", "--all")[1]


def test_different_parts_an_event_and_the_later_word_of_two_people_counts(run: Run, path: Path) -> None:
    status, out, _ = run("judge", "different", "a/e1", "b/e1", "--by", "Ben")
    assert (status, held(path)) == (0, [("a/e1",), ("b/e1",), ("c/e1",), ("d/e1",)])
    assert "1 event became 2" in out
    status, out, err = run("judge", "same", "b/e1", "a/e1", "--by", "Ana")
    assert (status, held(path)) == (0, ALONE)
    assert "a/e1 and b/e1: Ben judged them different, Ana later same; the later word counts" in err
    first, second = run("judge", "list")[1].splitlines()
    assert "Ben: different, a/e1 and b/e1 (event); a later word counts instead" in first
    assert "instead" not in second


def test_later_keeps_the_word_and_apply_shows_it(run: Run, path: Path) -> None:
    out = run("judge", "different", "a/e1", "b/e1", "--later")[1]
    assert "dragoman judge apply" in out
    assert held(path) == ALONE
    assert "1 event became 2" in run("judge", "apply")[1]
    assert "nothing changed" in run("judge", "apply")[1]


def test_what_was_waiting_is_not_told_as_the_doing_of_a_new_word(run: Run, path: Path) -> None:
    run("judge", "different", "a/e1", "b/e1", "--later")
    _, out, err = run("judge", "same", "c/e1", "d/e1")
    assert "that is done first" in err
    assert "2 events became 1" in out
    assert "became 2" not in out
    assert held(path) == [("a/e1",), ("b/e1",), ("c/e1", "d/e1")]


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("same", "a/e1", "a/e7"), 3, "there is no id 'a/e7'; near to it: a/e1"),
        (("same", "a/e1", "b"), 2, "'a/e1' is of the kind event (or event report), 'b' of report (or story)"),
        (("same", "a/e1", "a/e1"), 2, "are one: a/e1"),
        (("same", "a", "b", "--kind", "event"), 2, "--kind story or --kind origin"),
        (("same", "a", "b", "--kind", "tale"), 2, "'tale' is no kind of judgement"),
        (("same", "a/e1", "b/e1", "--by", "program 2"), 2, "a person's name can't begin with 'program'"),
        (("undo", "ffff"), 3, "holds no standing judgement at all"),
        (("list", "--kind", "tale"), 2, "'tale' is no kind of judgement"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_judged_is_told_in_one_line(run: Run, path: Path, words: tuple[str, ...], status: int, told: str) -> None:
    found, out, err = run("judge", *words)
    assert (found, out) == (status, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_reports_are_judged_as_stories_or_as_copies(run: Run, path: Path) -> None:
    document = json.loads(run("judge", "same", "a", "d", "--json")[1])
    assert (document["judgement"]["kind"], document["judgement"]["left"], document["judgement"]["right"]) == ("story", "a", "d")
    run("judge", "same", "a", "c", "--kind", "origin")
    with Record.open(path, read_only=True) as record:
        assert record.story_of("a") == record.story_of("d")
        assert record.report("c").origin == "a"


def _without_end(line: str) -> dict[str, object]:
    """The line; of when it was taken back only whether, as that is when each record learnt it."""
    word = json.loads(line)
    return word | {"withdrawn": word["withdrawn"] is not None}


def test_export_and_import_carry_every_word_and_its_history_and_twice_is_once(run: Run, path: Path, tmp_path: Path) -> None:
    run("judge", "same", "a/e1", "c/e1", "--by", "Ben")
    run("judge", "different", "a/e1", "b/e1", "--why", "two days")
    run("judge", "undo", "last", "--by", "Ben")
    run("correct", "c/e1", "--field", "status", "--to", "cancelled", "--why", "a telegram")
    assert run("judge", "export", tmp_path / "x.jsonl")[0] == 0
    lines = (tmp_path / "x.jsonl").read_text().splitlines()
    assert [json.loads(line)["by"] for line in lines] == ["Ben", "Ana", "Ana"]
    other = judged_record(tmp_path / "other.db")
    status, out, _ = run("judge", "import", tmp_path / "x.jsonl", "--record", other)
    assert (status, out.splitlines()[0]) == (0, "3 judgements read: 3 new, 0 known already, 0 taken back")
    assert held(other) == held(path)
    assert run("judge", "import", tmp_path / "x.jsonl", "--record", other)[1].startswith("3 judgements read: 0 new, 3 known")
    again = run("judge", "export", "-", "--record", other)[1].splitlines()
    assert [_without_end(line) for line in again] == [_without_end(line) for line in lines]
    with Record.open(other, read_only=True) as record:
        assert {one.status for one in record.events(report="c")} == {"cancelled"}
    run("judge", "undo", "last")
    run("judge", "export", tmp_path / "y.jsonl")
    assert ", 1 taken back" in run("judge", "import", tmp_path / "y.jsonl", "--record", other)[1]
    with Record.open(other, read_only=True) as record:
        assert {one.status for one in record.events(report="c")} == {"happened"}


def test_bad_lines_are_named_and_good_ones_are_taken_in(run: Run, path: Path, tmp_path: Path) -> None:
    good = {"kind": "event", "left": "b/e1", "right": "a/e1", "verdict": "different", "by": "Cy"}
    lines = [
        json.dumps(good),
        "{",
        json.dumps(good | {"verdict": "equal"}),
        json.dumps(good | {"by": "program resolve-9"}),
        "",
        json.dumps(good | {"right": "z/e1"}),
        json.dumps({"kind": "correction", "field": "status", "value": "happened", "by": "Cy", "anchors": []}),
    ]
    (tmp_path / "x.jsonl").write_text("\n".join(lines))
    status, out, err = run("judge", "import", tmp_path / "x.jsonl")
    assert status == 1
    assert "6 judgements read: 2 new" in out
    assert "x.jsonl, line 2: this is no judgement" in err
    assert "x.jsonl, line 3: this is no judgement: verdict is 'equal', allowed are same, different, unsure" in err
    assert "line 4: this is no judgement: 'program resolve-9' is no person" in err
    assert "line 7: this is no judgement: a correction needs its anchors" in err
    assert "1 judgement in this record waits" in out
    assert held(path)[0] == ("a/e1",)
    assert "the record holds no report z" in run("judge", "list", "--pending")[1]


CORRECTIONS = [
    ("status", ("called-for",), "status", "called-for"),
    ("type", ("agree",), "type", "AGREE"),
    ("mode", ("phone",), "mode", "phone"),
    ("mode", ("none",), "mode", None),
    ("date", ("2020-05",), "from", "2020-05-01"),
    ("date", ("2020-05-02..2020-05-03",), "to", "2020-05-03"),
    ("date", ("none",), "from", None),
    ("place", ("none",), "where", None),
    ("actors", ("Eva Lindt", "FRA"), "actors", ["FRA", "evalindt"]),
    ("recipients", ("nobody",), "recipients", []),
    ("numbers", ("envoys=at least 3",), "numbers", [{"what": "envoys", "value": 3, "start": 0, "end": 0, "bound": "at least"}]),
    ("numbers", ("hours=2-3",), "numbers", [{"what": "hours", "value": [2, 3], "start": 0, "end": 0}]),
]


@pytest.mark.parametrize(("field", "values", "key", "shown"), CORRECTIONS, ids=lambda value: str(value))
def test_a_correction_outranks_the_program_in_exports_and_undo_brings_its_value_back(
    run: Run, path: Path, tmp_path: Path, field: str, values: tuple[str, ...], key: str, shown: object
) -> None:
    def exported(name: str) -> dict[str, object]:
        assert run("export", "--as", "jsonl", "--out", tmp_path / name)[0] == 0
        rows = [json.loads(line) for line in (tmp_path / name / "events.jsonl").read_text().splitlines()]
        return next(row for row in rows if "a/e1" in row["event_reports"])

    before = exported("before")
    status, out, _ = run("correct", "a/e1", "--field", field, *(word for value in values for word in ("--to", value)), "--why", "w")
    assert status == 0, out
    after = exported("after")
    assert after[key] == shown
    assert list(after) == list(before)
    assert [(one["field"], one["by"]) for one in after["corrected"]] == [(field, "Ana")]  # type: ignore[attr-defined]
    run("judge", "undo", "last")
    assert exported("again") == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--field", "colour", "--to", "red"), "those are status, type, mode"),
        (("--field", "when", "--to", "2020"), "did you mean 'date'?"),
        (("--field", "status", "--to", "canceled"), "did you mean 'cancelled'?"),
        (("--field", "type", "--to", "WAR"), "allowed are AGREE, CONSULT"),
        (("--field", "mode", "--to", "bombs"), "no mode of CONSULT"),
        (("--field", "date", "--to", "Monday"), "write a day, month or year"),
        (("--field", "date", "--to", "2020-05-04..2020-05-01"), "ends before it begins"),
        (("--field", "status", "--to", "denied", "--to", "planned"), "takes one --to"),
        (("--field", "numbers", "--to", "three"), "write WHAT=FIGURE"),
        (("--field", "numbers", "--to", "men=3-2"), "no range"),
        (("--field", "actors", "--to", "Zorro the Fox"), "there is no actor 'Zorro the Fox'"),
        (("--field", "place", "--to", "Abuja, Atlantis"), "'Atlantis' is no country"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_value_that_cannot_be_is_refused_with_what_can(run: Run, path: Path, words: tuple[str, ...], told: str) -> None:
    status, _, err = run("correct", "a/e1", *words)
    assert status == 2
    assert told in err
    with Record.open(path, read_only=True) as record:
        assert record.corrections() == []


def test_a_corrected_event_says_who_and_what_the_program_had(run: Run, path: Path) -> None:
    run("correct", "c/e1", "--field", "status", "--to", "cancelled", "--why", "a telegram")
    with Record.open(path, read_only=True) as record:
        (found,) = record.events(report="c")
    out = " ".join(run("show", "event", found.id)[1].split())
    assert "cancelled, 1 origin, corrected: status" in out
    assert "status cancelled — corrected by Ana on" in out
    assert "(a telegram); the program had: happened" in out
    assert "corrected by Ana on" in run("explain", found.id)[1]


def test_a_correction_goes_with_its_act_when_events_join_and_part(run: Run, path: Path) -> None:
    run("correct", "c/e1", "--field", "status", "--to", "cancelled")
    run("judge", "same", "a/e1", "c/e1")
    with Record.open(path, read_only=True) as record:
        assert [one.status for one in record.events(report="c")] == ["cancelled"]
    run("judge", "undo", "last")
    with Record.open(path, read_only=True) as record:
        assert {one.event_reports[0]: one.status for one in record.events()} == {"a/e1": "happened", "c/e1": "cancelled", "d/e1": "happened"}


def test_what_people_said_survives_a_newer_reading_that_numbers_the_acts_anew(run: Run, path: Path) -> None:
    run("judge", "different", "a/e1", "b/e1")
    run("correct", "a/e1", "--field", "status", "--to", "cancelled")
    one = claims()[0]
    (met,) = one.reading.events
    more = replace(met, id="a/e1", type="ACCUSE", mode=None, trigger=Span(24, 31))
    newer = replace(one.reading, events=(more, replace(met, id="a/e2")))
    with Record.open(path) as record:
        record.add(one.report, newer, RecordRun("2"))
        resolve_record(record, [])
        assert {each.event_reports: each.status for each in record.events(report="a")} == {("a/e1",): "happened", ("a/e2",): "cancelled"}
        record.add(one.report, replace(newer, events=(more,)), RecordRun("3"))
        notes: list[str] = []
        resolve_record(record, notes)
        assert any(note.startswith("2 of people's judgements and corrections bind nothing") for note in notes)
        assert [each.status for each in record.events(report="a")] == ["happened"]
    assert "the act “met” (CONSULT) is no longer found in a" in run("judge", "list", "--pending")[1]
    with Record.open(path) as record:
        record.add(one.report, newer, RecordRun("4"))
        resolve_record(record, [])
        assert {each.event_reports: each.status for each in record.events(report="a")} == {("a/e1",): "happened", ("a/e2",): "cancelled"}
    assert run("judge", "list", "--pending")[1].startswith("No judgement fits")
