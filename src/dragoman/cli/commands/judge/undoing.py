"""`dragoman judge undo` and `apply`: a word taken back; and the record resolved with all that was judged."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, By, Later, RecordPath


def undo(
    identifier: Annotated[str, typer.Argument(metavar="ID|last", help="Id of a judgement or correction, or the beginning of it; last: the newest one.")],
    by: By = None,
    later: Later = False,
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Take a judgement or correction back. It stays in the history, and the record shows what it showed without it.

    With --by, last is the newest of that person's.
    """
    from dragoman.cli.judged import for_judging, resolved, settle, tell
    from dragoman.views.words import one_word, says

    with for_judging(record) as opened:
        word = one_word(opened, identifier, by)
        settle(opened, later)
        opened.withdraw_judgement(word.id)
        changed = resolved(opened, later)
    typer.echo(f"taken back: {says(word)}")
    tell(changed)


def apply(record: RecordPath = DEFAULT_RECORD) -> None:
    """Resolve the record with all that was judged, corrected or imported; needed only after --later or an answer that was cut off."""
    from dragoman.cli.judged import for_judging, resolved, tell

    with for_judging(record) as opened:
        tell(resolved(opened, later=False))
