"""Clues from what the world talked of only at some time: events, wars, treaties, groups, names of states, people in the news.

In: a Working. Out: Evidence of kind "thing". The register lies in data/things/*.csv, general knowledge put down by region; a line can be added without code.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.date.evidence import Evidence, quoted
from dragoman.date.rules import rules
from dragoman.model import Interval, KnowledgeError
from dragoman.model.working import Working

# What the register calls an entry -> the shape by which days outside its time are judged.
KINDS = {"event": "happening", "person": "newsmaker", "post": "post", "since": "vogue", "landmark": "thing", "span": "span", "fixture": "fixture"}
# People: told of as former holders of a post they say nothing of its days. So far before the name such words are looked for.
PEOPLE, _LOOK_BACK = frozenset({"person", "post"}), 45
COLUMNS = ["names", "kind", "from", "to", "what"]
# Between two names that mean the thing only together ("martial law & Yoon"), and how near to each other they stand.
TOGETHER, NEAR = " & ", 120
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Thing:
    """One entry: every name by which it goes, its kind, the days on which it was news or in use, and what it was."""

    names: tuple[str, ...]
    kind: str
    days: Interval
    what: str


@cache
def things() -> tuple[Thing, ...]:
    """The register. Raises: KnowledgeError, naming file and line, for an entry that can't be read."""
    folder = resources.files("dragoman.date") / "data" / "things"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".csv")), key=lambda file: file.name)
    return tuple(thing for file in files for thing in read_things(file.read_text(encoding="utf-8"), f"date/data/things/{file.name}"))


def read_things(text: str, source: str) -> Iterator[Thing]:
    """The entries of one file. Raises: KnowledgeError."""
    rows = csv.reader(text.splitlines())
    if next(rows, None) != COLUMNS:
        raise KnowledgeError(f"the columns must be {', '.join(COLUMNS)}", source=source, line=1)
    for number, row in enumerate(rows, 2):
        try:
            names, kind, first, last, what = row
            if kind not in KINDS or not what or not all(name.strip() for name in names.split("|")):
                raise ValueError("a name, one of the kinds, or what it was is missing")
            begins = Interval.parse(first)
            ends = Interval.parse(last).to if last else None if kind in ("since", "landmark") else begins.to
            if ends is not None and begins.from_ is not None and ends < begins.from_:
                raise ValueError("ends before it begins")
        except ValueError as error:
            raise KnowledgeError(f"{error}: {','.join(row)}", source=source, line=number) from error
        # An act of the night is of two days, by the clocks of two capitals.
        first_day = begins.shift(-1).from_ if kind == "event" else begins.from_
        yield Thing(tuple(names.split("|")), kind, Interval.between(first_day, ends), what)


@cache
def _by_first_word() -> dict[str, tuple[tuple[str, int], ...]]:
    """First word of a name -> (name, index of its thing)."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for index, thing in enumerate(things()):
        for name in thing.names:
            word = _WORD.search(name)
            if word is not None:
                found[word.group()].append((name, index))
    return {word: tuple(names) for word, names in found.items()}


def found_things(text: str) -> dict[int, list[tuple[int, int]]]:
    """Index of a thing -> where the text names it; a name inside a longer one that is found is not counted."""
    index = _by_first_word()
    spans: list[tuple[int, int, int]] = []
    for word in index.keys() & set(_WORD.findall(text)):
        for name, thing in index[word]:
            first, _, second = name.partition(TOGETHER)
            spans += [(start, end, thing) for start, end in _places(text, first) if not second or _beside(text, second, start, end)]
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    reach = 0
    for start, end, thing in sorted(spans, key=lambda span: (span[0], -span[1], span[2])):
        if end > reach:
            found[thing].append((start, end))
            reach = max(reach, end)
    return found


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where the text has the name as whole words."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            yield at, end
        at = text.find(name, end)


def _beside(text: str, name: str, start: int, end: int) -> bool:
    """The other name of a pair stands near the first, in the same line and not beyond a full stop."""
    before = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start), start - NEAR, 0)
    stops = [at for at in (text.find("\n", end), text.find(". ", end)) if at >= 0]
    return next(_places(text[before : min([*stops, end + NEAR])], name), None) is not None


def thing_clues(working: Working) -> list[Evidence]:
    """One piece of evidence for each thing or newsmaker named."""
    out = []
    register = things()
    for index, spans in sorted(found_things(working.clean.text).items()):
        thing = register[index]
        if thing.kind in PEOPLE and all(rules().past_office.search(working.clean.text, max(0, first - _LOOK_BACK), first) for first, _ in spans):
            continue
        start, end = quoted(working, *spans[0])
        weight = rules().often ** (min(len(spans), 4) - 1)
        shape = KINDS[thing.kind] if thing.days.to else "thing"
        until = f" to {thing.days.to.isoformat()}" if thing.days.to else ""
        says = f"{thing.names[0]} ({thing.what}): {'since' if not until else 'from'} {thing.days.from_ and thing.days.from_.isoformat()}{until}"
        out.append(Evidence("thing", start, end, says, (thing.days,), shape, weight))
    return out
