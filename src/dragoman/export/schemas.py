"""JSON Schemas of every format, one file each. The packaged copies under data/schemas are made by `write_schemas`; a test holds them up to date."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from dragoman.export.tables import TABLES, table
from dragoman.model import FORMATS, UsageError, columns, json_schema


def schema(name: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of one line of a format.

    Raises:
        UsageError: if there is no such format; the message lists them.
    """
    if name not in FORMATS:
        raise UsageError(f"{name!r} is no format; known are {', '.join(FORMATS)}")
    made = json_schema(FORMATS[name])
    if name == "report":  # what people write, not what the program writes: much may be left out, and more may be there
        made["required"] = [column.name for column in columns(FORMATS[name]) if column.required]
        del made["additionalProperties"]
    if name in TABLES:
        added = table(name).added
        made["properties"] = {column.name: {"type": "string", "description": column.doc} for column in added} | made["properties"]
        made["required"] = [column.name for column in added] + made["required"]
    return made


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write NAME.json for every format into a folder, which is made if there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in FORMATS:
        path = folder / f"{name}.json"
        path.write_text(json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(path)
    return tuple(written)


@cache
def packaged(name: str) -> str:
    """The text of a schema as it comes with the package."""
    return (files("dragoman.export") / "data" / "schemas" / f"{name}.json").read_text("utf-8")
