"""`dragoman brief`: a briefing in which each line cites the sentences that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.examples import examples
from dragoman.cli.options import DEFAULT_RECORD, AsJson, AsOf, Countries, RecordPath, Since, Statuses, Types, Until

if TYPE_CHECKING:
    from dragoman.record import Record
    from dragoman.views.briefing import Briefing

app = typer.Typer(help="A briefing on a pair, an actor, a story or a period, each line with its evidence.", no_args_is_help=True, rich_markup_mode=None)

Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="File to write to: .html makes a page, else Markdown. Left out: to the screen.")]
Most = Annotated[int, typer.Option("--most", min=1, metavar="N", help="Events that each section tells, those with most origins first.")]


@app.command("pair", epilog=examples("brief pair"))
def pair(
    left: Annotated[str, typer.Argument(metavar="A", help="Code or name of a country or organisation.")],
    right: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    most: Most = 40,
    out: Out = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """What has been going on between two countries: ahead, by year, disputed, journeys."""
    from dragoman.cli.asked import filters
    from dragoman.views.briefing import brief_pair
    from dragoman.views.filters import country_of

    sides = country_of(left), country_of(right)
    _brief(record, as_of, out, as_json, lambda opened: brief_pair(opened, *sides, filters(opened, since, until, None, None, None, None, None), most))


@app.command("actor", epilog=examples("brief actor"))
def actor(
    name: Annotated[str, typer.Argument(metavar="ACTOR", help="Id or name.")],
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    most: Most = 40,
    out: Out = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """What the record holds about somebody: acts by year, journeys, statements, disputes."""
    from dragoman.cli.asked import filters
    from dragoman.views.briefing import brief_actor

    _brief(record, as_of, out, as_json, lambda opened: brief_actor(opened, name, filters(opened, since, until, None, None, None, None, None), most))


@app.command("story", epilog=examples("brief story"))
def story(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="A story's id, or a report of it.")],
    record: RecordPath = DEFAULT_RECORD,
    most: Most = 40,
    out: Out = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """What one story tells, and where its origins differ."""
    from dragoman.views.briefing import brief_story

    _brief(record, as_of, out, as_json, lambda opened: brief_story(opened, identifier, most))


@app.command("period", epilog=examples("brief period"))
def period(
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    country: Countries = None,
    type_: Types = None,
    status: Statuses = None,
    most: Most = 40,
    out: Out = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """What happened in some days, everywhere or to the countries named."""
    from dragoman.cli.asked import filters
    from dragoman.views.briefing import brief_period

    _brief(record, as_of, out, as_json, lambda opened: brief_period(opened, filters(opened, since, until, country, None, type_, status, None), most))


def _brief(path: str, as_of: str | None, out: Path | None, as_json: bool, make: Callable[[Record], Briefing]) -> None:
    from dragoman.cli.opening import record_at
    from dragoman.cli.safe import printable
    from dragoman.export.files import into_file
    from dragoman.record.rows import dumps

    with record_at(path, as_of) as opened, opened.snapshot():
        briefing = make(opened)
    text = dumps(briefing) + "\n" if as_json else _words(briefing, out)
    if out is None:
        typer.echo(text if as_json else printable(text), nl=False)
        return
    with into_file(out) as staged:
        staged.write_text(text, encoding="utf-8", errors="backslashreplace")
    typer.echo(f"{out}: {sum(len(section.lines) for section in briefing.sections)} lines, {len(briefing.cited)} sentences cited", err=True)


def _words(briefing: Briefing, out: Path | None) -> str:
    from dragoman.export.briefing import html, markdown

    return html(briefing) if out is not None and out.suffix.lower() in (".html", ".htm") else markdown(briefing)
