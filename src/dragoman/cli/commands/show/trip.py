"""`dragoman show trip`: journeys, one or all."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, ActorName, AsJson, AsOf, Countries, RecordPath, Since, Statuses, Until


def trip(
    identifier: Annotated[str | None, typer.Argument(metavar="ID", help="Its id, or the beginning of it; without it, all trips.")] = None,
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    country: Countries = None,
    actor: ActorName = None,
    status: Statuses = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Journeys: one with its stops and whom they met, or all of them."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.asked import filters
    from dragoman.cli.opening import record_at
    from dragoman.cli.render import lists
    from dragoman.views import trip as view
    from dragoman.views import trips as view_all

    with record_at(record, as_of) as opened:
        if identifier is not None:
            one = view(opened, identifier)
            answer("trip", {"id": one.trip.id, "as_of": as_of}, [one], as_json, lambda out: lists.trip(out, one))
            return
        wanted = filters(opened, since, until, country, actor, None, status, None)
        found = view_all(opened, wanted)
        answer("trips", {**wanted.asked(), "as_of": as_of}, found, as_json, lambda out: lists.trips(out, found) if found else nothing(out, opened, "trip"))
