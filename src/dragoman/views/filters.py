"""What a question may be narrowed to: days, countries, actor, types, statuses. In: words as typed; out: the record's filters, checked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.model import Interval, UsageError
from dragoman.model.vocabulary import EVENT_TYPES, FOLLOW_UP_OUTCOMES, STATUSES
from dragoman.record.queries import EventFilters


@dataclass(frozen=True, slots=True)
class Filters:
    """All that are given must hold; `types` and `statuses` are met by any one of theirs.

    Attributes:
        countries: codes; each takes part. actor: an actor's id.
    """

    since: date | None = None
    until: date | None = None
    countries: tuple[str, ...] = ()
    actor: str | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    limit: int | None = None

    def asked(self) -> dict[str, object]:
        """What was asked for, by the names of the options."""
        named = {"from": self.since, "to": self.until, "country": self.countries, "actor": self.actor}
        return {**named, "type": self.types, "status": self.statuses, "limit": self.limit}

    def for_record(self) -> EventFilters:
        """The same as arguments of `Record.events`, in order of time."""
        filters: EventFilters = {"order": "date", "since": self.since, "until": self.until, "limit": self.limit}
        if self.countries:
            filters["countries"] = self.countries
        if self.types:
            filters["types"] = self.types
        if self.statuses:
            filters["statuses"] = self.statuses
        if self.actor is not None:
            filters["actor"] = self.actor
        return filters


def day_from(text: str | None) -> date | None:
    """First day of what was typed: 2023-06 is 1 June 2023."""
    return _interval(text).from_ if text else None


def day_to(text: str | None) -> date | None:
    """Last day of what was typed: 2023-06 is 30 June 2023."""
    return _interval(text).to if text else None


def period_of(typed: str) -> Interval:
    """Days from the first to the last of what was typed: `2023`, `2023-06`, `2023-01/2023-06`.

    Raises:
        UsageError: if it is no period, or ends before it begins.
    """
    first, slash, last = typed.partition("/")
    found = Interval(_interval(first).from_, _interval(last if slash else first).to)
    if found.from_ is not None and found.to is not None and found.to < found.from_:
        raise UsageError(f"the period {typed} ends before it begins")
    return found


def _interval(text: str) -> Interval:
    try:
        return Interval.parse(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date; write a day, month or year: 2023-06-24, 2023-06, 2023") from None


def types_of(typed: Iterable[str]) -> tuple[str, ...]:
    """PLOVER types, in any case.

    Raises:
        UsageError: for a word that is none.
    """
    return tuple(one_of(word.upper(), EVENT_TYPES, "event type") for word in typed)


def kind_of(typed: str) -> tuple[str, str | None]:
    """PLOVER type and mode of `TYPE` or `TYPE/mode`, in any case.

    Raises:
        UsageError: for a type, or a mode of it, that is none.
    """
    from dragoman.knowledge import load

    kind, _, mode = typed.partition("/")
    (type_,) = types_of([kind.strip()])
    modes = load().ontology.modes[type_]
    return type_, one_of(mode.strip().lower(), tuple(modes), f"mode of {type_}") if mode else None


def statuses_of(typed: Iterable[str]) -> tuple[str, ...]:
    """Statuses, in any case.

    Raises:
        UsageError: for a word that is none.
    """
    return tuple(one_of(word.lower(), STATUSES, "status") for word in typed)


def outcomes_of(typed: Iterable[str]) -> tuple[str, ...]:
    """Outcomes of follow-ups, in any case, blanks also written as hyphens.

    Raises:
        UsageError: for a word that is none.
    """
    return tuple(one_of(word.lower().replace("-", " "), FOLLOW_UP_OUTCOMES, "outcome") for word in typed)


def one_of(word: str, known: Sequence[str], what: str) -> str:
    """The word, if it is known.

    Raises:
        UsageError: if not; it names the nearest, or all that there are.
    """
    if word in known:
        return word
    near = difflib.get_close_matches(word, known, 3, 0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(known)}"
    raise UsageError(f"{word!r} is no {what}; {hint}")


def country_of(typed: str) -> str:
    """Code of a country or organisation by code or English name, in any case.

    Raises:
        UsageError: if it is none that is known.
    """
    from dragoman.knowledge import load

    knowledge = load()
    code = typed.strip().upper()
    if knowledge.countries.get(code) is not None or knowledge.organisations.get(code) is not None:
        return code
    names: dict[str, str] = {}
    for country in knowledge.countries:
        for name in (country.name, country.official_name, country.iso2, *country.aliases):
            names.setdefault(name.casefold(), country.iso3)
    found = names.get(typed.strip().casefold())
    if found is not None:
        return found
    near = difflib.get_close_matches(typed.strip().casefold(), names, 3)
    hint = f"did you mean {' or '.join(f'{names[name]} ({name})' for name in near)}?" if near else "write its ISO 3166-1 code, such as KOR, or its English name"
    raise UsageError(f"{typed!r} is no country that is known; {hint}")
