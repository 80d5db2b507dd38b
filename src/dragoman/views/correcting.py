"""A corrected value as typed, checked and made into the form that the record keeps. In: field and words; out: JSON; or what is allowed instead."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dragoman.knowledge import load
from dragoman.model import Event, Interval, UsageError
from dragoman.model.vocabulary import CORRECTABLE_FIELDS, EVENT_TYPES, STATUSES
from dragoman.record import Record
from dragoman.record.rows import day
from dragoman.views.lookup import UnknownIdError
from dragoman.views.lookup import actor as find_actor

# What empties a field.
NOTHING = frozenset({"none", "unknown", "nobody"})
_FIGURE = re.compile(r"(?P<what>[^=]+?)\s*=\s*(?:(?P<bound>at least|at most|about)\s+)?(?P<value>\S.*)", re.IGNORECASE)
MOST_PLACES = 6
SEVERAL = frozenset({"actors", "recipients"})


def field_of(typed: str) -> str:
    """The field's name.

    Raises:
        UsageError: if it is none that can be corrected; the message lists them.
    """
    if typed in CORRECTABLE_FIELDS:
        return typed
    near = {"when": "date", "where": "place", "actor": "actors", "recipient": "recipients", "number": "numbers", "from": "date", "to": "date"}
    hint = near.get(typed) or next(iter(difflib.get_close_matches(typed, CORRECTABLE_FIELDS, 1, 0.5)), None)
    raise UsageError(f"{typed!r} is no field that can be corrected{f' (did you mean {hint!r}?)' if hint else ''}; those are {', '.join(CORRECTABLE_FIELDS)}")


def value_of(record: Record, event: Event, field: str, typed: Sequence[str]) -> str:
    """The value as JSON.

    Args:
        event: as the record has it, with what was corrected before.
        typed: one value; of actors and recipients as many as there are.

    Raises:
        UsageError: for a value that the field can't have, with what it can.
    """
    if len(typed) != 1 and field not in SEVERAL:
        raise UsageError(f"{field} takes one --to; {len(typed)} were given")
    if field in SEVERAL:
        value: Any = [] if [one.casefold() for one in typed] in [[word] for word in NOTHING] else [_party(record, one) for one in typed]
    else:
        value = _READERS[field](event, typed[0].strip())
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _status(event: Event, typed: str) -> str:
    return _one_of(typed.casefold(), STATUSES, "status")


def _type(event: Event, typed: str) -> str:
    return _one_of(typed.upper(), EVENT_TYPES, "type")


def _mode(event: Event, typed: str) -> str | None:
    modes = load().ontology.modes[event.type]
    if not modes and typed.casefold() not in NOTHING:
        raise UsageError(f"{event.type} has no modes; correct the type first, or say none")
    return None if typed.casefold() in NOTHING else _one_of(typed.casefold(), (*modes, "none"), f"mode of {event.type}")


def _one_of(typed: str, allowed: Sequence[str], what: str) -> str:
    if typed in allowed:
        return typed
    near = difflib.get_close_matches(typed, allowed, 1, 0.6)
    raise UsageError(f"{typed!r} is no {what}{f' (did you mean {near[0]!r}?)' if near else ''}; allowed are {', '.join(allowed)}")


def _date(event: Event, typed: str) -> dict[str, str | None] | None:
    if typed.casefold() in NOTHING:
        return None
    ends = typed.split("..") if ".." in typed else [typed]
    try:
        if len(ends) > 2:
            raise ValueError
        first, last = (Interval.parse(end) if end.strip() else None for end in (ends[0], ends[-1]))
    except ValueError:
        raise UsageError(
            f"{typed!r} is no date; write a day, month or year (2024-05-31, 2024-05, 2024), two of them (2024-05-30..2024-06-02), or none"
        ) from None
    days = first if len(ends) == 1 and first else Interval.between(first.from_ if first else None, last.to if last else None)
    if days.from_ and days.to and days.from_ > days.to:
        raise UsageError(f"{typed!r} ends before it begins")
    return {"from": day(days.from_), "to": day(days.to), "precision": days.precision}


def _place(event: Event, typed: str) -> dict[str, Any] | None:
    if typed.casefold() in NOTHING:
        return None
    name, _, country = (part.strip() for part in typed.rpartition(",")) if "," in typed else (typed, "", "")
    code = _country(country) if country else None
    found = load().places.named(name, code)
    if not found:
        raise UsageError(f"no place {name!r}{f' in {code}' if code else ''} is known; write NAME or NAME, COUNTRY, or none")
    # Of namesakes of one country the largest; of namesakes in several, the one that is meant must be said.
    countries = list(dict.fromkeys(place.country for place in found))
    if len(countries) > 1 and not (found[0].people and found[0].people >= 20 * max(place.people for place in found if place.country != found[0].country)):
        several = "; ".join(f"{name}, {country}" for country in countries[:MOST_PLACES] if country)
        raise UsageError(f"there are several places {name!r}; write one of: {several}")
    best = found[0]
    where = {"name": best.name, "country": best.country, "geonames": best.geonames or None, "lat": best.lat, "lon": best.lon}
    return {key: value for key, value in where.items() if value is not None}


def _country(typed: str) -> str:
    known = {one.iso3 for one in load().countries}
    if typed.upper() in known:
        return typed.upper()
    named = next((one.iso3 for one in load().countries if typed.casefold() in {name.casefold() for name in (one.name, one.official_name, *one.aliases)}), None)
    if named is None:
        raise UsageError(f"{typed!r} is no country that is known; write its name or ISO 3166-1 alpha-3 code")
    return named


def _party(record: Record, typed: str) -> dict[str, str | None]:
    """An actor of the record, else a country or organisation that is known."""
    typed = typed.strip()
    try:
        row = find_actor(record, typed)
        return {"id": row.id, "country": row.country}
    except UnknownIdError as error:
        organisation = load().organisations.get(typed)
        if organisation is not None:
            return {"id": organisation.id, "country": organisation.short_name}
        try:
            code = _country(typed)
        except UsageError:
            raise UsageError(f"{error.message}; actors are those of the record (by id or name), countries and organisations, or nobody") from error
        return {"id": code, "country": code}


def _number(event: Event, typed: str) -> dict[str, Any]:
    found = _FIGURE.fullmatch(typed)
    form = "write WHAT=FIGURE, such as missiles=3, wounded=at least 20, days=2-3, or missiles=none"
    if found is None:
        raise UsageError(f"{typed!r} is no figure; {form}")
    what, bound, value = found["what"].strip(), found["bound"], found["value"].strip()
    if value.casefold() in NOTHING:
        return {"what": what}
    try:
        figures = [_figure(part) for part in re.split(r"\s*-\s*|\s+to\s+", value)]
    except ValueError:
        raise UsageError(f"{value!r} is no figure; {form}") from None
    if len(figures) > 2 or (len(figures) == 2 and figures[0] > figures[1]):
        raise UsageError(f"{value!r} is no range of figures; {form}")
    out: dict[str, Any] = {"what": what, "value": figures if len(figures) == 2 else figures[0]}
    return out | ({"bound": bound.casefold()} if bound else {})


def _figure(text: str) -> int | float:
    plain = text.replace(",", "")
    return int(plain) if plain.isdecimal() else float(plain)


_READERS: Mapping[str, Callable[[Event, str], Any]] = {
    "status": _status,
    "type": _type,
    "mode": _mode,
    "date": _date,
    "place": _place,
    "numbers": _number,
}
