"""The registry of components: a name in, a callable out that takes workings and hands them on. Nothing is loaded before it is asked for.

Further components can be named by an installed package in the entry point group `dragoman.components`: a factory like those here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import TYPE_CHECKING

from dragoman.model import UsageError
from dragoman.model.working import Working
from dragoman.run.configuration import Configuration

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

ENTRY_POINTS = "dragoman.components"


@dataclass(frozen=True, slots=True)
class Component:
    """One step of the reading.

    Attributes:
        name: as the configuration names it.
        apply: fills its part of each working and hands all of them on, in the same order.
        english_only: True if it is passed over for texts in another language.
        told: what a run took of means outside this machine, one sentence each, when the run is over.
    """

    name: str
    apply: Callable[[list[Working]], list[Working]]
    english_only: bool = True
    told: Callable[[], tuple[str, ...]] = tuple


Factory = Callable[["Knowledge", Configuration], Component]


def _clean(knowledge: Knowledge, configuration: Configuration) -> Component:
    from dragoman.clean import clean

    return Component("clean", lambda workings: [clean(working.report, knowledge) for working in workings], english_only=False)


def _parse(knowledge: Knowledge, configuration: Configuration) -> Component:
    from dragoman.parse import Parser

    return Component("parse", Parser(knowledge).parse_batch)


def _mention(knowledge: Knowledge, configuration: Configuration) -> Component:
    from dragoman.mentions import find

    return Component("mention", lambda workings: [find(working, knowledge) for working in workings])


def _code(knowledge: Knowledge, configuration: Configuration) -> Component:
    from dragoman.code import registry

    coder = registry[configuration.coder](configuration.llm)
    return Component("code", lambda workings: [coder(working, knowledge) for working in workings], told=getattr(coder, "told", tuple))


def _date(knowledge: Knowledge, configuration: Configuration) -> Component:
    from dragoman.date import date

    # Not for English only: a date of publication that came with the report holds in any language.
    return Component("date", lambda workings: [date(working, knowledge) for working in workings], english_only=False)


REGISTRY: Mapping[str, Factory] = MappingProxyType({"clean": _clean, "parse": _parse, "mention": _mention, "code": _code, "date": _date})


def make(name: str, knowledge: Knowledge, configuration: Configuration) -> Component:
    """The component of that name, ready to work.

    Raises:
        UsageError: if neither the registry nor an installed package has it.
    """
    factory = REGISTRY.get(name)
    if factory is None:
        found = next(iter(entry_points(group=ENTRY_POINTS, name=name)), None)
        if found is None:
            raise UsageError(f"there is no component {name!r}; known: {', '.join(REGISTRY)}")
        factory = found.load()
    return factory(knowledge, configuration)
