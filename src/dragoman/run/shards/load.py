"""`dragoman load`: shards into a record. In: a folder of shards; out: the record that `dragoman build` would have made of the same input, not yet resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dragoman.model import InputError, Reading, Report, Unreadable, UsageError
from dragoman.read.once import Once
from dragoman.record import Record
from dragoman.record.place import Place
from dragoman.record.rows import Run
from dragoman.run.configuration import Configuration
from dragoman.run.identity import identity
from dragoman.run.shards.coding import finished
from dragoman.run.shards.layout import REPORTS, Layout, read_json
from dragoman.run.shards.rows import readings_of, reports_of
from dragoman.run.sites import lines_by_site, settle

Tell = Callable[[int, int | None], None]


@dataclass(slots=True)
class Loaded:
    """What was loaded.

    Attributes:
        shards: that were loaded; missing: that are not done, or put aside, with the reason.
        added: readings that are new in the record; known: those that stood there already.
        repeated: reports that another shard holds too. renamed: reports whose id another shard has with other content.
        reread: readings made anew, for shards together teach more of their sites' lines than each by itself.
        unreadable: id and error of each report that can't be read.
    """

    shards: int = 0
    missing: dict[str, str] = field(default_factory=dict)
    added: int = 0
    known: int = 0
    repeated: int = 0
    renamed: int = 0
    reread: int = 0
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def load(
    out: Path, record_path: Place, *, configuration: Configuration | None = None, partial: bool = False, workers: int | None = None, tell: Tell | None = None
) -> Loaded:
    """Load all shards of a folder, in the order of the input.

    Args:
        configuration: the one that the shards were coded with.
        partial: load what is done though other shards are not.
        workers: processes for what must be read anew.

    Raises:
        InputError: if it is no folder of shards, or if some are not done and `partial` is not asked for.
        UsageError: if the shards were coded by another program or configuration than this.
    """
    configuration, layout = configuration or Configuration(), Layout(out)
    run = identity(configuration)
    loaded = Loaded()
    ready = list(_ready(layout, run, loaded))
    if loaded.missing and not partial:
        first = next(iter(loaded.missing.items()))
        told = f"{len(loaded.missing)} of its shards can't be loaded, the first is {first[0]}: {first[1]}"
        raise InputError(f"{told}; run `dragoman code --shards` to its end, or say --partial to load the others", source=str(out))
    whole, done = sum(one["reports"] for one in ready), 0
    once = Once()
    with Record.open(record_path, create=True) as record:
        for one in ready:
            for report, reading in _claims(layout, one["shard"], once, loaded):
                _add(record, report, reading, run, loaded)
            loaded.shards += 1
            done += one["reports"]
            (tell or (lambda done, total: None))(done, whole)
        record.flush()
        loaded.reread = settle(record, run, configuration, workers)
        loaded.counts = record.counts()
    return loaded


def _ready(layout: Layout, run: Run, loaded: Loaded) -> Iterator[dict[str, Any]]:
    """The shards that are done, as their portions' markers tell of them."""
    plan = read_json(layout.plan)
    if plan is None:
        raise InputError("this is no folder of shards: plan.json is missing; make one with `dragoman code --shards`", source=str(layout.out))
    others: Counter[str] = Counter()
    for key in plan["portions"]:
        marker = read_json(layout.portion(key))
        if marker is None:
            loaded.missing[key] = "the portion was not read yet"
            continue
        for one in marker["shards"]:
            name = one["shard"]
            found = finished(layout, name, one["input"], run.id)
            if found is not None:
                yield one
                continue
            aside, other = read_json(layout.quarantine(name)), read_json(layout.done(name))
            if other is not None and other["run_id"] != run.id:
                others.update(f"{part} {value}" for part, value in other["run"].items() if value != getattr(run, part))
            loaded.missing[name] = f"put aside: {aside['why']}" if aside is not None else "not coded yet, or not by this program as configured now"
    if others:
        told = ", ".join(sorted(others))
        raise UsageError(f"shards were coded by another program or configuration ({told}); load them with that one, or code them anew", source=str(layout.out))


def _claims(layout: Layout, name: str, once: Once, loaded: Loaded) -> Iterator[tuple[Report, Reading | Unreadable]]:
    """Each report of a shard once, under an id of its own, with the lines that it was read with, and its reading."""
    folder = layout.shard(name)
    for report, (reading, recurring) in zip(reports_of(folder / REPORTS), readings_of(folder / "readings.parquet"), strict=True):
        one = once.of(report)
        if one is None:
            loaded.repeated += 1
            continue
        loaded.renamed += one.id != report.id
        yield replace(one, recurring=recurring), renamed(reading, one.id)


def renamed(reading: Reading | Unreadable, report_id: str) -> Reading | Unreadable:
    """The reading as it would be, had the report this id: only ids of event reports are made from it."""
    if isinstance(reading, Unreadable):
        return replace(reading, id=report_id)
    before = len(reading.id)
    return replace(reading, id=report_id, events=tuple(replace(event, id=report_id + event.id[before:]) for event in reading.events))


def _add(record: Record, report: Report, reading: Reading | Unreadable, run: Run, loaded: Loaded) -> None:
    unreadable = isinstance(reading, Unreadable)
    if isinstance(reading, Unreadable):
        loaded.unreadable.append((report.id, reading.error))
    # As in a build: what stands there as read by this run stays, for it may have been read anew with more of its site's lines than its shard knew of.
    new = not record.has(report.digest, run.id) and record.add(replace(report, recurring=()), reading, run, None if unreadable else lines_by_site(report))
    loaded.added += new
    loaded.known += not new
