"""`dragoman judge`: people's word on what tells of one thing. It outranks the program's, and outlives every build."""

from __future__ import annotations

import typer

from dragoman.cli.commands.judge import files, listing, undoing, verdicts
from dragoman.cli.examples import examples

app = typer.Typer(
    help="Say what tells of one thing and what doesn't. Your word outranks the program's and outlives every build; see also dragoman review, dragoman correct.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
for _name, _command in (
    ("same", verdicts.same),
    ("different", verdicts.different),
    ("unsure", verdicts.unsure),
    ("undo", undoing.undo),
    ("apply", undoing.apply),
    ("list", listing.list_judgements),
    ("export", files.export_judgements),
    ("import", files.import_judgements),
):
    app.command(_name, epilog=examples(f"judge {_name}"))(_command)
