"""`dragoman show`: questions to the record, for people in the terminal and, with --json, for programs. One file a question."""

from __future__ import annotations

import typer

from dragoman.cli.commands.show import actor, differ, event, followups, pair, periods, statements, story, timeline, trip, window
from dragoman.cli.examples import examples

app = typer.Typer(help="Ask the record: what happened, between whom, who says so, what is disputed.", no_args_is_help=True, rich_markup_mode=None)
app.command("timeline", epilog=examples("show timeline"))(timeline.timeline)
app.command("pair", epilog=examples("show pair"))(pair.pair)
app.command("periods", epilog=examples("show periods"))(periods.periods)
app.command("window", epilog=examples("show window"))(window.window)
app.command("actor", epilog=examples("show actor"))(actor.actor)
app.command("event", epilog=examples("show event"))(event.event)
app.command("trip", epilog=examples("show trip"))(trip.trip)
app.command("story", epilog=examples("show story"))(story.story)
app.command("statements", epilog=examples("show statements"))(statements.statements)
app.command("differ", epilog=examples("show differ"))(differ.differ)
app.command("followups", epilog=examples("show followups"))(followups.followups)
