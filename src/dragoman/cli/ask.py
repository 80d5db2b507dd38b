"""Questions to the knowledge base, as typed."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.knowledge import load
from dragoman.knowledge.extra_entries import ROLES
from dragoman.model import Interval, UsageError
from dragoman.views.filters import country_of

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge
    from dragoman.knowledge.offices import Holding


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as understood: the role, the country's code, and the days."""

    role: str
    country: str
    when: Interval | None


def holders(role: str, country: str, day: str | None, own: Sequence[Path] = ()) -> tuple[Asked, list[Holding]]:
    """Who held an office: the question as understood, and the holdings, best evidence first.

    Args:
        role: a role ("foreign minister") or a title ("Secretary of State", "chancellor") in English.
        own: files of the user's own knowledge.

    Raises:
        UsageError: if role or country is not known, or the day is none.
    """
    knowledge = load(own)
    code = country.upper() if country.upper() in {one.iso3 for one in knowledge.countries} else country_of(country)
    try:
        when = None if day is None else Interval.parse(day)
    except ValueError:
        raise UsageError(f"{day!r} is no date; write a day, month or year: 2023-06-24, 2023-06, 2023") from None
    asked = Asked(role_of(role, code, knowledge), code, when)
    return asked, knowledge.offices.holders(asked.role, code, when)


def role_of(typed: str, country: str, knowledge: Knowledge) -> str:
    """The role that a role's name or a title of that country names.

    Raises:
        UsageError: if it is neither, with what may have been meant.
    """
    by_name = {role.casefold(): role for role in ROLES}
    found = by_name.get(typed.strip().casefold())
    if found is not None:
        return found
    readings = knowledge.titles.roles(typed)
    own = [title for title in readings if title.only_country == country] or [title for title in readings if title.only_country is None]
    if own:
        return _held(own[0].role, country, knowledge)
    if readings:
        where = ", ".join(sorted({title.only_country or "" for title in readings}))
        raise UsageError(f"{typed!r} is an office of {where}, not of {country}; roles are {', '.join(sorted(ROLES))}")
    near = difflib.get_close_matches(typed.casefold(), [*by_name, *(title.words for title in knowledge.titles.all)], 3, 0.6)
    hint = f"did you mean {' or '.join(repr(word) for word in dict.fromkeys(near))}?" if near else f"roles are {', '.join(sorted(ROLES))}"
    raise UsageError(f"{typed!r} is no office that is known; {hint}")


def _held(role: str, country: str, knowledge: Knowledge) -> str:
    """A body's president or leader is its head: `secretary general` of NATO."""
    body = "head of organisation"
    return body if not knowledge.offices.holders(role, country) and knowledge.offices.holders(body, country) else role
