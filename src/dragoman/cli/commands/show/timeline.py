"""`dragoman show timeline`: what happened, by day."""

from __future__ import annotations

from dragoman.cli.options import DEFAULT_RECORD, ActorName, AsJson, AsOf, Countries, Limit, RecordPath, Since, Statuses, Types, Until


def timeline(
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    country: Countries = None,
    actor: ActorName = None,
    type_: Types = None,
    status: Statuses = None,
    limit: Limit = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """What happened, by day; events without a day under the window that they lie in."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.asked import filters
    from dragoman.cli.opening import record_at
    from dragoman.cli.render.timeline import render
    from dragoman.views import timeline as view

    with record_at(record, as_of) as opened:
        wanted = filters(opened, since, until, country, actor, type_, status, limit)
        found = view(opened, wanted)
        query = {**wanted.asked(), "as_of": as_of}
        answer("timeline", query, found.events, as_json, lambda out: render(out, found) if found.groups else nothing(out, opened, "event"))
