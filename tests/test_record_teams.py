"""Several people at one record, in either store: none harms another's work, none sees half of it, and who only reads can only read."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from dragoman.model import RecordError
from dragoman.record import Record, connect
from dragoman.record.migrations import VERSION, latest
from dragoman.record.tables import METADATA
from dragoman.run.build import resolve_record
from dragoman.web.app import create_app
from dragoman.web.settings import Settings, User
from factories_engines import Home, missing
from factories_judged import START, judged_record
from factories_record import RUN, Clock, claims, fill, reading, report, resolve

TESTS = Path(__file__).parent
DOCS = TESTS.parent / "docs" / "teams.md"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_two_builds_two_judges_and_ten_readers_at_once_come_to_what_they_come_to_one_after_the_other(home: Home) -> None:
    """In processes of their own: forks of a process with threads may stand still."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, str(TESTS / "crowd.py"), home.bare("R.db")], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["states"] >= 2, "nobody saw the record grow"
    assert sum(told["looks"].values()) >= 30
    assert told["files"] >= 40


# One waits for the other, or is told


def test_a_second_writer_waits_and_then_says_so(home: Home) -> None:
    Record.open(home / "R.db").close()
    with Record.open(home / "R.db", now=Clock()) as one, Record.open(home / "R.db", now=Clock(), busy_timeout=0.05) as two:
        assert two.add(report(), reading(), RUN)
        with connect.writing(one._engine, "R.db"), pytest.raises(RecordError, match="another program is writing to the record; wait until it has finished"):
            two.flush()
        assert two.flush() == 1  # nothing was lost by waiting


def test_a_reader_is_not_held_up_by_a_writer_and_sees_what_was_committed(home: Home) -> None:
    with Record.open(home / "R.db", now=Clock()) as one:
        fill(one, 2)
        with connect.writing(one._engine, "R.db") as connection:
            connection.exec_driver_sql("DELETE FROM event_member")
            with Record.open(home / "R.db", read_only=True, busy_timeout=0.05) as other:
                assert len(other.event_reports(other.events()[0].id)) == 2
            connection.rollback()


def test_two_who_add_the_same_leave_each_claim_once(home: Home) -> None:
    with Record.open(home / "R.db", now=Clock()) as one, Record.open(home / "R.db", now=Clock()) as two:
        for found, read in claims(3):
            assert one.add(found, read, RUN)
            assert two.add(found, read, RUN)
        assert (one.flush(), two.flush()) == (3, 0)
        assert (two.counts()["reports"], two.counts()["superseded"]) == (3, 0)


def test_a_resolution_of_fewer_claims_does_not_take_the_place_of_one_of_more(home: Home) -> None:
    with Record.open(home / "R.db", now=Clock()) as one, Record.open(home / "R.db", now=Clock()) as two:
        fill(one, 1)
        one.add(report("late-1"), reading("late-1"), RUN)
        begun = resolve(one)
        two.add(report("late-2", "Another text."), reading("late-2"), RUN)
        assert two.write_resolution(resolve(two))
        whole = two.events()
        assert not one.write_resolution(begun)
        assert one.events() == whole
        assert one.resolved_for == one.claims_digest()


def test_a_resolution_that_others_have_outrun_is_kept_until_they_resolve(home: Home) -> None:
    with Record.open(home / "R.db", now=Clock()) as one, Record.open(home / "R.db", now=Clock()) as two:
        fill(one, 1)
        one.add(report("late-1"), reading("late-1"), RUN)
        begun = resolve(one)
        two.add(report("late-2", "Another text."), reading("late-2"), RUN)
        two.flush()
        assert one.write_resolution(begun)
        assert {report for event in one.events() for report in event.reports} == {"r01", "late-1"}
        assert one.resolved_for != one.claims_digest()


def test_a_snapshot_stays_what_it_was_while_others_write(home: Home) -> None:
    with Record.open(home / "R.db", now=Clock()) as one:
        fill(one, 2)
        with Record.open(home / "R.db", read_only=True) as other, other.snapshot():
            before = other.events(), other.counts(), other.claims_digest()
            one.add(report("new"), reading("new"), RUN)
            one.write_resolution(resolve(one))
            assert (other.events(), other.counts(), other.claims_digest()) == before
        with Record.open(home / "R.db", read_only=True) as other:
            assert other.counts()["reports"] == 3


