"""The record in a schema of a PostgreSQL database: its settings, its locks, what its errors mean. In: an address. Out: an engine, set up like SQLite's.

One program writes at a time, held by an advisory lock of the schema; readers see one moment (repeatable read). The driver is psycopg 3, which is loaded
only where an address asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from dragoman.model import RecordError
from dragoman.record import rows
from dragoman.record.place import Address

if TYPE_CHECKING:
    import psycopg

# "DRGM": the first half of the advisory locks' names, so that other programs' locks in the same database don't meet ours.
LOCKS = 0x4452474D
OLDEST = 120000  # PostgreSQL 12: the oldest whose syntax the migrations use; 13 is the oldest that its makers still mend
# Seconds for a connection to come about; libpq would wait for minutes for a host that doesn't answer.
CONNECT_TIMEOUT = 10

# SQLSTATE, or words of a message where the connection doesn't come about and there is none -> what it means; first that fits.
EXPLANATIONS = (
    ("55P03", "another program is writing to the record; wait until it has finished, then try again"),
    ("42501", "this user of the database may not do that; the database's owner grants it (see docs/teams.md)"),
    ("25006", "the record can't be written: it was opened read-only, or the server is a copy that only reads"),
    ("53100", "the server's disk is full; make room there and run the command again"),
    ("53300", "the server has no connection left for another program; try again"),
    ("54000", "a name is longer than PostgreSQL can index (some 2,700 bytes); the record can hold it as a SQLite file only"),
    ("57P0", "the server was stopped or is starting; try again when it is up"),
    ("too many", "the server has no connection left for another program; try again"),
    ("authentication failed", "the server refuses this user or password"),
    ("no password supplied", "the server asks for a password: put it into ~/.pgpass or PGPASSWORD"),
    ("could not translate host", "the server's name leads nowhere; check it and the network"),
    ("failed to resolve host", "the server's name leads nowhere; check it and the network"),
    ("timeout expired", "the server doesn't answer; check its name, its port and the network"),
    ("refused", "no server answers there; check its name and port, and that it runs"),
    ("no such file or directory", "no server answers there; check its name and port, and that it runs"),
    ("does not exist", None),
    ("connection", "the connection to the server broke; what was committed stays, run the command again"),
)


def make_engine(address: Address, *, read_only: bool, busy_timeout: float) -> Engine:
    """An engine over the schema; arguments as those of `connect.make_engine`.

    Raises:
        RecordError: if the driver is not installed.
    """
    driver = _driver(address)

    def connect() -> Any:
        try:
            connection = driver.connect(address.connection, connect_timeout=CONNECT_TIMEOUT, client_encoding="utf8", fallback_application_name="dragoman")
        except driver.ProgrammingError:
            # Its message quotes the part that it doesn't understand, which may be of the password.
            raise RecordError("the address of the database can't be understood, or names an unknown parameter", source=str(address)) from None
        _set_up(connection, address, read_only)
        return connection

    # pool_pre_ping: a server keeps its connections for days, and those to a database that was started anew meanwhile are dead.
    engine = create_engine("postgresql+psycopg://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=28, pool_pre_ping=True)
    lock = f"SELECT set_config('lock_timeout', '{max(1, round(busy_timeout * 1000))}ms', true), pg_advisory_xact_lock({LOCKS}, {_own(address)})"

    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("writing", False):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return
        # What the one before has written is to be seen once the lock is ours: so each statement sees what is committed by then.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.exec_driver_sql(lock)

    event.listen(engine, "begin", begin)
    return engine


def _driver(address: Address) -> Any:
    try:
        import psycopg
    except ImportError as error:
        raise RecordError("a record in PostgreSQL needs its driver: pip install 'dragoman[postgres]'", source=str(address)) from error
    return psycopg


def _set_up(connection: psycopg.Connection[Any], address: Address, read_only: bool) -> None:
    try:
        if connection.info.server_version < OLDEST:
            raise RecordError(
                f"PostgreSQL {connection.info.server_version // 10000} is too old; Dragoman needs {OLDEST // 10000} or newer", source=str(address)
            )
        if connection.info.parameter_status("server_encoding") != "UTF8":
            raise RecordError("the database's encoding is not UTF8; make one with ENCODING 'UTF8'", source=str(address))
        connection.adapters.register_dumper(str, _dumper())
        connection.autocommit = True
        if address.schema is not None:
            connection.execute("SELECT set_config('search_path', %s, false)", (f'"{address.schema}"',))
        if read_only:
            connection.execute("SET default_transaction_read_only = on")
        connection.autocommit = False
    except BaseException:
        connection.close()
        raise


def _dumper() -> Any:
    from psycopg.errors import DataError
    from psycopg.types.string import StrDumper

    class Storable(StrDumper):
        """Text that PostgreSQL can't hold (NUL, lone surrogates) comes in searches only: it is asked for as it would have been stored."""

        def dump(self, obj: str) -> Any:
            try:
                return super().dump(obj)
            except (DataError, UnicodeEncodeError):
                return super().dump(rows.storable(obj))

    return Storable


