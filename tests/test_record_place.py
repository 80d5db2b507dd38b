"""Paths and addresses are told apart in one place, and no password is ever shown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.model import RecordError
from dragoman.record import Record
from dragoman.record.place import Address, place


@pytest.mark.parametrize("typed", ["R.db", "folder/R.db", "postgresql.db", "http://example.org/x", "postgresql:team.db"])
def test_all_that_is_no_address_is_a_path(typed: str) -> None:
    assert place(typed) == Path(typed)
    assert place(Path(typed)) == Path(typed)


@pytest.mark.parametrize(
    ("typed", "shown", "passed", "schema", "name"),
    [
        ("postgresql://ana:s3cret@db.example.org:5433/team", "postgresql://ana@db.example.org:5433/team", None, None, "team"),
        ("postgres://ana@db/team?schema=desk", "postgresql://ana@db/team?schema=desk", "postgresql://ana@db/team", "desk", "desk"),
        ("postgresql:///team?host=/run/postgresql", "postgresql:///team?host=/run/postgresql", "postgresql:///team?host=%2Frun%2Fpostgresql", None, "team"),
        ("postgresql://db/team?user=ana&password=s3cret", "postgresql://ana@db/team", None, None, "team"),
        ("postgresql://db/team?sslpassword=s3cret&passfile=/s3cret&sslmode=require", "postgresql://db/team", None, None, "team"),
        ("postgresql://ana:p%40s3cret%2F@one,two:6432/team", "postgresql://ana@one,two:6432/team", None, None, "team"),
        ("postgresql://[::1]:5432/team", "postgresql://[::1]:5432/team", None, None, "team"),
    ],
)
def test_an_address_is_shown_without_its_secrets(typed: str, shown: str, passed: str | None, schema: str | None, name: str) -> None:
    found = place(typed)
    assert isinstance(found, Address)
    assert (str(found), found.schema, found.name) == (shown, schema, name)
    assert "s3cret" not in repr(found)
    assert passed is None or found.connection == passed
    assert place(found) is found


@pytest.mark.parametrize(
    "typed",
    [
        "postgresql://ana:s3/cret@db/team",
        "postgresql://ana:s3@cret@db/team",
        "postgresql://ana:s3#cret@db/team",
        "postgresql://ana:s3?cret@db/team",
        "postgresql://ana:s3:cret@db/team",
        "postgresql://ana:cret",
        "postgresql://ana@db:cret/team",
        "postgresql://db/team?cret",
        "postgresql://[cret/team",
    ],
)
def test_an_address_that_is_not_understood_is_not_repeated(typed: str) -> None:
    with pytest.raises(RecordError, match="can't be understood") as told:
        place(typed)
    assert "cret" not in str(told.value)


@pytest.mark.parametrize("schema", ["", "a b", "x" * 64, 'a"b', "%41b%00", "a&schema=b", "1a"])
def test_a_schemas_name_is_plain(schema: str) -> None:
    with pytest.raises(RecordError, match=r"say \?schema=NAME once"):
        place(f"postgresql://db/team?schema={schema}")


def test_an_address_handed_over_as_a_path_is_called_so() -> None:
    with pytest.raises(RecordError, match="written as text"):
        place(Path("postgresql://db/team"))


def test_what_libpq_refuses_is_not_repeated() -> None:
    with pytest.raises(RecordError, match="names an unknown parameter") as told:
        Record.open("postgresql://ana:s3cret@127.0.0.1/team?colour=s3cret")
    assert "s3cret" not in str(told.value)


def test_a_server_that_is_not_there_is_named_without_the_password(run: Any, tmp_path: Path) -> None:
    status, out, err = run("show", "timeline", "--record", f"postgresql://ana:s3cret@/team?host={tmp_path}")
    assert (status, out) == (1, "")
    assert err == f"dragoman: postgresql://ana@/team?host={tmp_path}: no server answers there; check its name and port, and that it runs\n"


def test_without_the_driver_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RecordError, match=r"pip install 'dragoman\[postgres\]'"):
        Record.open("postgresql://db/team")