# The past


def test_the_past_is_the_same_in_either_store(run: Any, home: Home, tmp_path: Path) -> None:
    """Of a file beside: so that the two are held together, whichever store the test is run with."""
    told = []
    for place in (home / "R.db", str(tmp_path / "beside.db")):
        judged_record(place)  # type: ignore[arg-type]
        with Record.open(place, now=Clock(START + timedelta(days=3))) as record:
            record.add_judgement(kind="event", left="a/e1", right="b/e1", verdict="different", why="w", by="Ana")
            resolve_record(record, [])
        status, out, err = run("show", "timeline", "--record", place, "--as-of", "2024-05-02", "--json")
        assert status == 0
        assert err.startswith("as of 2024-05-02: 4 reports of 4 known; resolved anew in ")
        told.append([json.loads(out), json.loads(run("show", "timeline", "--record", place, "--json")[1])])
    assert told[0] == told[1]
    assert [len(document["rows"]) for document in told[0]] == [3, 4]


# Who only reads


@pytest.fixture
def team(postgresql: str) -> Iterator[tuple[str, str]]:
    """Addresses of one schema: its owner's, and that of one who only reads, with the rights that docs/teams.md names."""
    granted = "\n".join(re.findall(r"^    ((?:CREATE ROLE|GRANT|ALTER DEFAULT) .*;)$", DOCS.read_text("utf-8"), re.MULTILINE))
    assert granted.count(";") == 4
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA desk")
        connection.execute(granted)  # type: ignore[arg-type]
        connection.execute("CREATE ROLE rita LOGIN; GRANT readers TO rita; CREATE ROLE olga LOGIN")
    owner, database = postgresql + "&schema=desk", postgresql.replace("dragoman@", "{}@") + "&schema=desk"
    with Record.open(owner, now=Clock()) as record:
        fill(record)
    yield owner, database
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("DROP SCHEMA desk CASCADE; DROP OWNED BY readers; DROP ROLE rita, olga, readers")


def test_who_may_only_read_asks_everything_and_changes_nothing(run: Any, team: tuple[str, str], tmp_path: Path) -> None:
    owner, reader = team[0], team[1].format("rita")
    with Record.open(owner, now=Clock()) as record:
        identifier = record.events()[0].id
    for question in (
        ("show", "timeline"),
        ("explain", identifier),
        ("export", "--as", "jsonl", "--out", tmp_path / "out"),
        ("show", "timeline", "--as-of", "2024-06-01"),
    ):
        assert run(*question, "--record", reader)[0] == 0
    client = TestClient(create_app(reader, Settings(local=User("Rita", "reader"), read_only=True)), base_url="http://127.0.0.1")
    assert client.get("/timeline").status_code == 200
    status, out, err = run("judge", "same", "r01/e1", "r02/e1", "--why", "w", "--by", "Rita", "--record", reader)
    assert (status, out) == (1, "")
    assert "this user of the database may not do that; the database's owner grants it (see docs/teams.md)" in err
    with Record.open(owner, read_only=True) as record:
        assert record.judgements(people_only=True) == []


def test_who_may_not_even_read_is_told_that_there_is_none_or_that_he_may_not(run: Any, team: tuple[str, str]) -> None:
    status, out, err = run("show", "timeline", "--record", team[1].format("olga"))
    assert (status, out) == (1, "")
    assert "there is no such record, or this user may not see it" in err


def test_a_table_that_comes_later_can_be_read_too(team: tuple[str, str]) -> None:
    owner, reader = team[0], team[1].format("rita")
    with psycopg.connect(owner.replace("&schema=desk", ""), autocommit=True) as connection:
        connection.execute("CREATE TABLE desk.later (x bigint)")
    with psycopg.connect(reader.replace("&schema=desk", "")) as connection:
        assert connection.execute("SELECT count(*) FROM desk.later").fetchall() == [(0,)]


# Two stores, one schema


