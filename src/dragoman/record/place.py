"""Where a record is: a file, or a schema of a PostgreSQL database. In: what a person typed; out: the one or the other, by a name that tells no password.

The address is PostgreSQL's own (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS), with `schema` as a further parameter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from dragoman.model import RecordError

SCHEMES = ("postgresql", "postgres")
# What may be shown of an address's parameters; others (password, sslpassword, passfile) may be secrets or lead to them.
_SHOWN = ("host", "port", "dbname", "service")
_HOSTS = re.compile(r"[\w.,:\[\]%-]*")
# PostgreSQL cuts longer names off, so that two could mean one schema.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")


@dataclass(frozen=True, slots=True)
class Address:
    """A schema of a database.

    Attributes:
        connection: the address as libpq takes it, perhaps with a password; never shown.
        shown: the same for people, without secrets.
        schema: None for the one that the database's settings name (`public`, as a rule).
        name: of the database, for where a file's name would stand.
    """

    connection: str = field(repr=False)
    shown: str
    schema: str | None
    name: str

    def __str__(self) -> str:
        return self.shown


Place = Path | Address


def place(typed: str | Path | Address) -> Place:
    """The one place where addresses and paths are told apart: what begins with `postgresql://` or `postgres://` is an address.

    Raises:
        RecordError: if it is an address that can't be understood; the message doesn't repeat it, as it may hold a password.
    """
    if isinstance(typed, Address):
        return typed
    if isinstance(typed, Path):
        if typed.parts and typed.parts[0] in {f"{scheme}:" for scheme in SCHEMES}:
            raise RecordError("an address of a database is written as text, not as a path")
        return typed
    return _address(typed) if typed.startswith(tuple(f"{scheme}://" for scheme in SCHEMES)) else Path(typed)


def same(one: Place, other: Place) -> bool:
    """True if both are known to be one and the same; two addresses of one schema that are written otherwise pass for two."""
    if isinstance(one, Path) and isinstance(other, Path):
        return one.exists() and other.exists() and one.samefile(other)
    return one == other


def _address(typed: str) -> Address:
    try:
        parts = urlsplit(typed)
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        raise _unclear() from None
    people, _, hosts = parts.netloc.rpartition("@")
    # A sign that should have been escaped ends the password early, and its rest would pass for a host or a name.
    if "@" in people or "@" in parts.path or parts.fragment or "#" in typed or people.count(":") > 1 or not _HOSTS.fullmatch(hosts) or not _ports(hosts):
        raise _unclear()
    schemas = [value for name, value in pairs if name == "schema"]
    schema = schemas[0] if schemas else None
    if len(schemas) > 1 or (schema is not None and not _NAME.fullmatch(schema)):
        raise RecordError("the address of the database names no schema: say ?schema=NAME once, with letters, digits and _, at most 63 of them")
    passed = [(name, value) for name, value in pairs if name != "schema"]
    query = urlencode(passed, quote_via=quote)
    user = unquote(people.partition(":")[0]) or next((value for name, value in pairs if name == "user"), "")
    database = unquote(parts.path.strip("/")) or next((value for name, value in pairs if name in ("dbname", "service")), "") or user or "postgres"
    shown = urlencode([pair for pair in pairs if pair[0] in (*_SHOWN, "schema")], quote_via=quote, safe="/")
    return Address(
        connection=f"postgresql://{parts.netloc}{parts.path}" + (f"?{query}" if query else ""),
        shown=f"postgresql://{quote(user) + '@' if user else ''}{hosts}{parts.path}" + (f"?{shown}" if shown else ""),
        schema=schema,
        name=schema if schema is not None else database,
    )


def _ports(hosts: str) -> bool:
    ends = [re.sub(r"\[.*\]", "", host).partition(":")[2] for host in hosts.split(",")]
    return all(not end or end.isdigit() for end in ends)


def _unclear() -> RecordError:
    signs = "@ %40, : %3A, / %2F, # %23, ? %3F, % %25"
    return RecordError(f"the address of the database can't be understood; write postgresql://USER@HOST/DATABASE?schema=NAME, and escape in a password {signs}")
