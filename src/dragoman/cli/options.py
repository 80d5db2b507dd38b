"""Options that several commands share, written once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

# Text, not a path: an address of PostgreSQL is no path. `record.place` tells them apart.
RecordPath = Annotated[
    str, typer.Option("--record", "-r", metavar="R.db", envvar="DRAGOMAN_RECORD", help="The record's file, or postgresql://... of a team.", show_default=True)
]
DEFAULT_RECORD = "dragoman.db"
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document with the query and its rows.")]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help="From this day, month or year on.")]
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Up to and with this day, month or year.")]
Countries = Annotated[list[str] | None, typer.Option("--country", metavar="COUNTRY", help="Takes part; code or name. Repeat it: each must.")]
ActorName = Annotated[str | None, typer.Option("--actor", metavar="ACTOR", help="Takes part; id or name.")]
Types = Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="PLOVER type, such as CONSULT. Repeat it: any of them.")]
Statuses = Annotated[list[str] | None, typer.Option("--status", metavar="STATUS", help="happened, planned, denied ... Repeat it: any of them.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many events.")]
KnowledgeFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--knowledge",
        metavar="FILE",
        help="Knowledge of your own, as YAML or CSV (see docs/own-knowledge.md). Repeat it for more files.",
    ),
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", envvar="DRAGOMAN_JUDGE", help="Who says so; by default your name on this machine.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why, in your own words; kept with the judgement.")]
Later = Annotated[bool, typer.Option("--later", help="Keep it now, resolve the record later (dragoman judge apply).")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="As the record stood at the end of that day (UTC), or at that moment: 2024-05-31, 2024-05-31T18:00Z."),
]
