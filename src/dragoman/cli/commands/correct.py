"""`dragoman correct`: a person's word on the value of one field of an event."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsJson, By, Later, RecordPath, Why


def correct(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event, or the beginning of it; or of one of its event reports.")],
    field: Annotated[str, typer.Option("--field", metavar="FIELD", help="status, type, mode, date, place, actors, recipients or numbers.")],
    to: Annotated[list[str], typer.Option("--to", metavar="VALUE", help="The right value; none empties the field. Repeat it for several actors.")],
    why: Why = "",
    by: By = None,
    later: Later = False,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Correct a field of an event. Your word outranks what the program makes of the reports, follows the event, and can be taken back.

    What the reports say stays as it is, and so do their differences. Take it back with: dragoman judge undo last.
    """
    from dragoman.cli.answer import print_json
    from dragoman.cli.judged import for_judging, person, resolved, settle, tell
    from dragoman.model import to_json
    from dragoman.resolve.corrected import in_words
    from dragoman.views.correcting import field_of, value_of
    from dragoman.views.judging import acts
    from dragoman.views.words import value_in_words

    who, name = person(by), field_of(field)
    with for_judging(record) as opened:
        found, held_by = acts(opened, event)
        value = value_of(opened, found, name, to)
        settle(opened, later)
        made = opened.add_correction(held_by, name, value, why=why, by=who)
        changed = resolved(opened, later)
        now = None if later else next((one for one in opened.events(report=made.anchors[0].report) if made.event_report in one.event_reports), None)
    if as_json:
        print_json({"correction": to_json(made), "changed": changed})
        return
    had = in_words(found, name) or "none"
    typer.echo(f"{name} is {value_in_words(made)}, says {who}; the record had: {had} (correction {made.id})")
    if now is not None:
        typer.echo(f"{now.id}: {now.type}{'/' + now.mode if now.mode else ''} {now.status}, told in {', '.join(now.reports)}")
        if found.mode is not None and now.mode is None and name == "type":
            typer.echo(f"its mode {found.mode} is none of {now.type} and fell away; give another with --field mode")
    tell(changed)
