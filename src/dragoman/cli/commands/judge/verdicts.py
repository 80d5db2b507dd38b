"""`dragoman judge same | different | unsure`: two claims, and what a person says of them."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsJson, By, Later, RecordPath, Why

Left = Annotated[str, typer.Argument(metavar="A", help="Id, or the beginning of it, of an event report or event, or of a report or story.")]
Right = Annotated[str, typer.Argument(metavar="B", help="The other one, of the same kind.")]
Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Of two reports: story (one matter; the default) or origin (one repeats the other).")]


def same(
    left: Left,
    right: Right,
    why: Why = "",
    by: By = None,
    kind: Kind = None,
    later: Later = False,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """A and B tell of one thing: two acts of one event, two reports of one story.

    An event stands for the event report that tells it best, a story for its first report. The record is resolved again at once.
    """
    _judge("same", left, right, why, by, kind, later, record, as_json)


def different(
    left: Left,
    right: Right,
    why: Why = "",
    by: By = None,
    kind: Kind = None,
    later: Later = False,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """A and B are two things: the program never puts them together again."""
    _judge("different", left, right, why, by, kind, later, record, as_json)


def unsure(
    left: Left,
    right: Right,
    why: Why = "",
    by: By = None,
    kind: Kind = None,
    later: Later = False,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Nobody can tell whether A and B are one: the program does not put them together for their own likeness, and review asks no more."""
    _judge("unsure", left, right, why, by, kind, later, record, as_json)


def _judge(verdict: str, left: str, right: str, why: str, by: str | None, kind: str | None, later: bool, record: str, as_json: bool) -> None:
    from dragoman.cli.answer import print_json
    from dragoman.cli.judged import for_judging, person, resolved, settle, tell
    from dragoman.model import UsageError, to_json
    from dragoman.views.judging import sides

    who = person(by)
    if kind is not None and kind not in ("event", "story", "origin"):
        raise UsageError(f"{kind!r} is no kind of judgement; known are event, story and origin")
    with for_judging(record) as opened:
        found = sides(opened, left, right, kind)
        settle(opened, later)
        made = opened.add_judgement(kind=found.kind, left=found.left.id, right=found.right.id, verdict=verdict, why=why, by=who)
        changed = resolved(opened, later)
    if as_json:
        print_json({"judgement": to_json(made), "changed": changed})
        return
    typer.echo(f"{verdict}, says {who}: {made.left} and {made.right} ({made.kind}; judgement {made.id})")
    for side in (found.left, found.right):
        stands = f", for {side.typed_as}" if side.typed_as else ""
        typer.echo(f"  {side.id}{stands}: “{side.says}”")
    tell(changed or ["no event and no story changed its members"])
