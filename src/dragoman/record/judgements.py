"""Judgement edges: same, different or unsure, by the program or a person. Appended, withdrawn, never rewritten.

In: Judgement objects. Out: those that stand (or stood at a moment), sorted by id.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from dragoman.model import Judgement, RecordError, digest
from dragoman.record import rows
from dragoman.record.claims import PROGRAM
from dragoman.record.tables import JUDGEMENT

_COLUMNS = [JUDGEMENT.c[name] for name in ("id", "kind", "left", "right", "verdict", "score", "why", "by", "made", "withdrawn")]


def judgement(kind: str, left: str, right: str, verdict: str, *, why: str, by: str, score: float | None = None) -> Judgement:
    """A person's judgement with its id and with the sides in order.

    Args:
        kind: event, story or origin; left, right: ids of the two claims, in any order.
        score: 0 to 1; default 1 for same, 0 for different, 0.5 for unsure.
    """
    left, right = sorted((left, right))
    strength = {"same": 1.0, "different": 0.0}.get(verdict, 0.5) if score is None else score
    return Judgement(digest(kind, left, right, verdict, by), kind, left, right, verdict, strength, why, by)


def is_programs(by: str) -> bool:
    return by.startswith(PROGRAM)


def read(connection: Connection, *, as_of: str | None = None, people_only: bool = False, withdrawn: bool = False) -> list[Judgement]:
    """Judgements that stand; with `withdrawn` also those taken back."""
    query = select(*_COLUMNS).order_by(JUDGEMENT.c.id, JUDGEMENT.c.key)
    if as_of is not None:
        query = query.where(JUDGEMENT.c.made <= as_of)
        if not withdrawn:
            query = query.where(or_(JUDGEMENT.c.withdrawn.is_(None), JUDGEMENT.c.withdrawn > as_of))
    elif not withdrawn:
        query = query.where(JUDGEMENT.c.withdrawn.is_(None))
    if people_only:
        query = query.where(~JUDGEMENT.c.by.startswith(PROGRAM, autoescape=True))
    return [Judgement(*row) for row in connection.execute(query)]


def add(connection: Connection, new: Judgement, now: str) -> bool:
    """Append a judgement; False if the very same stands already. One that differs in score or reasons only takes the place of the older."""
    row = _row(new, now)
    old = connection.execute(select(*_COLUMNS).where(_standing(row["id"]))).first()
    if old is not None:
        if not _differs(Judgement(*old), new):
            return False
        connection.execute(JUDGEMENT.update().where(_standing(row["id"])).values(withdrawn=now))
    connection.execute(JUDGEMENT.insert(), row)
    return True


def standing(connection: Connection, identifier: str) -> Judgement:
    """The judgement of this id that stands."""
    return Judgement(*connection.execute(select(*_COLUMNS).where(_standing(rows.key(identifier)))).one())


def withdraw(connection: Connection, identifier: str, now: str) -> None:
    """Take a standing judgement back.

    Raises:
        RecordError: if no judgement of this id stands.
    """
    done = connection.execute(JUDGEMENT.update().where(_standing(identifier)).values(withdrawn=now))
    if done.rowcount == 0:
        known = connection.execute(select(JUDGEMENT.c.id).where(JUDGEMENT.c.id == identifier)).first()
        raise RecordError(f"judgement {identifier!r} has been withdrawn already" if known else f"the record holds no judgement {identifier!r}")


def replace_programs(connection: Connection, made: Iterable[Judgement], now: str) -> None:
    """The program's judgements of a new resolution: those it makes no longer are withdrawn, new ones are appended, people's are left alone."""
    wanted = {rows.key(new.id): new for new in made if is_programs(new.by) and new.withdrawn is None}
    standing = {old.id: old for old in read(connection) if is_programs(old.by)}
    withdrawn = [identifier for identifier, old in standing.items() if identifier not in wanted or _differs(old, wanted[identifier])]
    for identifier in withdrawn:
        connection.execute(JUDGEMENT.update().where(_standing(identifier)).values(withdrawn=now))
    new = [_row(item, now) for identifier, item in sorted(wanted.items()) if identifier not in standing or identifier in withdrawn]
    if new:
        connection.execute(JUDGEMENT.insert(), new)


def _differs(old: Judgement, new: Judgement) -> bool:
    row = _row(new, "")
    return any(getattr(old, name) != row[name] for name in ("kind", "left", "right", "verdict", "score", "why", "by"))


def _standing(identifier: str) -> ColumnElement[bool]:
    return and_(JUDGEMENT.c.id == identifier, JUDGEMENT.c.withdrawn.is_(None))


def _row(new: Judgement, now: str) -> rows.Row:
    row = {name: rows.storable(getattr(new, name)) for name in ("kind", "verdict", "why", "by")}
    row |= {name: rows.key(getattr(new, name)) for name in ("id", "left", "right")}
    return row | {"score": new.score, "made": now, "withdrawn": None}
