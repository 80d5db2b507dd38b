"""Judgement edges: same, different or unsure, by the program or a person. Appended, withdrawn, never rewritten.

In: Judgement objects. Out: those that stand (or stood at a moment), sorted by id, people's with their sides as the record numbers them now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, select, union

from dragoman.model import Anchor, Judgement, RecordError, digest
from dragoman.model.judgements import PROGRAM, last_words
from dragoman.record import anchors, claims, heard, rows
from dragoman.record.tables import JUDGEMENT

BEHIND = "\U0010ffff"  # sorts behind all that a name goes on with
_PLAIN = ("id", "kind", "left", "right", "verdict", "score", "why", "by", "made", "withdrawn", "judged")
_COLUMNS = [JUDGEMENT.c[name] for name in (*_PLAIN, "left_anchor", "right_anchor")]
# Letter for letter, as `is_programs` has it: SQLite's LIKE would take a person who signs as "Programme office" for the program.
_BY_PROGRAM = func.substr(JUDGEMENT.c.by, 1, len(PROGRAM)) == PROGRAM


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


def read(connection: Connection, *, as_of: str | None = None, people_only: bool = False, withdrawn: bool = False, about: Sequence[str] = ()) -> list[Judgement]:
    """Judgements that stand; with `withdrawn` also those taken back. A person's side is the act that it was said of, whatever its number is now."""
    query = select(*_COLUMNS).order_by(JUDGEMENT.c.id, JUDGEMENT.c.key)
    if about:
        # A person's word may hold by another number of its act by now: all of theirs are looked at.
        # By their keys: an OR over three columns would look at every judgement.
        people = or_(JUDGEMENT.c.by < PROGRAM, JUDGEMENT.c.by >= PROGRAM + BEHIND)
        wanted = (select(JUDGEMENT.c.key).where(one) for one in (JUDGEMENT.c.left.in_(about), JUDGEMENT.c.right.in_(about), people))
        query = query.where(JUDGEMENT.c.key.in_(union(*wanted)))
    if as_of is not None:
        query = query.where(JUDGEMENT.c.made <= as_of)
        if not withdrawn:
            query = query.where(or_(JUDGEMENT.c.withdrawn.is_(None), JUDGEMENT.c.withdrawn > as_of))
    elif not withdrawn:
        query = query.where(JUDGEMENT.c.withdrawn.is_(None))
    if people_only:
        query = query.where(~_BY_PROGRAM)
    found = [_of_row(row) for row in connection.execute(query)]
    if as_of is not None:
        # What was taken back later stood then.
        found = [replace(one, withdrawn=None) if one.withdrawn is not None and one.withdrawn > as_of else one for one in found]
    return _held(connection, found, as_of)


def _of_row(row: Sequence[object]) -> Judgement:
    *plain, left, right = row
    sides = {"left_anchor": left, "right_anchor": right}
    return Judgement(*plain, **{name: rows.load(Anchor, str(text)) for name, text in sides.items() if text is not None})  # type: ignore[arg-type]


def _held(connection: Connection, found: list[Judgement], as_of: str | None) -> list[Judgement]:
    """The same with each person's sides as they are numbered at that moment, or with the reason why they bind nothing."""
    if not any(one.by_person for one in found):
        return found
    found = [_as_then(connection, one) if one.by_person and one.kind == "event" else one for one in found]
    people = [one for one in found if one.by_person]
    acts = {anchors.report_of(side) if held is None else held.report for one in people for side, held in _sides(one) if one.kind == "event"}
    stands = anchors.standing(connection, acts, as_of)
    reports = anchors.there(connection, {side for one in people if one.kind != "event" for side, _ in _sides(one)}, as_of)
    return [_hold(one, stands, reports) if one.by_person else one for one in found]


def _as_then(connection: Connection, one: Judgement) -> Judgement:
    """With anchors, also where it was made before judgements had any: what its ids stood for then is in the record's history."""
    if one.left_anchor and one.right_anchor:
        return one
    left, right = (held or _anchor(connection, side, one.made) for side, held in _sides(one))
    return replace(one, left_anchor=left, right_anchor=right)


def _sides(one: Judgement) -> tuple[tuple[str, Anchor | None], tuple[str, Anchor | None]]:
    return (one.left, one.left_anchor), (one.right, one.right_anchor)


def _hold(one: Judgement, stands: anchors.Standing, reports: frozenset[str]) -> Judgement:
    now: list[tuple[str, Anchor | None]] = []
    missing: list[str] = []
    for side, held in _sides(one):
        found, why = (side, None if side in reports else f"the record holds no report {side}") if one.kind != "event" else _act(side, held, stands)
        now.append((found, held))
        missing += [why] if why else []
    if missing:
        return replace(one, pending="; ".join(dict.fromkeys(missing)))
    (left, left_anchor), (right, right_anchor) = sorted(now, key=lambda side: side[0])
    if left == right:
        return replace(one, pending=f"both sides are one act by now: {left}")
    return replace(one, left=left, right=right, left_anchor=left_anchor, right_anchor=right_anchor)


def _act(side: str, held: Anchor | None, stands: anchors.Standing) -> tuple[str, str | None]:
    """Present id of a side, and why it has none where it has none."""
    report = anchors.report_of(side) if held is None else held.report
    if report not in stands.reports:
        return side, f"the record holds no report {report or side}"
    if held is None:
        return side, None if stands.holds(side) else f"{report} holds no act {side}"
    found = stands.find(held)
    return (side, f"the act “{held.words}” ({held.type}) is no longer found in {report}") if found is None else (found, None)


