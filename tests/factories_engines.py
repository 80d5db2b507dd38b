"""The stores that a record can be in, for tests: files in a folder, or schemas in a PostgreSQL that is started for the tests and ends with them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import pytest

from dragoman.record import connect
from dragoman.record.migrations import VERSION
from dragoman.record.place import place
from dragoman.record.tables import METADATA

# Whatever happens to the tests, the server ends; all tests take a few minutes.
LONGEST_SESSION = 3600
SERVER_SETTINGS = (
    "listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB", "max_connections=60", "autovacuum=off",
)  # fmt: skip


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs: Debian keeps them out of PATH, by version."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0)
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def missing(why: str) -> None:
    """What a test needs is not on this machine: it is passed over, except in CI, where it fails."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def other_user() -> str | None:
    """PostgreSQL refuses to run as root; Debian's package brings a user along."""
    return "postgres" if os.geteuid() == 0 else None


@contextmanager
def server() -> Iterator[str]:
    """A PostgreSQL of our own on a socket in a folder of its own; gives the address of its database, to be continued with `&schema=NAME`."""
    found = binaries()
    if found is None:
        missing("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    assert found is not None
    # Not in pytest's folder: that is for its owner only, and a socket's name must be short.
    folder = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))
    try:
        user = other_user()
        if user:
            shutil.chown(folder, user)
        prepare = [found / "initdb", "-D", folder / "data", "-U", "dragoman", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(prepare, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)
        settings = [part for setting in (*SERVER_SETTINGS, f"unix_socket_directories={folder}") for part in ("-c", setting)]
        log = (folder / "log").open("w")
        command = ["timeout", "--signal=INT", str(LONGEST_SESSION), found / "postgres", "-D", folder / "data", *settings]
        process = subprocess.Popen(command, user=user, cwd="/", stdout=log, stderr=log, start_new_session=True)
        try:
            _wait_for(found, folder, process)
            yield f"postgresql://dragoman@/postgres?host={folder}"
        finally:
            process.send_signal(signal.SIGQUIT)  # at once, as all of it is thrown away; `timeout` hands it on
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
            log.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(found: Path, folder: Path, process: subprocess.Popen[bytes]) -> None:
    end = monotonic() + 60
    while subprocess.run([found / "pg_isready", "-q", "-h", folder, "-d", "postgres", "-U", "dragoman"], check=False).returncode:
        if process.poll() is not None or monotonic() > end:
            raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")
        sleep(0.05)


class Stock:
    """Schemas of a database, used again: a new one takes some hundred tables and indexes, which a server makes no faster than ten a tenth of a second."""

    def __init__(self, address: str) -> None:
        self.address, self._free, self._count = address, list[str](), count()

    def take(self) -> str:
        """An empty record, or a schema that is still to become one."""
        return self._free.pop() if self._free else self.new()

    def new(self) -> str:
        return f"t{os.getpid()}_{next(self._count)}"

    def give_back(self, schema: str) -> None:
        import psycopg

        with psycopg.connect(self.address, autocommit=True) as connection:
            tables = connection.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = to_regnamespace(%s)", (schema,)).fetchall()
            if ("meta",) not in tables:
                return
            # Past the triggers and foreign keys, as a superuser may.
            connection.execute("SET session_replication_role = replica; SET lock_timeout = 2000")
            keep = {"meta": f" WHERE name <> '{VERSION}'"}
            connection.execute("; ".join(f"DELETE FROM {schema}.{table}{keep.get(table, '')}" for (table,) in tables))
            self._free.append(schema)


class Home:
    """Where a test keeps its records: `home / "R.db"` is the same place each time it is named."""

    def __init__(self, folder: Path, stock: Stock | None) -> None:
        self.folder, self._stock, self._taken = folder, stock, dict[str, str]()

    def __truediv__(self, name: str) -> str:
        if self._stock is None:
            return str(self.folder / name)
        if name not in self._taken:
            self._taken[name] = self._stock.take()
        return f"{self._stock.address}&schema={self._taken[name]}"

    def bare(self, name: str) -> str:
        """The same for a place where nothing has ever been: in a database, a schema that is still to be made."""
        if self._stock is not None:
            self._taken[name] = self._stock.new()
        return self / name

    def leave(self) -> None:
        """Empties what was used."""
        for schema in self._taken.values():
            assert self._stock is not None
            self._stock.give_back(schema)

    @property
    def in_postgresql(self) -> bool:
        return self._stock is not None

    def rows(self, name: str) -> dict[str, list[tuple[object, ...]]]:
        """All that the tables hold; in PostgreSQL also where each row lies and which transaction wrote it."""
        own = ", xmin::text, ctid::text" if self.in_postgresql else ""
        return {table: sorted(self.run(name, f"SELECT *{own} FROM {table}"), key=repr) for table in METADATA.tables}

    def run(self, name: str, statement: str) -> list[tuple[object, ...]]:
        """A statement past the program, as somebody with another tool would send it; the record must be there."""
        engine = connect.make_engine(place(self / name), read_only=False, busy_timeout=5)
        try:
            with engine.connect().execution_options(writing=True) as connection, connection.begin():
                result = connection.exec_driver_sql(statement)
                return [tuple(row) for row in result] if result.returns_rows else []
        finally:
            engine.dispose()


Homes = Callable[[Path], Home]
