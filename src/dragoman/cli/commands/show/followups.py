"""`dragoman show followups`: what came of requests, offers, threats, plans and attempts at contact."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, ActorName, AsJson, AsOf, Countries, RecordPath, Since, Types, Until

Outcomes = Annotated[
    list[str] | None, typer.Option("--outcome", help="Only these outcomes: answered, accepted, refused, carried out, called off, lapsed, nothing yet.")
]


def followups(
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    country: Countries = None,
    actor: ActorName = None,
    type_: Types = None,
    outcome: Outcomes = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """What came of requests, offers, threats, plans and attempts at contact."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.asked import filters
    from dragoman.cli.opening import record_at
    from dragoman.cli.render.followups import render
    from dragoman.views import followups as view
    from dragoman.views.filters import outcomes_of

    with record_at(record, as_of) as opened:
        wanted = filters(opened, since, until, country, actor, type_, None, None)
        named = outcomes_of(outcome or ())
        found = view(opened, wanted, outcomes=named)
        asked = {**wanted.asked(), "outcome": list(named), "as_of": as_of}
        answer(
            "followups", asked, found, as_json, lambda out: render(out, found) if found else nothing(out, opened, "request, offer, threat, plan or outreach")
        )
