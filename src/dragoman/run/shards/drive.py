"""`dragoman code --shards`: cut, code, retry, give up. In: an input and an executor; out: a folder of shards, and what was done.

What is finished is passed over. A shard whose process dies is tried again, three times in all, then put aside with the reason; the others go on.
"""

from __future__ import annotations

import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from dragoman.model import InputError, UsageError
from dragoman.read.portions import Portion, portions
from dragoman.read.reports import STANDARD_INPUT
from dragoman.run.configuration import ASKING, Configuration
from dragoman.run.identity import identity
from dragoman.run.shards.coding import Coder, ShardError, attempts, finished
from dragoman.run.shards.cut import Cutter
from dragoman.run.shards.executors import Broken, Died, Executor
from dragoman.run.shards.job import Sharded, Share, Sizes
from dragoman.run.shards.layout import Layout, read_json, write_json

TRIES = 3
SILENT = "the whole run ended without a word (killed, or the machine went down)"
Tell = Callable[[int, int | None], None]
Item = tuple[str, str]


def code_shards(
    paths: Sequence[Path],
    out: Path,
    executor: Executor,
    *,
    configuration: Configuration | None = None,
    share: Share | None = None,
    kind: str | None = None,
    sizes: Sizes | None = None,
    gate: bool = False,
    again: bool = False,
    tell: Tell | None = None,
) -> Sharded:
    """Bring a folder of shards up to date with an input, or with this task's share of it.

    Args:
        paths: files and folders, which every machine that helps must see under these names.
        gate: pass over web pages that name no two countries near one another; part of what the shards are known by.
        again: try shards that were given up once more.
        tell: called with reports done, and reports known of so far, as it goes on.

    Raises:
        InputError: if a path does not exist.
        UsageError: if the configuration asks a language model, or standard input is named.
    """
    configuration, share, sizes = configuration or Configuration(), share or Share(), sizes or Sizes()
    _check(paths, configuration)
    layout = Layout(out)
    layout.make()
    job = _Job(layout, executor, Coder(str(out.resolve()), configuration, identity(configuration).id, secrets.token_hex(4)), again, tell)
    cutter = Cutter(str(out.resolve()), kind, sizes.shard_reports, sizes.shard_characters, configuration if gate else None)
    mine = _plan(paths, layout, kind, sizes, share, job.done)
    try:
        job.code(job.cut(cutter, mine))
    except BaseException:
        job.stopped()
        raise
    finally:
        executor.close()
    return job.done


def _check(paths: Sequence[Path], configuration: Configuration) -> None:
    if configuration.coder == ASKING:
        raise UsageError("shards are not for the coder that asks a language model: its answers belong to no version; use dragoman code or build")
    for path in paths:
        if str(path) == STANDARD_INPUT:
            raise UsageError("shards are cut from files, which can be read again; write standard input to a file first")
        if not path.exists():
            raise InputError("there is no such file or folder", source=str(path))


def _plan(paths: Sequence[Path], layout: Layout, kind: str | None, sizes: Sizes, share: Share, done: Sharded) -> list[Portion]:
    """This share's portions; the order of all is written down for whoever loads them."""
    keys: list[str] = []
    mine: list[Portion] = []
    for number, portion in enumerate(portions(paths, done.met, done.problems.append, kind, sizes.portion_bytes)):
        keys.append(portion.key)
        if number % share.of == share.number - 1:
            mine.append(portion)
    plan = {"portions": keys}
    if read_json(layout.plan) != plan:
        write_json(layout.plan, plan)
    # They may be the work of hours, so that they are told of and not taken away.
    if share.number == 1 and (others := {path.stem for path in layout.portion("*").parent.glob("*.json")} - set(keys)):
        done.problems.append(f"{layout.out}: {len(others)} portions there are no longer of this input; dragoman load passes them over")
    if share.number > 1:
        done.met.clear()  # what was passed over is told by the first task, and only once
    done.portions, done.mine = len(keys), len(mine)
    return mine


