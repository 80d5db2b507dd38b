"""`dragoman show statements`: who said what about whom."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsJson, AsOf, RecordPath, Since, Until


def statements(
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    country: Annotated[str | None, typer.Option("--country", metavar="COUNTRY", help="The speaker's country.")] = None,
    about: Annotated[str | None, typer.Option("--about", metavar="COUNTRY", help="Country spoken about.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", metavar="ACTOR", help="The speaker; id or name.")] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Who said what about whom, and through whom it reached the report."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.opening import record_at
    from dragoman.cli.render import lists
    from dragoman.views import StatementFilters
    from dragoman.views import statements as view
    from dragoman.views.filters import country_of, day_from, day_to

    codes = (country_of(country) if country else None, country_of(about) if about else None)
    with record_at(record, as_of) as opened:
        wanted = StatementFilters(*codes, actor, day_from(since), day_to(until))
        found = view(opened, wanted)
        query = {"as_of": as_of, "country": codes[0], "about": codes[1], "actor": actor, "from": wanted.since, "to": wanted.until}
        answer("statements", query, found, as_json, lambda out: lists.statements(out, found) if found else nothing(out, opened, "statement"))
