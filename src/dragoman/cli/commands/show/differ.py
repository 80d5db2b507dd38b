"""`dragoman show differ`: what independent origins dispute."""

from __future__ import annotations

from dragoman.cli.options import DEFAULT_RECORD, ActorName, AsJson, AsOf, Countries, RecordPath, Since, Statuses, Types, Until


def differ(
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    country: Countries = None,
    actor: ActorName = None,
    type_: Types = None,
    status: Statuses = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """What independent origins dispute, and who holds which."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.asked import filters
    from dragoman.cli.opening import record_at
    from dragoman.cli.render import lists
    from dragoman.views import differ as view

    with record_at(record, as_of) as opened:
        wanted = filters(opened, since, until, country, actor, type_, status, None)
        found = view(opened, wanted)
        query = {**wanted.asked(), "as_of": as_of}
        answer("differ", query, found, as_json, lambda out: lists.disputes(out, found) if found else nothing(out, opened, "dispute"))
