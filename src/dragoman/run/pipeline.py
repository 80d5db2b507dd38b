"""The whole reading of a report: components by name, one after the other. In: Reports; out: Readings, or Unreadables that say why not.

A report that trips a component up never takes the others in its batch with it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from dragoman.languages import Readers, read_aside
from dragoman.model import KnowledgeError, Reading, Report, Unreadable
from dragoman.model.working import CleanText, Working
from dragoman.run.components import Component, make
from dragoman.run.configuration import Configuration
from dragoman.run.finish import finish

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

READ_LANGUAGE = "en"
CODING = "code"  # the component behind which paragraphs in other languages are read and joined to the report
# Something is missing or wrong in the installation: no report is to blame, and reading on would find fault with every one.
FAULTS_OF_THE_PROGRAM = (ImportError, KnowledgeError)


class ComponentError(Exception):
    """What went wrong in which component, in one line."""

    def __init__(self, component: str, error: Exception) -> None:
        said = " ".join(str(error).split())
        super().__init__(f"reading failed in '{component}': {type(error).__name__}" + (f": {said}" if said else ""))


class Pipeline:
    """Reads reports. Loads knowledge and models when it is made, keeps nothing of what it reads.

    Args:
        configuration: which components; None for the usual ones.
        knowledge: what is known beforehand; None for what comes with the package and the configuration's own files.
    """

    def __init__(self, configuration: Configuration | None = None, knowledge: Knowledge | None = None) -> None:
        self.configuration = configuration or Configuration()
        if knowledge is None:
            from dragoman.knowledge import load

            knowledge = load(self.configuration.knowledge)
        self.knowledge = knowledge
        self.components = tuple(make(name, knowledge, self.configuration) for name in self.configuration.components)
        self._readers = Readers(knowledge)

    def read(self, report: Report) -> Reading | Unreadable:
        """The reading of one report, or why there is none; never raises for what is in a report (for a broken installation it does)."""
        return self.read_batch([report])[0]

    def read_batch(self, reports: Sequence[Report]) -> list[Reading | Unreadable]:
        """One reading a report, in the order given; the same as reading each alone, only faster."""
        readable = [report for report in reports if report.error is None]
        try:
            found: dict[int, Reading | Unreadable] = dict(zip(map(id, readable), self._read(readable), strict=True))
        except ComponentError:
            # Workings may be half filled now, so each report starts afresh, alone, and the faulty one names itself.
            found = {id(report): self._read_alone(report) for report in readable}
        return [found[id(report)] if report.error is None else Unreadable(report.id, report.error) for report in reports]

    def read_all(self, reports: Iterable[Report]) -> Iterator[tuple[Report, Reading | Unreadable]]:
        """Every report with its reading, in order, batched by the configuration's sizes."""
        for batch in batches(reports, self.configuration):
            yield from zip(batch, self.read_batch(batch), strict=True)

    def told(self) -> tuple[str, ...]:
        """What the components took of means outside this machine, one sentence each; nothing with the usual ones."""
        return tuple(line for component in self.components for line in component.told())

    def _read_alone(self, report: Report) -> Reading | Unreadable:
        try:
            return self._read([report])[0]
        except ComponentError as error:
            return Unreadable(report.id, str(error))

    def _read(self, reports: list[Report]) -> list[Reading | Unreadable]:
        workings = [Working(report, CleanText("", array("l", [0]), (), ())) for report in reports]
        for component in self.components:
            workings = _apply(component, workings)
            if component.name == CODING:
                workings = self._read_aside(workings)
        return [Unreadable(working.report.id, working.failed) if working.failed is not None else self._finish(working) for working in workings]

    def _read_aside(self, workings: list[Working]) -> list[Working]:
        try:
            return [read_aside(working, self._readers) for working in workings]
        except FAULTS_OF_THE_PROGRAM:
            raise
        except Exception as error:
            raise ComponentError("languages", error) from error

    def _finish(self, working: Working) -> Reading:
        try:
            return finish(working, self.knowledge)
        except Exception as error:
            raise ComponentError("finish", error) from error


def _apply(component: Component, workings: list[Working]) -> list[Working]:
    mine = [working for working in workings if not component.english_only or _is_read(working)]
    if not mine:
        return workings
    try:
        done = dict(zip(map(id, mine), component.apply(mine), strict=True))
    except FAULTS_OF_THE_PROGRAM:
        raise
    except Exception as error:
        raise ComponentError(component.name, error) from error
    return [done.get(id(working), working) for working in workings]


def _is_read(working: Working) -> bool:
    """In English, or with English paragraphs in it."""
    return working.language is None or working.language.split("-")[0].lower() == READ_LANGUAGE or bool(working.aside and working.clean.parts)


def batches(reports: Iterable[Report], configuration: Configuration) -> Iterator[list[Report]]:
    """Reports in lists of at most so many reports and characters; a report that is too long for any goes alone."""
    batch: list[Report] = []
    characters = 0
    for report in reports:
        if batch and (len(batch) >= configuration.batch_reports or characters + len(report.text) > configuration.batch_characters):
            yield batch
            batch, characters = [], 0
        batch.append(report)
        characters += len(report.text)
    if batch:
        yield batch
