"""`dragoman export`: the record in the forms that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, ActorName, AsOf, Countries, RecordPath, Since, Statuses, Types, Until

_KINDS = "jsonl, parquet, csv, polecat, gdelt2, icews, ftm, geojson, panel, or a plug-in's; a wrong one lists all that there are."


def export(
    kind: Annotated[str, typer.Option("--as", metavar="KIND", help=_KINDS)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="PATH", help="File or folder to write to.")],
    record: RecordPath = DEFAULT_RECORD,
    as_of: AsOf = None,
    by: Annotated[str, typer.Option("--by", metavar="PERIOD", help="Of a panel: month or week.")] = "month",
    since: Since = None,
    until: Until = None,
    country: Countries = None,
    actor: ActorName = None,
    type_: Types = None,
    status: Statuses = None,
) -> None:
    """Write the record as files that other programs read, with codebook and provenance beside them.

    jsonl, parquet, csv: all tables, whole. polecat, gdelt2, icews: events in the columns of those data sets. panel: country pairs by month or week,
    zero-filled. geojson: events with a place. ftm: FollowTheMoney entities. Filters narrow all kinds but the whole tables and ftm; for a panel, two
    or more --country make the pairs among them.
    """
    from dragoman.cli.asked import filters
    from dragoman.cli.opening import record_at
    from dragoman.export import Choices
    from dragoman.export import export as export_record

    with record_at(record, as_of) as opened:
        wanted = filters(opened, since, until, country, actor, type_, status, None)
        summary = export_record(opened, kind, out, Choices(wanted, by))
    for name, rows in summary.rows.items():
        typer.echo(f"{rows:8}  {name}")
    for note in summary.notes:
        typer.echo(note, err=True)
