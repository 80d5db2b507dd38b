"""A whole record from either store to either: the copy holds the same rows, shows and exports the same bytes, and lives on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select
from starlette.testclient import TestClient

from dragoman.export import export, kinds
from dragoman.model import RecordError, Unreadable
from dragoman.record import Record, Run
from dragoman.record.copying import TABLES
from dragoman.record.migrations import VERSION
from dragoman.record.sites import SiteLines
from dragoman.record.tables import DERIVED, METADATA
from dragoman.record.watching import Alert, FeedState
from dragoman.run.build import resolve_record
from dragoman.web.app import create_app
from dragoman.web.settings import Settings, User
from factories_engines import Home
from factories_judged import START, judged_record, meeting, protest
from factories_record import Clock, fill, statement

LATER = START + timedelta(days=3)


def full_record(place: Any) -> Any:
    """One with rows in every table that a life fills: read twice, judged, corrected, taken back, unreadable, watched, with lines of a site."""
    judged_record(place)
    with Record.open(place, now=Clock(LATER)) as record:
        again, late = protest("d", on="2020-05-10"), meeting("e", on="2020-05-04")
        record.add(again.report, again.reading, Run("2"))
        record.add(late.report, replace(late.reading, statements=(statement(),)), Run("2"), SiteLines("news.example.org", (1, 2**63), (1,)))
        torn = meeting("torn").report
        record.add(torn, Unreadable(torn.id, "torn \x00 in two"), Run("2"))
        word = record.add_judgement(kind="event", left="a/e1", right="b/e1", verdict="different", why="two days", by="Ana")
        record.add_judgement(kind="event", left="a/e1", right="c/e1", verdict="unsure", why="who knows", by="Ben")
        record.withdraw_judgement(word.id)
        record.add_correction(["c/e1"], "status", '"planned"', why="misread \U0001f600", by="Ana")
        watching = record.watching()
        watching.feed_asked(FeedState("https://example.org/feed", '"e1"', next_at="2024-05-06"), ["https://example.org/1"], "2024-05-05")
        watching.begin("gas", "{}", "2024-05-05", {"a/e1": "happened"})
        watching.tell("gas", [Alert("al-1", "gas", "2024-05-06", "{}")], {"c/e1": "happened"}, ["mail"])
        resolve_record(record, [])
    return place


def rows(place: str) -> dict[str, list[str]]:
    """All that the tables hold, but the schema's version, which is each store's own."""
    with Record.open(place, read_only=True) as record, record._connection() as connection:
        return {table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)) if row[0] != VERSION) for table in METADATA.sorted_tables}


def shown(run: Any, place: str, folder: Path) -> dict[str, bytes]:
    """Every kind of export, the feed, a brief, the pages' twins."""
    with Record.open(place, read_only=True) as record:
        for kind in kinds():
            export(record, kind, folder / kind)
    client = TestClient(create_app(place, Settings(local=User("Ana", "reader"), read_only=True)), base_url="http://127.0.0.1")
    for address in ("/timeline.atom", "/timeline.csv", "/stories.json", "/api/v1/search?q=pipeline", "/api/v1/map"):
        answer = client.get(address)
        assert answer.status_code == 200
        (folder / address.strip("/").replace("/", "-").replace("?", "-")).write_bytes(answer.content)
    for ending in ("html", "md"):
        assert run("brief", "pair", "USA", "NGA", "--record", place, "--out", folder / f"brief.{ending}")[0] == 0
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_copy_goes_from_store_to_store_and_holds_shows_and_exports_the_same(run: Any, home: Home, tmp_path: Path) -> None:
    """From here to a file and back again: from PostgreSQL to SQLite to PostgreSQL, or from file to file to file."""
    one, two, three = full_record(home / "R.db"), str(tmp_path / "beside.db"), home / "back.db"
    whole = rows(one)
    assert {name for name, held in whole.items() if not held} <= {table.name for table in DERIVED} | {"actor_company"}
    for source, target in ((one, two), (two, three)):
        status, out, err = run("copy", source, target)
        assert (status, err) == (0, "")
        assert out.startswith(f"{target} holds 6 reports, ")
        assert rows(target) == whole
    before = shown(run, one, tmp_path / "one")
    assert len(before) > 40
    for place in (two, three):
        found = shown(run, place, tmp_path / ("two" if place == two else "three"))
        assert [name for name in {*before, *found} if before.get(name) != found.get(name)] == []


def test_all_that_is_derived_comes_along(home: Home, tmp_path: Path) -> None:
    with Record.open(home / "R.db", now=Clock()) as source, Record.open(tmp_path / "beside.db") as target, Record.open(home / "back.db") as back:
        fill(source)
        target.copy_from(source)
        back.copy_from(target)
    whole = rows(home / "R.db")
    assert all(whole[table.name] for table in DERIVED)
    assert rows(str(tmp_path / "beside.db")) == rows(home / "back.db") == whole


