"""Questions to the knowledge base, as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.knowledge import load
from dragoman.model import Interval, UsageError
from dragoman.views.filters import country_of

if TYPE_CHECKING:
    from dragoman.knowledge.offices import Holding


def holders(role: str, country: str, day: str | None) -> tuple[str, list[Holding]]:
    """Who held an office: the country's code, and the holdings, best evidence first.

    Raises:
        UsageError: if the country is not known, or the day is none.
    """
    code = country_of(country)
    try:
        when = None if day is None else Interval.parse(day)
    except ValueError:
        raise UsageError(f"{day!r} is no date; write a day, month or year: 2023-06-24, 2023-06, 2023") from None
    return code, list(load().offices.holders(role.casefold(), code, when))