def anchored(connection: Connection, new: Judgement) -> Judgement:
    """A person's judgement on acts with the places of these acts, so far as the record holds them; its id is made of the places, not of the numbers."""
    if new.kind != "event" or not new.by_person:
        return new
    left, right = (held or _anchor(connection, side) for side, held in _sides(new))
    return with_places(replace(new, left_anchor=left, right_anchor=right))


def with_places(new: Judgement) -> Judgement:
    """With the id that a judgement on acts has where both are anchored: made of their places."""
    if new.left_anchor is None or new.right_anchor is None:
        return new
    places = sorted([one.report, one.type, one.trigger.start, one.trigger.end, one.words, one.nth] for one in (new.left_anchor, new.right_anchor))
    return replace(new, id=digest(new.kind, places, new.verdict, new.by))


def _anchor(connection: Connection, event_report: str, as_of: str | None = None) -> Anchor | None:
    read = next(claims.read(connection, as_of, anchors.report_of(event_report)), None)
    return None if read is None else anchors.anchor(*read, event_report)


def add(connection: Connection, new: Judgement, now: str) -> bool:
    """Append a judgement; False if the very same stands already as the last word on its pair. Else it takes the place of the older."""
    row = _row(new, now)
    old = connection.execute(select(*_COLUMNS).where(_standing(row["id"]))).first()
    if old is not None:
        if not _differs(_of_row(old), new) and _last(connection, str(row["id"])):
            return False
        connection.execute(JUDGEMENT.update().where(_standing(row["id"])).values(withdrawn=now))
    connection.execute(JUDGEMENT.insert(), row)
    return True


def _last(connection: Connection, identifier: str) -> bool:
    """True unless somebody has said otherwise of the same pair since."""
    standing = read(connection, people_only=True)
    own = next((one for one in standing if one.id == identifier), None)
    return own is None or own.pending is not None or last_words(standing)[own.kind, own.left, own.right].id == identifier


def take_in(connection: Connection, new: Judgement, now: str) -> str:
    """A judgement that came by a file: "known", "new", or "withdrawn" where the file tells that one standing here was taken back.

    See `heard`.
    """
    new = anchored(connection, new)
    own = [_of_row(row) for row in connection.execute(select(*_COLUMNS).where(JUDGEMENT.c.id == rows.key(new.id)))]
    fate = heard.heard(own, new)
    if fate == heard.KNOWN:
        return "known"
    if fate in (heard.WITHDRAWN, heard.REPLACES):
        withdraw(connection, new.id, now)
    if fate == heard.WITHDRAWN:
        return "withdrawn"
    row = _row(new, now)
    if fate == heard.OLDER:
        row["withdrawn"] = now
    connection.execute(JUDGEMENT.insert(), row)
    return "new"


def standing(connection: Connection, identifier: str) -> Judgement:
    """The judgement of this id that stands."""
    (found,) = _held(connection, [_of_row(connection.execute(select(*_COLUMNS).where(_standing(rows.key(identifier)))).one())], None)
    return found


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
    query = select(*_COLUMNS).where(JUDGEMENT.c.withdrawn.is_(None), _BY_PROGRAM)
    standing = {row.id: _of_row(row) for row in connection.execute(query)}
    withdrawn = [identifier for identifier, old in standing.items() if identifier not in wanted or _differs(old, wanted[identifier])]
    if withdrawn:
        taken_back = JUDGEMENT.update().where(JUDGEMENT.c.id == bindparam("taken_back"), JUDGEMENT.c.withdrawn.is_(None)).values(withdrawn=now)
        connection.execute(taken_back, [{"taken_back": identifier} for identifier in withdrawn])
    new = [_row(item, now) for identifier, item in sorted(wanted.items()) if identifier not in standing or identifier in withdrawn]
    if new:
        connection.execute(JUDGEMENT.insert(), new)


def append_programs(connection: Connection, made: Iterable[Judgement], now: str) -> None:
    """The program's judgements of a record that holds none of them."""
    new = [_row(item, now) for item in made]
    if new:
        connection.execute(JUDGEMENT.insert(), new)


def _differs(old: Judgement, new: Judgement) -> bool:
    row = _row(new, "")
    # The sides of anchored judgements may be numbered otherwise by now; their id tells that they are the same.
    names = ("kind", "verdict", "score", "why", "by") if old.left_anchor and old.right_anchor else ("kind", "left", "right", "verdict", "score", "why", "by")
    return any(getattr(old, name) != row[name] for name in names)


def _standing(identifier: str) -> ColumnElement[bool]:
    return and_(JUDGEMENT.c.id == identifier, JUDGEMENT.c.withdrawn.is_(None))


def _row(new: Judgement, now: str) -> rows.Row:
    row: rows.Row = {name: rows.storable(getattr(new, name)) for name in ("kind", "verdict", "why", "by")}
    row |= {name: rows.key(getattr(new, name)) for name in ("id", "left", "right")}
    held = {name: None if anchor is None else rows.dumps(anchor) for name, anchor in (("left_anchor", new.left_anchor), ("right_anchor", new.right_anchor))}
    return row | held | {"score": new.score, "made": now, "withdrawn": None, "judged": new.judged}
