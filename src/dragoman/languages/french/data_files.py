"""The French data files. In: a file name of languages/french/data. Out: what it holds; each is read once by whoever asks, who keeps it."""

from __future__ import annotations

import csv
from importlib import resources
from typing import Any

from dragoman.knowledge.tables import parse_yaml

FOLDER = "languages/french/data"


def text_of(name: str) -> str:
    """A file's text."""
    return (resources.files("dragoman.languages.french") / "data" / name).read_text(encoding="utf-8")


def yaml_of(name: str) -> Any:
    """A YAML file.

    Raises:
        KnowledgeError: if it is no YAML, with file and line.
    """
    return parse_yaml(text_of(name), f"{FOLDER}/{name}")


def rows_of(name: str) -> list[dict[str, str]]:
    """A CSV file's rows."""
    return list(csv.DictReader(text_of(name).splitlines()))
