"""People's corrections of events' fields. Appended, withdrawn, never rewritten.

In: Correction objects. Out: those that stand (or stood at a moment), sorted by id, each with the event report that it holds by now.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from dragoman.model import Anchor, Correction, Interval, Number, RecordError, Where, digest, from_json
from dragoman.model.judgements import last_corrections
from dragoman.model.vocabulary import CORRECTABLE_FIELDS, EVENT_TYPES, STATUSES
from dragoman.record import anchors, claims, heard, rows
from dragoman.record.tables import CORRECTION

_COLUMNS = [CORRECTION.c[name] for name in ("id", "event_report", "field", "value", "why", "by", "made", "withdrawn", "judged", "anchors")]


def correction(held: Sequence[Anchor], field: str, value: str, *, why: str, by: str, judged: str | None = None) -> Correction:
    """A person's correction with its id.

    Args:
        held: where the event's acts stand; the first that is found again counts. At least one.
        field: the event's field. value: the right value, as JSON.
    """
    first = held[0]
    place = [first.report, first.type, first.trigger.start, first.trigger.end, first.words, first.nth]
    return Correction(digest("correction", place, field, value, by), first.event_report, field, value, why, by, tuple(held), judged=judged)


def check_value(field: str, value: str) -> None:
    """Makes sure that a value has the form of its field, as it will be set into events as it is.

    Raises:
        ValueError: if it hasn't, saying what was expected.
    """
    if field not in CORRECTABLE_FIELDS:
        raise ValueError(f"{field!r} is no field that can be corrected; those are {', '.join(CORRECTABLE_FIELDS)}")
    plain = json.loads(value)
    if field in _WORDS and plain not in _WORDS[field]:
        raise ValueError(f"{field} is {plain!r}, allowed are {', '.join(_WORDS[field])}")
    if field == "mode" and plain is not None and not isinstance(plain, str):
        raise ValueError("mode is a word, or null")
    if field == "date" and plain is not None:
        from_json(Interval, {"precision": "unknown", **plain})
    if field == "place" and plain is not None:
        from_json(Where, plain)
    if field == "numbers":
        from_json(Number, {"start": 0, "end": 0, **plain} if plain.get("value") is not None else {"start": 0, "end": 0, "what": plain.get("what"), "value": 0})
    if field in ("actors", "recipients") and not all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in plain):
        raise ValueError(f'{field} are a list of {{"id", "country"}}')


_WORDS = {"status": STATUSES, "type": EVENT_TYPES}


def anchored(connection: Connection, event_reports: Sequence[str]) -> tuple[Anchor, ...]:
    """Where event reports stand.

    Raises:
        RecordError: if the record doesn't hold one of them.
    """
    found = []
    for identifier in event_reports:
        read = next(claims.read(connection, None, anchors.report_of(identifier)), None)
        held = None if read is None else anchors.anchor(*read, identifier)
        if held is None:
            raise RecordError(f"the record holds no event report {identifier!r}")
        found.append(held)
    return tuple(found)


def read(connection: Connection, *, as_of: str | None = None, withdrawn: bool = False) -> list[Correction]:
    """Corrections that stand; with `withdrawn` also those taken back."""
    query = select(*_COLUMNS).order_by(CORRECTION.c.id, CORRECTION.c.key)
    if as_of is not None:
        query = query.where(CORRECTION.c.made <= as_of)
    if not withdrawn:
        query = query.where(CORRECTION.c.withdrawn.is_(None) if as_of is None else or_(CORRECTION.c.withdrawn.is_(None), CORRECTION.c.withdrawn > as_of))
    found = [_of_row(row) for row in connection.execute(query)]
    if as_of is not None:
        found = [replace(one, withdrawn=None) if one.withdrawn is not None and one.withdrawn > as_of else one for one in found]
    stands = anchors.standing(connection, {held.report for one in found for held in one.anchors}, as_of)
    return [_hold(one, stands) for one in found]


def _of_row(row: Sequence[object]) -> Correction:
    identifier, event_report, field, value, why, by, made, withdrawn, judged, held = row
    parts = {"id": identifier, "event_report": event_report, "field": field, "value": value, "why": why, "by": by, "judged": judged}
    return Correction(**parts, made=made, withdrawn=withdrawn, anchors=tuple(rows.load_all(Anchor, str(held))))  # type: ignore[arg-type]


def _hold(one: Correction, stands: anchors.Standing) -> Correction:
    found = next((act for held in one.anchors if (act := stands.find(held)) is not None), None)
    if found is not None:
        return replace(one, event_report=found)
    first = one.anchors[0]
    there = any(held.report in stands.reports for held in one.anchors)
    why = f"the act “{first.words}” ({first.type}) is no longer found in {first.report}" if there else f"the record holds no report {first.report}"
    return replace(one, pending=why)


def add(connection: Connection, new: Correction, now: str) -> bool:
    """Append a correction; False if the very same stands already as the last word on its field. Else it takes the place of the older."""
    old = connection.execute(select(*_COLUMNS).where(_standing(new.id))).first()
    if old is not None:
        if _of_row(old).why == rows.storable(new.why) and _last(connection, new.id):
            return False
        connection.execute(CORRECTION.update().where(_standing(new.id)).values(withdrawn=now))
    connection.execute(CORRECTION.insert(), _row(new, now))
    return True


def take_in(connection: Connection, new: Correction, now: str) -> str:
    """A correction that came by a file; see `judgements.take_in`."""
    own = [_of_row(row) for row in connection.execute(select(*_COLUMNS).where(CORRECTION.c.id == new.id))]
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
    connection.execute(CORRECTION.insert(), row)
    return "new"


def _row(new: Correction, now: str) -> rows.Row:
    row: rows.Row = {name: rows.storable(getattr(new, name)) for name in ("field", "value", "why", "by")}
    row |= {"id": new.id, "event_report": rows.key(new.event_report), "judged": new.judged, "made": now, "withdrawn": None}
    return row | {"anchors": rows.dumps(list(new.anchors))}


def _last(connection: Connection, identifier: str) -> bool:
    standing = read(connection)
    own = next((one for one in standing if one.id == identifier), None)
    return own is None or own.pending is not None or any(one.id == identifier for one in last_corrections(standing))


def standing(connection: Connection, identifier: str) -> Correction:
    """The correction of this id that stands."""
    return next(one for one in read(connection) if one.id == identifier)


def withdraw(connection: Connection, identifier: str, now: str) -> bool:
    """Take a standing correction back; False if none of this id stands."""
    return connection.execute(CORRECTION.update().where(_standing(identifier)).values(withdrawn=now)).rowcount > 0


def _standing(identifier: str) -> ColumnElement[bool]:
    return and_(CORRECTION.c.id == identifier, CORRECTION.c.withdrawn.is_(None))
