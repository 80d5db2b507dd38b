"""Reading of the package's own data files: tables (plain or gzipped, tab- or comma-separated) and YAML with line numbers.

Goes in: a file name under knowledge/data. Comes out: rows as dicts or lists, or the YAML's data.
"""

from __future__ import annotations

import csv
import gzip
import io
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from dragoman.model import KnowledgeError

_PACKAGE = "dragoman.knowledge"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times faster; both give the same data


def raw(name: str) -> bytes:
    """The bytes of a data file as they are."""
    try:
        return resources.files(_PACKAGE).joinpath("data", name).read_bytes()
    except FileNotFoundError as error:
        raise KnowledgeError("the data file is missing; build it with `python -m dragoman.knowledge.build`", source=name) from error


def text(name: str) -> str:
    """The text of a data file, unzipped if its name ends in .gz."""
    held = raw(name)
    return (gzip.decompress(held) if name.endswith(".gz") else held).decode("utf-8")


def rows(name: str) -> list[list[str]]:
    """Rows of a gzipped tab-separated file without its header; cells hold no tabs or line ends."""
    return [line.split("\t") for line in text(name).splitlines()[1:]]


def records(name: str) -> list[dict[str, str]]:
    """Rows of a CSV file as dicts by its header."""
    return list(csv.DictReader(io.StringIO(text(name))))


def yaml_data(name: str) -> Any:
    """The data of a YAML file.

    Raises:
        KnowledgeError: if it is not valid YAML, naming the line.
    """
    return parse_yaml(text(name), name)


def parse_yaml(source: str, name: str) -> Any:
    """The data of YAML text; `name` is used in errors."""
    try:
        return yaml.load(source, Loader=_Loader)
    except yaml.YAMLError as error:
        raise _yaml_error(error, name) from error


def _yaml_error(error: yaml.YAMLError, name: str) -> KnowledgeError:
    mark = getattr(error, "problem_mark", None)
    return KnowledgeError(f"not valid YAML: {getattr(error, 'problem', error)}", source=name, line=mark.line + 1 if mark else None)


class _LineLoader(yaml.SafeLoader):
    """Puts the 1-based line of every mapping under `__line__`, those of its keys under `__lines__`."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=True)
        mapping["__line__"] = node.start_mark.line + 1
        mapping["__lines__"] = {key.value: key.start_mark.line + 1 for key, _ in node.value}
        return mapping


def yaml_with_lines(path: Path) -> Any:
    """The data of a user's YAML file; every mapping holds its line under `__line__` and its keys' under `__lines__`.

    Raises:
        KnowledgeError: if the file can't be read or is not valid YAML.
    """
    try:
        source = path.read_text("utf-8")
    except OSError as error:
        raise KnowledgeError(f"can't be read: {error.strerror}", source=str(path)) from error
    except UnicodeDecodeError as error:
        raise KnowledgeError("is not UTF-8 text; save it as UTF-8", source=str(path)) from error
    return lines_of_yaml(source, str(path))


def lines_of_yaml(source: str, name: str) -> Any:
    """The data of YAML text, every mapping with its line; `name` is used in errors."""
    try:
        return yaml.load(source, Loader=_LineLoader)
    except yaml.YAMLError as error:
        raise _yaml_error(error, name) from error
