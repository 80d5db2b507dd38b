"""`dragoman show`: questions to the record, for people in the terminal and, with --json, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.examples import examples
from dragoman.cli.options import DEFAULT_RECORD, ActorName, AsJson, Countries, Limit, RecordPath, Since, Statuses, Types, Until

if TYPE_CHECKING:
    from dragoman.record import Record

app = typer.Typer(help="Ask the record: what happened, between whom, who says so, what is disputed.", no_args_is_help=True, rich_markup_mode=None)


def _open(path: object) -> Record:
    from dragoman.record import Record

    return Record.open(str(path), create=False, read_only=True)


@app.command(epilog=examples("show timeline"))
def timeline(
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    country: Countries = None,
    actor: ActorName = None,
    type_: Types = None,
    status: Statuses = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """What happened, by day; events without a day under the window that they lie in."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.asked import filters
    from dragoman.cli.render.timeline import render
    from dragoman.views import timeline as view

    with _open(record) as opened:
        wanted = filters(opened, since, until, country, actor, type_, status, limit)
        found = view(opened, wanted)
        answer("timeline", wanted.asked(), found.events, as_json, lambda out: render(out, found) if found.groups else nothing(out, opened, "event"))


@app.command(epilog=examples("show pair"))
def pair(
    left: Annotated[str, typer.Argument(metavar="A", help="Code or name of a country or organisation.")],
    right: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    type_: Types = None,
    status: Statuses = None,
    as_json: AsJson = False,
) -> None:
    """What has been going on between two countries: trend, what is next, trips, disputes, events."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.asked import filters
    from dragoman.cli.render.pair import render
    from dragoman.views import pair as view
    from dragoman.views.filters import country_of

    sides = country_of(left), country_of(right)
    with _open(record) as opened:
        wanted = filters(opened, since, until, None, None, type_, status, None)
        found = view(opened, *sides, wanted)
        query = {"left": sides[0], "right": sides[1], **wanted.asked()}
        answer(
            "pair",
            query,
            [found],
            as_json,
            lambda out: render(out, found) if found.events or found.trips else nothing(out, opened, f"event of {' and '.join(sides)}"),
        )


@app.command(epilog=examples("show actor"))
def actor(
    who: Annotated[str, typer.Argument(metavar="ACTOR", help="Id or name.")],
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    type_: Types = None,
    status: Statuses = None,
    as_json: AsJson = False,
) -> None:
    """Who this is, with whom they deal, their trips, words and events."""
    from dragoman.cli.answer import answer
    from dragoman.cli.asked import filters
    from dragoman.cli.render.lists import actor as render
    from dragoman.views import actor as view

    with _open(record) as opened:
        wanted = filters(opened, since, until, None, None, type_, status, None)
        found = view(opened, who, wanted)
    answer("actor", {"actor": found.actor.id, **wanted.asked()}, [found], as_json, lambda out: render(out, found))


@app.command(epilog=examples("show event"))
def event(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Its id, or the beginning of it.")],
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Did it happen, and how do we know: every telling of one event, and why they were put together."""
    from dragoman.cli.answer import answer
    from dragoman.cli.render.event import render
    from dragoman.views import event as view

    with _open(record) as opened:
        found = view(opened, identifier)
    answer("event", {"id": found.row.id}, [found], as_json, lambda out: render(out, found))


@app.command(epilog=examples("show trip"))
def trip(
    identifier: Annotated[str | None, typer.Argument(metavar="ID", help="Its id, or the beginning of it; without it, all trips.")] = None,
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    country: Countries = None,
    actor: ActorName = None,
    status: Statuses = None,
    as_json: AsJson = False,
) -> None:
    """Journeys: one with its stops and whom they met, or all of them."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.asked import filters
    from dragoman.cli.render import lists
    from dragoman.views import trip as view
    from dragoman.views import trips as view_all

    with _open(record) as opened:
        if identifier is not None:
            one = view(opened, identifier)
            answer("trip", {"id": one.trip.id}, [one], as_json, lambda out: lists.trip(out, one))
            return
        wanted = filters(opened, since, until, country, actor, None, status, None)
        found = view_all(opened, wanted)
        answer("trips", wanted.asked(), found, as_json, lambda out: lists.trips(out, found) if found else nothing(out, opened, "trip"))


@app.command(epilog=examples("show story"))
def story(
    identifier: Annotated[str | None, typer.Argument(metavar="ID", help="Its id, or that of one of its reports; without it, all stories.")] = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Reports that tell of the same thing: one story with its origins and events, or all of them."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.render import lists
    from dragoman.views import stories as view_all
    from dragoman.views import story as view

    with _open(record) as opened:
        if identifier is not None:
            one = view(opened, identifier)
            answer("story", {"id": one.story.id}, [one], as_json, lambda out: lists.story(out, one))
            return
        found = view_all(opened)
        answer("stories", {}, found, as_json, lambda out: lists.stories(out, found) if found else nothing(out, opened, "story"))


@app.command(epilog=examples("show statements"))
def statements(
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    country: Annotated[str | None, typer.Option("--country", metavar="COUNTRY", help="The speaker's country.")] = None,
    about: Annotated[str | None, typer.Option("--about", metavar="COUNTRY", help="Country spoken about.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", metavar="ACTOR", help="The speaker; id or name.")] = None,
    as_json: AsJson = False,
) -> None:
    """Who said what about whom, and through whom it reached the report."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.render import lists
    from dragoman.views import StatementFilters
    from dragoman.views import statements as view
    from dragoman.views.filters import country_of, day_from, day_to

    codes = (country_of(country) if country else None, country_of(about) if about else None)
    with _open(record) as opened:
        wanted = StatementFilters(*codes, actor, day_from(since), day_to(until))
        found = view(opened, wanted)
        query = {"country": codes[0], "about": codes[1], "actor": actor, "from": wanted.since, "to": wanted.until}
        answer("statements", query, found, as_json, lambda out: lists.statements(out, found) if found else nothing(out, opened, "statement"))


@app.command(epilog=examples("show differ"))
def differ(
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    country: Countries = None,
    actor: ActorName = None,
    type_: Types = None,
    status: Statuses = None,
    as_json: AsJson = False,
) -> None:
    """What independent origins dispute, and who holds which."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.asked import filters
    from dragoman.cli.render import lists
    from dragoman.views import differ as view

    with _open(record) as opened:
        wanted = filters(opened, since, until, country, actor, type_, status, None)
        found = view(opened, wanted)
        answer("differ", wanted.asked(), found, as_json, lambda out: lists.disputes(out, found) if found else nothing(out, opened, "dispute"))
