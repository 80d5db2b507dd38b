"""A record that grew report by report holds the same as one built at once, and only what a new report touches is worked out again."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dragoman.evaluate.worlds import claims
from dragoman.export import export
from dragoman.model import RecordError, derived_id
from dragoman.record import Record
from dragoman.record.rows import Run
from dragoman.record.tables import DERIVED, MEMORY
from dragoman.resolve import Claim
from dragoman.run.build import resolve_record
from dragoman.views.explain import kind_of
from factories_resolve import claim, event, person

RUN = Run("test")
WORLDS = {seed: list(claims(70, seed)) for seed in (1, 2)}


def add(record: Record, told: Iterable[Claim]) -> None:
    for one in told:
        record.add(one.report, one.reading, RUN)


def exported(path: Path) -> dict[str, bytes]:
    out = path.with_suffix(".x")
    with Record.open(path, read_only=True) as record:
        export(record, "jsonl", out)
    return {file.name: file.read_bytes() for file in sorted(out.glob("*.jsonl"))}


def emptied(path: Path) -> Path:
    """A copy of the record that has forgotten all that was derived or worked out."""
    copy = path.with_name(f"{path.stem}-emptied.db")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        for table in (*DERIVED, MEMORY):
            target.execute(f"DELETE FROM {table.name}")
        target.execute("DELETE FROM meta WHERE name IN ('resolved_for', 'memory_made_by')")
        target.commit()
    return copy


def resolved(path: Path) -> dict[str, bytes]:
    with Record.open(path) as record:
        resolve_record(record, [])
    return exported(path)


@settings(max_examples=12, deadline=None)
@given(some.sampled_from(sorted(WORLDS)), some.randoms(use_true_random=False), some.integers(1, 4))
def test_any_order_and_any_batches_of_arrival_give_the_same_bytes(seed: int, random: object, batches: int) -> None:
    world = WORLDS[seed]
    shuffled = list(world)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        grown, whole = Path(folder) / "grown.db", Path(folder) / "whole.db"
        size = -(-len(shuffled) // batches)
        for start in range(0, len(shuffled), size):
            with Record.open(grown) as record:
                add(record, shuffled[start : start + size])
                resolve_record(record, [])
        with Record.open(whole) as record:
            add(record, world)
        assert exported(grown) == resolved(whole)


def change(record: Record, world: list[Claim], kind: str, at: int) -> None:
    """One thing that may happen to a record between two builds."""
    here, there = world[at % len(world)], world[(at * 7 + 1) % len(world)]
    standing = [one.id for one in record.judgements(people_only=True)]
    if kind == "supersede":
        other = replace(here.report, text=there.report.text)
        moved = tuple(replace(one, id=one.id.replace(there.id, here.id)) for one in there.reading.events)
        record.add(other, replace(there.reading, id=here.id, events=moved), RUN)
    elif kind == "undo" and standing:
        record.withdraw_judgement(standing[at % len(standing)])
    elif kind in ("same", "different") and here.id != there.id:
        ids = {one.id for one in record.event_reports()}
        left, right = f"{here.id}/e1", f"{there.id}/e1"
        if {left, right} <= ids:
            record.add_judgement(kind="event", left=left, right=right, verdict=kind, why="looked it up", by="ada")
        if all(one in record.content_digests() for one in (here.id, there.id)):
            record.add_judgement(kind="story", left=here.id, right=there.id, verdict=kind, why="looked it up", by="bo")


@settings(max_examples=15, deadline=None)
@given(
    some.sampled_from(sorted(WORLDS)),
    some.lists(some.tuples(some.sampled_from(("more", "supersede", "same", "different", "undo")), some.integers(0, 40)), min_size=2, max_size=6),
)
def test_what_grew_over_changes_and_judgements_equals_a_full_rebuild(seed: int, steps: list[tuple[str, int]]) -> None:
    world = WORLDS[seed]
    with tempfile.TemporaryDirectory() as folder:
        path, arrived = Path(folder) / "R.db", max(2, len(world) // 2)
        with Record.open(path) as record:
            add(record, world[:arrived])
            resolve_record(record, [])
        for kind, at in steps:
            with Record.open(path) as record:
                if kind == "more":
                    add(record, world[arrived : arrived + 2])
                    arrived += 2
                else:
                    change(record, world[:arrived], kind, at)
                resolve_record(record, [])
        assert exported(path) == resolved(emptied(path))


def meeting(identity: str, one: str, two: str, code: str, day: str, words: str) -> Claim:
    sides = {"actors": (person(one, "USA"),), "recipients": (person(two, code),)}
    return claim(identity, event(f"{one} met {two} over {words}.", trigger="met", on=day, **sides), written=day, text=f" They spoke of {words}.")


def test_only_the_blocks_that_a_new_report_touches_are_worked_out_again(tmp_path: Path) -> None:
    with Record.open(tmp_path / "R.db") as record:
        add(
            record,
            [meeting("a", "Ruth Adams", "Chidi Okoro", "NGA", "2020-05-04", "fishing"), meeting("b", "Joan Reed", "Eva Lindt", "DEU", "2021-09-09", "tariffs")],
        )
        first = resolve_record(record, [])
        assert first is not None
        assert (first.opened["event"], first.seen["event"]) == (2, 2)
        add(record, [meeting("c", "Ruth Adams", "Chidi Okoro", "NGA", "2020-05-04", "fishing")])
        second = resolve_record(record, [])
        assert second is not None
        assert (second.opened["event"], second.seen["event"]) == (1, 2)
        assert "re-opened 1 of 2 event blocks" in second.told()
        assert resolve_record(record, []) is None


def test_another_resolver_takes_nothing_from_what_this_one_worked_out(tmp_path: Path) -> None:
    with Record.open(tmp_path / "R.db") as record:
        add(record, WORLDS[1])
        resolve_record(record, [])
        assert record.memory()
    with closing(sqlite3.connect(tmp_path / "R.db")) as connection:
        connection.execute("UPDATE meta SET value = 'other' WHERE name = 'memory_made_by'")
        connection.commit()
    with Record.open(tmp_path / "R.db") as record:
        assert not record.memory()


def test_rows_of_events_that_stay_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "R.db"
    with Record.open(path) as record:
        add(record, WORLDS[1][:6])
        resolve_record(record, [])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE touched (id TEXT)")
        for happening in ("INSERT", "UPDATE"):
            connection.execute(f"CREATE TRIGGER t_{happening} AFTER {happening} ON event BEGIN INSERT INTO touched VALUES (new.id); END")
        connection.commit()
    with Record.open(path) as record:
        add(record, [meeting("zz", "Joan Reed", "Eva Lindt", "DEU", "1999-09-09", "tariffs")])
        resolve_record(record, [])
    with closing(sqlite3.connect(path)) as connection:
        assert [row[0] for row in connection.execute("SELECT json_extract(fields, '$.reports[0]') FROM event WHERE id IN touched")] == ["zz"]


def test_an_id_of_an_event_that_another_swallowed_leads_on_to_it(tmp_path: Path) -> None:
    told = [meeting("a", "Ruth Adams", "Chidi Okoro", "NGA", "2020-05-04", "fishing"), meeting("b", "Joan Reed", "Eva Lindt", "DEU", "2021-09-09", "tariffs")]
    with Record.open(tmp_path / "R.db") as record:
        add(record, told)
        resolve_record(record, [])
        first, second = (next(one.id for one in record.events() if one.reports == (report,)) for report in ("a", "b"))
        assert first != second
        word = record.add_judgement(kind="event", left="a/e1", right="b/e1", verdict="same", why="looked it up", by="ada")
        resolve_record(record, [])
        assert [one.id for one in record.events()] == [first]
        assert record.event(second).id == first
        assert kind_of(record, second) == ("event", first)
        assert {one.id for one in record.event_reports(second)} == {"a/e1", "b/e1"}
        with pytest.raises(RecordError, match="no event"):
            record.event(derived_id("event", ("c/e1",)))
        record.withdraw_judgement(word.id)
        resolve_record(record, [])
        assert record.event(second).id == second


@settings(max_examples=6, deadline=None)
@given(some.sampled_from(sorted(WORLDS)), some.randoms(use_true_random=False))
def test_every_id_that_a_growing_record_ever_gave_leads_to_the_event_or_story_that_holds_its_first_member(seed: int, random: object) -> None:
    shuffled = list(WORLDS[seed][:40])
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    given_once: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "R.db") as record:
        for start in range(0, len(shuffled), 10):
            add(record, shuffled[start : start + 10])
            resolve_record(record, [])
            given_once |= {one.id: one.event_reports[0] for one in record.events()} | {one.id: min(one.reports) for one in record.stories()}
        for identifier, member in given_once.items():
            if identifier.startswith("event-"):
                assert member in record.event(identifier).event_reports
            else:
                assert member in record.story(identifier).reports
