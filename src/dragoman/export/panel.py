"""Ordered pairs of countries by month or ISO week, zero-filled: counts of events by what was done, threatened or planned, and their mean intensity. CSV.

In: the record's events. Out: one row for each pair that ever dealt with one another (or each two of the countries asked for) and period.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

from dragoman.export.beside import into_file
from dragoman.export.csv import cell
from dragoman.export.layouts import layout
from dragoman.export.plain import chosen
from dragoman.export.registry import Choices, ExportSummary
from dragoman.knowledge import load
from dragoman.model import Event
from dragoman.model.vocabulary import EVENT_TYPES
from dragoman.record import Record
from dragoman.views.tally import QUADS, intensity, kind_of_act, mean

TAKES = frozenset({"filters", "by"})
_QUAD_COLUMNS = tuple(name.replace(" ", "_") for name in QUADS)

Pair = tuple[str, str]


@dataclass
class _Cell:
    """The events of one pair in one period."""

    kinds: dict[str, int] = field(default_factory=lambda: {"act": 0, "threat": 0, "planned": 0, "other": 0})
    quads: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    types: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    scores: list[float | None] = field(default_factory=list)
    threat_scores: list[float | None] = field(default_factory=list)

    def add(self, event: Event) -> None:
        kind = kind_of_act(event)
        self.kinds[kind] += 1
        if kind == "threat":
            self.threat_scores.append(intensity(event))
        if kind == "act":
            self.quads[load().ontology.quad(event.type)] += 1
            self.types[event.type] += 1
            self.scores.append(intensity(event))


def write(record: Record, out: Path, choices: Choices) -> ExportSummary:
    """Write the panel to the file `out`."""
    columns = layout("panel")
    with into_file(record, "panel", out, choices) as staged:
        cells, coarse, lonely = _counted(record, choices)
        with staged.path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")  # with a bare line feed a carriage return inside a cell would stand unquoted and begin a row
            writer.writerow(columns.columns)
            for row in _rows(cells, choices):
                staged.rows += 1
                writer.writerow([cell(value) for value in columns.cells(row)])
    notes = [f"left out: {coarse} events that are not dated to the {choices.by}"] if coarse else []
    notes += [f"left out: {lonely} events without two {'such ' if choices.filters.countries else ''}countries"] if lonely else []
    return ExportSummary(staged.files, {"panel": staged.rows}, tuple(notes))


def _counted(record: Record, choices: Choices) -> tuple[dict[tuple[Pair, date], _Cell], int, int]:
    """The cells that hold anything; how many events are dated too coarsely; how many have no two countries."""
    cells: dict[tuple[Pair, date], _Cell] = defaultdict(_Cell)
    coarse = lonely = 0
    asked = frozenset(choices.filters.countries)
    # An event need not hold all countries asked for: three of them make six pairs.
    for event in chosen(record, replace(choices.filters, countries=())):
        pairs = [pair for pair in _pairs(event) if not asked or (asked.issuperset(pair) if len(asked) > 1 else asked & set(pair))]
        start = _period_of(event, choices.by)
        if not pairs:
            lonely += 1
        elif start is None:
            coarse += 1
        else:
            for pair in pairs:
                cells[pair, start].add(event)
    return cells, coarse, lonely


def _pairs(event: Event) -> list[Pair]:
    """Doer and receiver of different countries; where all act together, each two both ways."""
    if event.recipient_countries:
        return [(one, other) for one in event.actor_countries for other in event.recipient_countries if one != other]
    return list(permutations(dict.fromkeys(event.actor_countries), 2))


def _period_of(event: Event, by: str) -> date | None:
    """First day of the one period that holds all days on which it can have taken place; None if there is none."""
    if event.from_ is None or event.to is None:
        return None
    first, last = (_start(day, by) for day in (event.from_, event.to))
    return first if first == last else None


def _start(day: date, by: str) -> date:
    return day.replace(day=1) if by == "month" else day - timedelta(days=day.weekday())


def _next(start: date, by: str) -> date:
    return _start(start + timedelta(days=32), by) if by == "month" else start + timedelta(days=7)


def _label(start: date, by: str) -> str:
    if by == "month":
        return start.isoformat()[:7]
    year, week, _ = start.isocalendar()
    return f"{year}-W{week:02}"


def _rows(cells: dict[tuple[Pair, date], _Cell], choices: Choices) -> Iterator[dict[str, Any]]:
    filters, by = choices.filters, choices.by
    starts = [start for _, start in cells]
    first = _start(filters.since, by) if filters.since else min(starts, default=None)
    last = _start(filters.until, by) if filters.until else max(starts, default=None)
    if first is None or last is None:
        return
    pairs = {pair for pair, _ in cells} | set(permutations(filters.countries, 2))
    empty = _Cell()
    for pair in sorted(pairs):
        start = first
        while start <= last:
            yield _row(pair, start, cells.get((pair, start), empty), by)
            start = _next(start, by)


def _row(pair: Pair, start: date, found: _Cell, by: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "actor": pair[0],
        "recipient": pair[1],
        "period": _label(start, by),
        "start": start.isoformat(),
        "events": sum(found.kinds.values()),
        "acts": found.kinds["act"],
        "threats": found.kinds["threat"],
        "planned": found.kinds["planned"],
        "other": found.kinds["other"],
        "mean_intensity": mean(found.scores),
        "threat_intensity": mean(found.threat_scores),
    }
    row |= {_QUAD_COLUMNS[quad]: found.quads.get(quad, 0) for quad in (1, 2, 3, 4)}
    return row | {type_.lower(): found.types.get(type_, 0) for type_ in EVENT_TYPES}
