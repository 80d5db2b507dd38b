"""One way out for all questions: rows as one JSON document for programs, or a rendering for people. Plain text where it is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.record import Record


def answer(name: str, query: dict[str, Any], rows: Iterable[Any], as_json: bool, render: Callable[[Console], None]) -> None:
    """Prints the answer.

    Args:
        name: of the question; stands in the JSON envelope `{"query": {"show": name, ...}, "rows": [...]}`.
        query: as understood; what is None or empty was not asked for.
        render: prints it on a console.
    """
    if as_json:
        from dragoman.model import to_json

        asked = {"show": name} | {key: value for key, value in to_json(query).items() if value not in (None, [], "")}
        print_json({"query": asked, "rows": to_json(list(rows))})
        return
    from dragoman.cli.safe import SafeConsole

    render(SafeConsole(highlight=False, markup=False, emoji=False))


def print_json(document: Any) -> None:
    """Indented JSON, UTF-8; escaped where the text holds what UTF-8 can't."""
    import json

    text = json.dumps(document, ensure_ascii=False, indent=2)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = json.dumps(document, indent=2).encode()
    sys.stdout.flush()
    sys.stdout.buffer.write(data + b"\n")
    sys.stdout.buffer.flush()


def nothing(console: Console, record: Record, what: str) -> None:
    """What an empty answer teaches: what there is instead, and how to get at it."""
    from dragoman.cli.counting import counted
    from dragoman.cli.render.text import days, put
    from dragoman.views import overview

    seen = overview(record)
    if not seen.counts.get("reports"):
        put(console, "The record holds no report. Fill it: dragoman build REPORTS... --record R.db (with --as-of: nothing was known then)")
        return
    held = f"{counted(seen.counts['events'], 'event')} out of {counted(seen.counts['reports'], 'report')}"
    put(console, f"No {what} fits. The record holds {held} ({days(seen.from_, seen.to)}).")
    if seen.countries:
        put(console, "Busiest: " + ", ".join(f"{country} {count}" for country, count in seen.countries.items()) + ".")
    put(console, "Ask for less (fewer of --from, --to, --country, --actor, --type, --status), or for everything: dragoman show timeline")
