"""The languages that there are: those built in and those of installed packages. In: a language code. Out: its Language, or its name.

Nothing is loaded before it is asked for; a package that can't be loaded is told as missing, with its error.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import cast

from dragoman.languages.protocol import Language

ENTRY_POINTS = "dragoman.languages"


def _french() -> Language:
    from dragoman.languages.french import French

    return French()


BUILT_IN: Mapping[str, Callable[[], Language]] = MappingProxyType({"fr": _french})


@dataclass(frozen=True, slots=True)
class Known:
    """One line of the table of languages: `missing` says why it can't be read here, None if it can."""

    code: str
    name: str
    reads: str
    extra: str
    missing: str | None


@cache
def languages() -> Mapping[str, Language]:
    """All languages but English, by code; a package's own outranks a built-in one of the same code."""
    found = {code: make() for code, make in BUILT_IN.items()}
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda one: one.name):
        found[entry.name] = cast(Language, entry.load()())
    return MappingProxyType(found)


def known() -> list[Known]:
    """The table of languages, English first."""
    english = Known("en", "English", "everything", "", None)
    return [english, *(Known(one.code, one.name, one.reads, one.extra, one.missing()) for _, one in sorted(languages().items()))]


def models() -> tuple[str, ...]:
    """Name and version of the model of each language that can be read here."""
    return tuple(one.model() for _, one in sorted(languages().items()) if one.missing() is None)


@cache
def _names() -> Mapping[str, str]:
    source = resources.files("dragoman.languages") / "data" / "names.csv"
    return MappingProxyType({row["code"]: row["name"] for row in csv.DictReader(source.read_text(encoding="utf-8").splitlines())})


def language_name(code: str) -> str:
    """Its English name, or the code in quotes where we have none."""
    return _names().get(code, repr(code))