def _own(address: Address) -> str:
    """The schema's number among the locks; before it is made it is known by its name only (letters, digits and underscores, see `place`)."""
    return f"hashtext(coalesce(current_schema(), '{address.schema or 'public'}'))"


def make_schema(connection: Connection, address: Address) -> None:
    """Makes the schema that the address names, where it is not there yet; inside the caller's transaction."""
    if address.schema is not None and connection.exec_driver_sql("SELECT current_schema()").scalar() is None:
        connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{address.schema}"')


@contextmanager
def until(connection: Connection, deadline: float) -> Iterator[None]:
    """The server ends what it is asked once the time is up; `connect.check_deadline` looks at the clock between questions."""
    before = connection.exec_driver_sql("SHOW statement_timeout").scalar_one()
    limit(connection, deadline)
    try:
        yield
    finally:
        # After an error the transaction is over in any case, and with it the setting.
        with suppress(DBAPIError):
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{before}'")


def limit(connection: Connection, deadline: float) -> None:
    """No statement of this transaction takes longer than what is left."""
    left = max(1, round((deadline - monotonic()) * 1000))
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {left}")


def too_slow(error: BaseException) -> bool:
    """True for the error of a question that was interrupted."""
    return getattr(error, "sqlstate", None) == "57014"


def explain(error: BaseException) -> str:
    """What an error of PostgreSQL means, in one sentence; of its own words the first line, as further ones may show what was stored."""
    state, told = getattr(error, "sqlstate", None) or "", str(error).strip().partition("\n")[0]
    lowered = told.lower()
    for sign, meaning in EXPLANATIONS:
        if state.startswith(sign) or (not state and sign in lowered):
            if meaning is not None:
                return meaning
            break
    return f"the database refuses: {told.rpartition('FATAL: ')[2].strip()}"


def primary_key(connection: Connection, table: str) -> tuple[str, ...]:
    """The columns of a table's key, in its order."""
    query = (
        "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)"
        f" WHERE i.indrelid = '{table}'::regclass AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)"
    )
    return tuple(connection.exec_driver_sql(query).scalars())


@contextmanager
def alone(address: Address, what: str) -> Iterator[bool]:
    """Holds a lock of the record under a name of its own, as long as the block lasts or the process lives; False if another holds it.

    Raises:
        RecordError: if the server can't be reached.
    """
    driver = _driver(address)
    try:
        with driver.connect(address.connection, connect_timeout=CONNECT_TIMEOUT, autocommit=True) as connection:
            _set_up(connection, address, True)
            connection.autocommit = True
            name = f"hashtext(%s || coalesce(current_schema(), '{address.schema or 'public'}'))"
            yield bool(connection.execute(f"SELECT pg_try_advisory_lock({LOCKS}, {name})", (f"{what} ",)).fetchone()[0])
    except driver.Error as error:
        raise RecordError(explain(error), source=str(address)) from error
