"""What was typed as options of `show`, checked and made into filters of a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.views import Filters
from dragoman.views.filters import country_of, day_from, day_to, statuses_of, types_of
from dragoman.views.lookup import actor as find_actor

if TYPE_CHECKING:
    from dragoman.record import Record


def filters(
    record: Record,
    since: str | None,
    until: str | None,
    countries: list[str] | None,
    actor: str | None,
    types: list[str] | None,
    statuses: list[str] | None,
    limit: int | None,
) -> Filters:
    """The options as filters.

    Raises:
        UsageError: for a date, country, type or status that is none. UnknownIdError: for an actor that the record doesn't know.
    """
    return Filters(
        since=day_from(since),
        until=day_to(until),
        countries=tuple(country_of(country) for country in countries or ()),
        actor=find_actor(record, actor).id if actor else None,
        types=types_of(types or ()),
        statuses=statuses_of(statuses or ()),
        limit=limit,
    )