def test_a_copy_lives_on_as_the_original_does(home: Home, tmp_path: Path) -> None:
    one, two = full_record(home / "R.db"), str(tmp_path / "beside.db")
    with Record.open(one, read_only=True) as source, Record.open(two) as target:
        target.copy_from(source)
    for place in (one, two):
        with Record.open(place, now=Clock(LATER + timedelta(days=1))) as record:
            assert record.watching().told("gas") == {"a/e1": "happened", "c/e1": "happened"}
            late = meeting("f", on="2020-05-04", sentence="Adams and Okoro met in Abuja about zinc.")
            record.add(late.report, late.reading, Run("2"))
            record.add_judgement(kind="event", left="a/e1", right="f/e1", verdict="same", why="w", by="Cy")
            resolve_record(record, [])
            assert [hit.report for hit in record.search("zinc")] == ["f"]
            with pytest.raises(RecordError, match="append-only"), record._named():
                _rewrite(record)
    assert rows(two) == rows(one)


def _rewrite(record: Record) -> None:
    from dragoman.record import connect

    with connect.writing(record._engine, "R") as connection:
        connection.exec_driver_sql("DELETE FROM report")


def test_what_holds_anything_is_left_alone_unless_told(run: Any, home: Home, tmp_path: Path) -> None:
    one, two = full_record(home / "R.db"), str(tmp_path / "beside.db")
    with Record.open(home / "other.db", now=Clock()) as record:
        late = meeting("x")
        record.add(late.report, late.reading, Run("9"))
    before = rows(home / "other.db")
    status, out, err = run("copy", one, home / "other.db")
    assert (status, out) == (1, "")
    assert "this record holds something already; name a new one to copy into, or say --replace" in err
    assert rows(home / "other.db") == before
    status, out, _ = run("copy", one, home / "other.db", "--replace", "--json")
    assert status == 0
    assert json.loads(out)["copied"]["report"] == 6
    assert rows(home / "other.db") == rows(one)
    with Record.open(home / "other.db") as record:
        assert record.search("pipeline")
        with pytest.raises(RecordError, match="append-only"), record._named():
            _rewrite(record)
    # A watch that has begun is something, too.
    with Record.open(two) as record:
        record.watching().begin("gas", "{}", "2024-05-05", {})
    assert run("copy", one, two)[0] == 1


def test_a_copy_that_breaks_off_leaves_the_target_as_it_was(home: Home, tmp_path: Path) -> None:
    one = full_record(home / "R.db")
    with Record.open(home / "other.db", now=Clock()) as record:
        late = meeting("x")
        record.add(late.report, late.reading, Run("9"))
    before = rows(home / "other.db")

    def stop(done: int, whole: int | None) -> None:
        if done > 20:
            raise KeyboardInterrupt

    for place in (home / "other.db", str(tmp_path / "new.db")):
        with Record.open(one, read_only=True) as source, Record.open(place) as target, pytest.raises(KeyboardInterrupt):
            target.copy_from(source, replace=place == home / "other.db", tell=stop)
    assert rows(home / "other.db") == before
    with Record.open(tmp_path / "new.db", read_only=True) as record:
        assert set(record.counts().values()) == {0}
    with Record.open(home / "other.db") as record, pytest.raises(RecordError, match="append-only"), record._named():
        _rewrite(record)


def test_a_copy_is_of_one_moment_and_its_progress_ends_with_all(home: Home, tmp_path: Path) -> None:
    one, told = full_record(home / "R.db"), list[tuple[int, int | None]]()
    before = rows(one)

    def meanwhile(done: int, whole: int | None) -> None:
        if not told:
            with Record.open(one, now=Clock(LATER + timedelta(days=2))) as writer:
                late = meeting("late")
                writer.add(late.report, late.reading, Run("9"))
        told.append((done, whole))

    with Record.open(one, read_only=True) as source, Record.open(tmp_path / "beside.db") as target:
        target.copy_from(source, tell=meanwhile)
    assert rows(str(tmp_path / "beside.db")) == before
    assert rows(one) != before
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1] == sum(map(len, before.values()))


def test_a_source_that_is_not_there_leaves_no_target_behind(run: Any, tmp_path: Path) -> None:
    status, _, err = run("copy", tmp_path / "none.db", tmp_path / "new.db")
    assert status == 1
    assert "none.db: there is no such record" in err
    assert list(tmp_path.iterdir()) == []


def test_a_record_is_not_copied_into_itself(run: Any, home: Home) -> None:
    place = full_record(home / "R.db")
    status, _, err = run("copy", place, place, "--replace")
    assert status == 2
    assert "FROM and TO are one and the same record" in err


def test_a_record_that_is_not_resolved_is_copied_as_it_is_and_that_is_said(run: Any, home: Home, tmp_path: Path) -> None:
    place = full_record(home / "R.db")
    with Record.open(place) as record:
        record.add_judgement(kind="event", left="a/e1", right="b/e1", verdict="same", why="w", by="Cy")
    status, _, err = run("copy", place, tmp_path / "beside.db")
    assert status == 0
    assert f"dragoman resolve --record {tmp_path / 'beside.db'}" in err


def test_every_table_is_copied_after_those_that_its_rows_point_at(tmp_path: Path) -> None:
    assert {table.name for table in TABLES} == set(METADATA.tables)
    Record.open(tmp_path / "R.db").close()
    with Record.open(tmp_path / "R.db", read_only=True) as record, record._connection() as connection:
        for place, table in enumerate(TABLES):
            assert _pointed_at(connection, table.name) <= {one.name for one in TABLES[: place + 1]}, table.name


def _pointed_at(connection: Connection, table: str) -> set[str]:
    return {str(row[2]) for row in connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})")}
