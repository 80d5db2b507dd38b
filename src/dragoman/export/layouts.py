"""The columns of the kinds that follow other data sets: their names in order and what we put into them, out of data/layouts/KIND.yaml."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from dragoman.model import KnowledgeError
from dragoman.model.vocabulary import EVENT_TYPES


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind's columns.

    Attributes:
        title, about: what the kind is called, and what a row is.
        columns: name -> what we put into it, in order.
    """

    title: str
    about: str
    columns: Mapping[str, str]

    def cells(self, row: Mapping[str, Any]) -> list[Any]:
        """The row's values in the order of the columns.

        Raises:
            KeyError: if the row lacks a column.
            ValueError: if it has one that the layout doesn't know.
        """
        unknown = row.keys() - self.columns.keys()
        if unknown:
            raise ValueError(f"no column of {self.title}: {', '.join(sorted(unknown))}")
        return [row[name] for name in self.columns]


@cache
def layout(kind: str) -> Layout:
    """The layout of a kind.

    Raises:
        KnowledgeError: if the file has a column twice or one without a meaning.
    """
    name = f"layouts/{kind}.yaml"
    data = yaml.safe_load(_text(name))
    columns: dict[str, str] = {}
    for entry in data["columns"]:
        if entry["name"] in columns or not entry.get("doc"):
            raise KnowledgeError(f"column {entry['name']!r} stands there twice or says nothing of what it holds", source=name)
        columns[entry["name"]] = entry["doc"]
    if "each_type" in data:
        columns |= {type_.lower(): data["each_type"] for type_ in EVENT_TYPES}
    return Layout(data["title"], data["about"], columns)


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this room's data."""
    return list(csv.DictReader(_text(name).splitlines()))


def _text(name: str) -> str:
    return (files("dragoman.export") / "data" / name).read_text("utf-8")
