"""`dragoman judge export` and `import`: people's judgements and corrections as a file, from record to record and from colleague to colleague."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, Later, RecordPath


def export_judgements(
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSON lines to write; - for standard output.")],
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Write all that people have said, with who and when, also what they took back; one JSON object a line (see docs/resolving.md)."""
    from dragoman.cli.counting import counted
    from dragoman.cli.files import output_stream
    from dragoman.cli.opening import record_at
    from dragoman.record.exchange import line
    from dragoman.views.words import words

    with record_at(record) as opened:
        found = words(opened, withdrawn=True)
    with output_stream(file) as out:
        for word in found:
            out.write(line(word).encode("utf-8", "surrogatepass") + b"\n")
    typer.echo(f"{counted(len(found), 'judgement')} written", err=True)


def import_judgements(
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSON lines as judge export writes them; - for standard input.")],
    later: Later = False,
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Take in what people said elsewhere. Reading a file twice changes nothing; what is about reports that are not here waits for them."""
    from dragoman.cli.counting import counted
    from dragoman.cli.files import input_stream
    from dragoman.cli.judged import for_judging, resolved, settle, tell
    from dragoman.model import InputError
    from dragoman.record.exchange import word
    from dragoman.views.words import words

    met: Counter[str] = Counter()
    with for_judging(record) as opened:
        settle(opened, later)
        with input_stream(file) as lines:
            for number, raw in enumerate(lines, 1):
                if not raw.strip():
                    continue
                try:
                    met[opened.take_in(word(raw.decode("utf-8", "replace"), file, number))] += 1
                except InputError as error:
                    met["wrong"] += 1
                    typer.echo(f"{error}", err=True)
        changed = resolved(opened, later) if met["new"] or met["withdrawn"] else []
        waiting = words(opened, pending=True)
    read = sum(met.values())
    typer.echo(f"{counted(read, 'judgement')} read: {met['new']} new, {met['known']} known already, {met['withdrawn']} taken back")
    if waiting:
        verb = "waits" if len(waiting) == 1 else "wait"
        typer.echo(f"{counted(len(waiting), 'judgement')} in this record {verb} for reports or acts that it does not hold: dragoman judge list --pending")
    tell(changed)
    if met["wrong"]:
        typer.echo(f"{counted(met['wrong'], 'line')} could not be read", err=True)
        raise typer.Exit(1)
