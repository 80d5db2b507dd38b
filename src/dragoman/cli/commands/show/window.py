"""`dragoman show window`: what happened before and after each event of a kind."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsJson, AsOf, RecordPath, Since, Until


def window(
    around: Annotated[str, typer.Option("--around", metavar="TYPE[/MODE]", help="The events in the middle, such as COOPERATE or MOBILIZE/weapons.")],
    pair: Annotated[tuple[str, str], typer.Option("--pair", metavar="A B", help="The two whose dealings are counted; codes or names.")],
    actor: Annotated[str | None, typer.Option("--actor", metavar="COUNTRY", help="Who acts in the middle; need not be one of the pair.")] = None,
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=104, metavar="N", help="Weeks before and after.")] = 8,
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """What happened between two countries in the weeks before and after each event of a kind, as in studies of drills and provocations."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.asked import filters
    from dragoman.cli.opening import record_at
    from dragoman.cli.render.window import render
    from dragoman.views import window as view
    from dragoman.views.filters import country_of, kind_of

    kind, mode = kind_of(around)
    sides = country_of(pair[0]), country_of(pair[1])
    acting = country_of(actor) if actor else None
    with record_at(record, as_of) as opened:
        wanted = filters(opened, since, until, None, None, None, None, None)
        found = view(opened, kind, mode, *sides, weeks=weeks, actor=acting, filters=wanted)
        query = {"around": kind, "mode": mode, "pair": sides, "actor": acting, "weeks": weeks, "from": wanted.since, "to": wanted.until, "as_of": as_of}
        empty = not (found.occurrences or found.undated)
        answer("window", query, [found], as_json, lambda out: nothing(out, opened, f"{around.upper()} with a day") if empty else render(out, found))