class _Job:
    """One command's work on its shards."""

    def __init__(self, layout: Layout, executor: Executor, coder: Coder, again: bool, tell: Tell | None) -> None:
        self.done = Sharded()
        self._layout, self._executor, self._coder, self._again = layout, executor, coder, again
        self._tell = tell or (lambda done, total: None)
        self._known_of = 0
        self._counting = threading.Lock()  # an executor may fetch items, and so count what is done already, in a thread of its own

    def cut(self, cutter: Cutter, mine: list[Portion]) -> Iterator[Item]:
        """The shards of these portions that are still to be coded, as they come."""
        for marker in self._markers(cutter, mine):
            self.done.met.update(marker["met"])
            self.done.problems += marker["problems"]
            for one in marker["shards"]:
                self._known_of += one["reports"]
                if self._wanted(one["shard"], one["input"]):
                    yield one["shard"], one["input"]

    def _markers(self, cutter: Cutter, mine: list[Portion]) -> Iterator[dict[str, Any]]:
        if not self._executor.reads:
            yield from map(cutter, mine)
            return
        waiting = {portion.key: portion for portion in mine}
        tries: Counter[str] = Counter()
        while waiting:
            why = "its process died"
            try:
                for portion, marker in self._executor.map(cutter, list(waiting.values())):
                    if isinstance(marker, Died):
                        why = marker.why
                    else:
                        del waiting[portion.key]
                        yield marker
            except Broken as broken:
                why = str(broken)
            self.done.deaths += bool(waiting)
            tries.update(waiting.keys())
            for key in [key for key in waiting if tries[key] >= TRIES]:
                self.done.quarantined[key] = f"the portion could not be read, {TRIES} attempts failed: {why}"
                del waiting[key]

    def _wanted(self, name: str, given: str) -> bool:
        known = finished(self._layout, name, given, self._coder.run)
        if known is not None:
            self.done.known += 1
            self._take(known)
            return False
        if self._again:
            self._layout.quarantine(name).unlink(missing_ok=True)
            for note in attempts(self._layout, name):
                note.unlink(missing_ok=True)
        put_aside = read_json(self._layout.quarantine(name))
        if put_aside is not None and put_aside["input"] == given and put_aside["run_id"] == self._coder.run:
            self.done.quarantined[name] = put_aside["why"]
            return False
        return not self._given_up((name, given))

    def code(self, items: Iterable[Item]) -> None:
        """Codes them all, those whose process died again."""
        suspects = self._round(items)
        while suspects:
            # Each by itself: what dies now has itself to blame, whatever died beside it before.
            suspects = [again for item in suspects for again in self._round([item])]

    def _round(self, items: Iterable[Item]) -> list[Item]:
        """Hands all out; returns those that were under way when a process died."""
        again: list[Item] = []
        under_way: dict[str, Item] = {}
        waiting = self._noted(items, under_way)
        barren = 0
        while True:
            begun = self.done.coded, len(again)
            try:
                for item, result in self._executor.map(self._coder, waiting):
                    del under_way[item[0]]
                    if isinstance(result, Died):
                        again += self._died(item, result.why)
                    else:
                        self.done.coded += 1
                        self._take(result)
                return again
            except Broken as broken:
                told = str(broken)
            blamed = [item for item in under_way.values() if self._open_note(item[0]) is not None]
            again += [one for item in blamed for one in self._died(item, told)]
            rest = [item for item in under_way.values() if item not in blamed]
            barren = 0 if blamed or begun != (self.done.coded, len(again)) else barren + 1
            if barren >= TRIES:
                raise ShardError(f"the executor {self._executor.name!r} does not get to work: {told}")
            under_way.clear()
            waiting = self._noted(chain(rest, waiting), under_way)

    @staticmethod
    def _noted(items: Iterable[Item], under_way: dict[str, Item]) -> Iterator[Item]:
        for item in items:
            under_way[item[0]] = item
            yield item

    def _died(self, item: Item, why: str) -> list[Item]:
        self.done.deaths += 1
        self._note(item, why)
        return [] if self._given_up(item) else [item]

    def _open_note(self, name: str) -> Path | None:
        """The newest note of this command's attempts at a shard that does not say yet how it ended."""
        notes = [note for note in attempts(self._layout, name) if note.name.split(".")[1] == self._coder.token and not note.read_text("utf-8")]
        return notes[-1] if notes else None

    def _note(self, item: Item, why: str) -> None:
        """Say in the newest note of an attempt how it ended; without one the worker died before it began, which counts no less."""
        note = self._open_note(item[0]) or self._layout.attempts / f"{item[0]}.{self._coder.token}.0{len(attempts(self._layout, item[0]))}"
        note.write_text(why + "\n", "utf-8")

    def _given_up(self, item: Item) -> bool:
        name, given = item
        notes = attempts(self._layout, name)
        if len(notes) < TRIES:
            return False
        why = "; ".join(dict.fromkeys(note.read_text("utf-8").strip() or SILENT for note in notes))
        told = f"{len(notes)} attempts failed: {why}"
        write_json(self._layout.quarantine(name), {"shard": name, "input": given, "run_id": self._coder.run, "why": told})
        for note in notes:
            note.unlink(missing_ok=True)
        self.done.quarantined[name] = told
        return True

    def _take(self, marker: dict[str, Any]) -> None:
        with self._counting:
            self.done.counts.update(marker["counts"])
            self.done.seconds += marker["seconds"]
            self.done.bytes += sum(marker["bytes"].values())
            for pair, count in marker["uncoded"].items():
                language, _, reason = pair.partition("\t")
                self.done.uncoded[language, reason] += count
            self._tell(self.done.counts["reports"], self._known_of)

    def stopped(self) -> None:
        """Somebody stopped the command: attempts that it cut off are not the shards' fault."""
        self._executor.close()
        for note in self._layout.attempts.glob(f"*.{self._coder.token}.*"):
            if note.exists() and not note.read_text("utf-8"):
                note.unlink(missing_ok=True)
