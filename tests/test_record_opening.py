"""Opening a record: migrations, foreign files, other versions, other writers; each trouble told in one clear sentence."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from dragoman.model import RecordError
from dragoman.record import Record, connect, migrations, sqlite
from dragoman.record.tables import METADATA
from factories_record import RUN, Clock, claims, fill, reading, report


def _at_version(path: Path, version: int) -> None:
    engine = connect.make_engine(path, read_only=False, busy_timeout=1)
    with connect.writing(engine, str(path)) as connection:
        migrations.migrate(connection, upto=version)
    engine.dispose()


def _version(path: Path) -> int:
    connection = sqlite3.connect(path)
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return found


def test_a_new_record_is_of_the_newest_version_signed_and_in_wal_mode(tmp_path: Path) -> None:
    path = tmp_path / "R.db"
    Record.open(path).close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (migrations.latest(),)
    assert connection.execute("PRAGMA application_id").fetchone() == (migrations.APPLICATION_ID,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "R.db"
    path.touch()
    Record.open(path).close()
    assert _version(path) == migrations.latest()


def test_a_version_1_record_is_migrated_and_its_reports_can_be_searched(tmp_path: Path) -> None:
    path = tmp_path / "R.db"
    _at_version(path, 1)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO run VALUES ('x', '0', '', '', '', '2020-01-01T00:00:00.000000Z')")
    connection.execute("INSERT INTO report VALUES (1, 'd', 'old', 'Title', 'A treaty was signed.', NULL, NULL, '{\"id\":\"old\"}', '2020')")
    connection.execute("INSERT INTO reading (report, report_id, run, digest, error, learnt_at) VALUES (1, 'old', 'x', 'y', 'too long', '2020')")
    connection.commit()
    connection.close()
    assert _version(path) == 1
    with Record.open(path) as record:
        assert [hit.report for hit in record.search("treaty")] == ["old"]
    assert _version(path) == migrations.latest()


def test_a_failing_migration_leaves_the_record_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "R.db"
    Record.open(path).close()
    broken = (*migrations.scripts(), (migrations.latest() + 1, "CREATE TABLE more (x TEXT) STRICT;\nINSERT INTO nothing VALUES (1);\n"))
    monkeypatch.setattr(migrations, "scripts", lambda store: broken)
    with pytest.raises(RecordError, match="nothing"):
        Record.open(path)
    assert _version(path) == migrations.latest() - 1
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'more'").fetchone() == (0,)
    connection.close()


def test_a_newer_record_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "R.db"
    Record.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(RecordError, match=r"R\.db: the record was written by a newer Dragoman \(schema version 99.*update the program"):
        Record.open(path)
    assert _version(path) == 99


def test_an_older_record_opened_for_reading_says_what_to_do(tmp_path: Path) -> None:
    _at_version(tmp_path / "R.db", 1)
    with pytest.raises(RecordError, match=r"schema version 1, older .* open it once for writing"):
        Record.open(tmp_path / "R.db", read_only=True)
    assert _version(tmp_path / "R.db") == 1


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("The talks went on. " * 100)
    with pytest.raises(RecordError, match=r"notes\.txt: this is not a Dragoman record"):
        Record.open(path)
    assert path.read_text() == "The talks went on. " * 100


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE report (x)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(RecordError, match="SQLite file, but not a Dragoman record"):
        Record.open(path)
    assert path.read_bytes() == before


def test_a_damaged_record_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "R.db"
    with Record.open(path) as record:
        fill(record, 30)
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(RecordError, match="damaged"), Record.open(path) as record:
        list(record.claims())


def test_missing_record_folder_and_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"none\.db: there is no such record"):
        Record.open(tmp_path / "none.db", create=False)
    with pytest.raises(RecordError, match="there is no such record"):
        Record.open(tmp_path / "none.db", read_only=True)
    with pytest.raises(RecordError, match="there is no folder"):
        Record.open(tmp_path / "no" / "R.db")
    with pytest.raises(RecordError, match="this is a folder"):
        Record.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_path_full_of_uri_signs_is_only_a_path(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=ro#b %41.db"
    with Record.open(path) as record:
        record.add(report(), reading(), RUN)
    assert path.exists()
    with Record.open(path, read_only=True) as record:
        assert record.counts()["reports"] == 1


def test_read_only_reads_and_never_writes(tmp_path: Path) -> None:
    path = tmp_path / "R.db"
    with Record.open(path) as record:
        fill(record)
    with Record.open(path, read_only=True) as record:
        assert len(record.events()) == 1
        with pytest.raises(RecordError, match="opened for reading only"):
            record.add(report("new"), reading("new"), RUN)
        with pytest.raises(RecordError, match="opened for reading only"):
            record.add_judgement(kind="event", left="a", right="b", verdict="same", why="w", by="me")
        with pytest.raises(RecordError, match="read-only"), connect.writing(record._engine, str(path)) as connection:
            connection.exec_driver_sql("DELETE FROM event_member")
    assert [item.name for item in tmp_path.iterdir()] == ["R.db"]


def test_in_a_folder_that_cannot_be_written_a_closed_record_is_read_as_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "R.db"
    with Record.open(path) as record:
        fill(record)
    # Root may write anywhere, so the folder only looks read-only to the program.
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "immutable=1" in sqlite.uri(path, read_only=True)
    with Record.open(path, read_only=True) as record:
        assert len(record.events()) == 1
    assert [item.name for item in tmp_path.iterdir()] == ["R.db"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(RecordError, match="check that its folder can be written"):
            Record.open(tmp_path / "R.db")
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    path = tmp_path / "R.db"
    Record.open(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    with Record.open(path, busy_timeout=0.05) as record:
        other.execute("BEGIN IMMEDIATE")
        assert record.add(report(), reading(), RUN)
        with pytest.raises(RecordError, match=r"R\.db: another program is writing to the record"):
            record.flush()
        other.execute("COMMIT")
        assert record.flush() == 1  # nothing was lost by waiting
    other.close()


def test_two_builds_at_once_leave_each_claim_once(tmp_path: Path) -> None:
    with Record.open(tmp_path / "R.db", now=Clock()) as one, Record.open(tmp_path / "R.db", now=Clock()) as two:
        for found, read in claims(3):
            assert one.add(found, read, RUN)
            assert two.add(found, read, RUN)
        assert one.flush() == 3
        assert two.flush() == 0
        assert two.counts()["reports"] == 3
        assert two.counts()["superseded"] == 0


def test_an_error_inside_the_block_keeps_what_was_added(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Record.open(tmp_path / "R.db") as record:  # noqa: PT012
        record.add(report(), reading(), RUN)
        raise ZeroDivisionError
    with Record.open(tmp_path / "R.db", read_only=True) as record:
        assert record.counts()["reports"] == 1


@pytest.fixture
def raw(tmp_path: Path) -> sqlite3.Connection:
    Record.open(tmp_path / "R.db").close()
    return sqlite3.connect(tmp_path / "R.db")


def test_every_table_is_strict(raw: sqlite3.Connection) -> None:
    tables = {row[1]: row[5] for row in raw.execute("PRAGMA table_list") if row[2] == "table" and not row[1].startswith("sqlite_")}
    assert {name for name, strict in tables.items() if not strict} == set()
    assert "event_report" in tables
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
        raw.execute("INSERT INTO event VALUES ('e', 'CONSULT', NULL, 'happened', NULL, NULL, NULL, 'many', 0.5, 0, 0, '{}', NULL)")


def test_the_tables_that_queries_are_written_with_are_those_of_the_schema(raw: sqlite3.Connection) -> None:
    kinds = {"TEXT": "TEXT", "INTEGER": "INTEGER", "REAL": "FLOAT", "BLOB": "BLOB"}
    made = {row[1] for row in raw.execute("PRAGMA table_list") if row[2] == "table" and not row[1].startswith("sqlite_")}
    assert made == set(METADATA.tables)
    for name, table in METADATA.tables.items():
        columns = {row[1]: kinds[row[2]] for row in raw.execute(f"PRAGMA table_info({name})")}
        assert columns == {column.name: str(column.type) for column in table.columns}, name


def test_foreign_keys_are_on_and_synchronous_is_full(tmp_path: Path) -> None:
    with Record.open(tmp_path / "R.db") as record, connect.reading(record._engine, "R.db") as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_statements_of_a_script_are_split_at_their_ends_only() -> None:
    trigger = "CREATE TRIGGER t BEFORE UPDATE ON x BEGIN SELECT 1; SELECT 2; END;"
    script = f"-- a comment; with a semicolon\nCREATE TABLE x (a TEXT DEFAULT ';');\n\n{trigger}\n"
    assert list(migrations.statements(script)) == ["CREATE TABLE x (a TEXT DEFAULT ';');", trigger]
    with pytest.raises(RuntimeError, match="ends inside a statement"):
        list(migrations.statements("CREATE TABLE x (a TEXT)"))
