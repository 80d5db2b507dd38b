"""Processor time of each component of the reading and of its larger steps, for `make bench`.

In: a pipeline and reports. Out: seconds by name; a step's name is that of its component, a stroke and its own.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from dragoman.model import Report

if TYPE_CHECKING:
    from dragoman.run import Pipeline

# Component, step, and the function (or method) that does it, as the module that calls it names it.
STEPS = (
    ("parse", "sentences", "dragoman.parse.parser", "split"),
    ("parse", "gate", "dragoman.parse.parser", "Parser._chosen"),
    ("parse", "tokens, tags, tree, lemmas", "dragoman.parse.parser", "Parser._parse_sentences"),
    ("parse", "names (ner)", "dragoman.parse.parser", "Parser._name"),
    ("parse", "plain words", "dragoman.parse.parser", "Parser._plant"),
    ("mention", "marks", "dragoman.mentions.finding", "_scenes"),
    ("mention", "persons", "dragoman.mentions.finding", "full_names"),
    ("mention", "short names", "dragoman.mentions.finding", "short_names"),
    ("mention", "groups", "dragoman.mentions.finding", "groups"),
    ("mention", "other names", "dragoman.mentions.finding", "names"),
    ("mention", "descriptions, pronouns", "dragoman.mentions.finding", "Walk.run"),
    ("mention", "places", "dragoman.mentions.finding", "places"),
    ("mention", "times", "dragoman.mentions.finding", "find_times"),
    ("code", "who says what", "dragoman.code.coder", "sayings"),
    ("code", "words of the lexicon", "dragoman.code.coder", "propose"),
    ("code", "head judges", "dragoman.code.head.scorer", "Head.judge"),
    ("code", "head proposes", "dragoman.code.head.scorer", "Head.propose"),
    ("code", "drafts", "dragoman.code.coder", "_Coder._draft"),
)
REST = "finish"


def costs(pipeline: Pipeline, reports: Sequence[Report], clock: Callable[[], float] = time.process_time) -> dict[str, float]:
    """Seconds of each component and step over one reading of the reports, in the pipeline's order; `finish` is all that is no component's.

    A step that the installed program does not have (a component may be another's) is left out.
    """
    spent: dict[str, float] = defaultdict(float)
    own = pipeline.components
    pipeline.components = tuple(replace(one, apply=_timed(one.apply, one.name, spent, clock)) for one in own)
    try:
        with _watched(spent, clock):
            before = clock()
            for _ in pipeline.read_all(reports):
                pass
            whole = clock() - before
    finally:
        pipeline.components = own
    names = [one.name for one in own]
    steps = {name: [f"{name}/{step}" for component, step, _, _ in STEPS if component == name] for name in names}
    found = {key: spent[key] for name in names for key in (name, *steps[name]) if key in spent}
    found[REST] = whole - sum(spent[name] for name in names)
    return found


def _timed(work: Callable[..., Any], name: str, spent: dict[str, float], clock: Callable[[], float]) -> Callable[..., Any]:
    def run(*arguments: Any, **named: Any) -> Any:
        before = clock()
        try:
            return work(*arguments, **named)
        finally:
            spent[name] += clock() - before

    return run


@contextmanager
def _watched(spent: dict[str, float], clock: Callable[[], float]) -> Iterator[None]:
    """Puts a clock around each step, and takes it away again."""
    changed: list[tuple[Any, str, Any]] = []
    for component, step, module, path in STEPS:
        holder: Any = import_module(module)
        *outer, name = path.split(".")
        for one in outer:
            holder = getattr(holder, one, None)
        work = getattr(holder, name, None)
        if work is not None:
            changed.append((holder, name, work))
            setattr(holder, name, _timed(work, f"{component}/{step}", spent, clock))
    try:
        yield
    finally:
        for holder, name, work in changed:
            setattr(holder, name, work)