def columns(home: Home, table: str) -> list[tuple[object, ...]]:
    """Name, kind, and whether it must be filled, of each column in order."""
    if not home.in_postgresql:
        kinds = {"TEXT": "TEXT", "INTEGER": "WHOLE", "REAL": "FLOAT", "BLOB": "BLOB"}
        return [(row[1], kinds[str(row[2])], bool(row[3] or row[5])) for row in home.run("R.db", f"PRAGMA table_info({table})")]
    query = (
        "SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute"
        f" WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
    )
    kinds = {"text": "TEXT", "bigint": "WHOLE", "double precision": "FLOAT", "bytea": "BLOB"}
    return [(name, kinds[str(kind)], filled) for name, kind, filled in home.run("R.db", query)]


def keys(home: Home, table: str) -> tuple[str, ...]:
    with Record.open(home / "R.db", read_only=True) as record, connect.reading(record._engine, "R.db") as connection:
        return connect.primary_key(connection, METADATA.tables[table])


def tables(home: Home) -> set[str]:
    if home.in_postgresql:
        found = home.run("R.db", "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'")
    else:
        found = home.run("R.db", "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {str(name) for (name,) in found if not str(name).startswith("report_text")}


def indexes(home: Home) -> set[tuple[object, ...]]:
    """Name, table and columns of those that the migrations name."""
    if home.in_postgresql:
        query = (
            "SELECT index.relname, owner.relname, (SELECT string_agg(attname, ' ' ORDER BY place) FROM unnest(indkey) WITH ORDINALITY AS held (number, place)"
            " JOIN pg_attribute ON attrelid = indrelid AND attnum = number)"
            " FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid JOIN pg_class AS owner ON owner.oid = indrelid"
            " WHERE index.relnamespace = current_schema()::regnamespace AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"
        )
    else:
        held = "SELECT group_concat(name, ' ') FROM (SELECT name FROM pragma_index_info(index_.name) ORDER BY seqno)"
        query = f"SELECT name, tbl_name, ({held}) FROM sqlite_schema AS index_ WHERE type = 'index' AND name NOT LIKE 'sqlite_%'"
    return {row for row in home.run("R.db", query) if row[0] != "report_text_words"}


def test_the_tables_that_queries_are_written_with_are_those_of_the_store(home: Home) -> None:
    Record.open(home / "R.db").close()
    assert tables(home) == set(METADATA.tables)
    for name, table in METADATA.tables.items():
        kinds = {"BIGINT": "WHOLE", "INTEGER": "WHOLE"}
        known = {column.name: kinds.get(str(column.type), str(column.type)) for column in table.columns}
        assert {column: kind for column, kind, _ in columns(home, name)} == known, name


def test_all_text_is_compared_by_its_bytes(home: Home) -> None:
    Record.open(home / "R.db").close()
    if home.in_postgresql:
        others = (
            "SELECT relname, attname FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid JOIN pg_collation ON attcollation = pg_collation.oid"
            " WHERE relnamespace = current_schema()::regnamespace AND attnum > 0 AND collname <> 'C'"
        )
        assert home.run("R.db", others) == []
    else:
        assert not any("COLLATE" in str(sql) for (sql,) in home.run("R.db", "SELECT sql FROM sqlite_schema WHERE type = 'table'"))


def test_both_stores_have_the_same_schema(postgresql: str, tmp_path: Path) -> None:
    from factories_engines import Stock

    one, other = Home(tmp_path, None), Home(tmp_path, Stock(postgresql))
    for home in (one, other):
        Record.open(home / "R.db").close()
    assert latest("sqlite") == latest("postgresql")
    for name in METADATA.tables:
        assert sorted(columns(one, name)) == sorted(columns(other, name)), name
        assert sorted(keys(one, name)) == sorted(keys(other, name)), name
    # An error's text may be longer than PostgreSQL can index.
    assert indexes(one) - {("reading_error", "reading", "error")} == indexes(other) - {("reading_error", "reading", "key")}
    assert other.run("R.db", f"SELECT value FROM meta WHERE name = '{VERSION}'") == [(str(latest()),)]
    other.leave()


# What a machine lacks


def test_in_ci_what_is_missing_fails_and_elsewhere_it_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="PostgreSQL is not installed"):
        missing("PostgreSQL is not installed")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="PostgreSQL is not installed"):
        missing("PostgreSQL is not installed")
