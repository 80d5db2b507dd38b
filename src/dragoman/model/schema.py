"""One schema for all: from the dataclasses come JSON (both ways), JSON Schema, column lists and the codebook's tables."""

from __future__ import annotations

import types
import typing
from collections.abc import Hashable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, Union

from dragoman.model import judgements, reading, report, resolved

T = TypeVar("T")

# The formats of the contract: file or command -> the dataclass of one line.
FORMATS: dict[str, type[Any]] = {
    "report": report.Report,
    "code": reading.Reading,
    "unreadable": reading.Unreadable,
    "events": resolved.Event,
    "event_reports": reading.EventReport,
    "statements": reading.Statement,
    "stories": resolved.Story,
    "trips": resolved.Trip,
    "divergences": resolved.Divergence,
    "followups": resolved.FollowUp,
    "reports": resolved.ReportRow,
    "actors": resolved.ActorRow,
    "judgements": judgements.Judgement,
    "corrections": judgements.Correction,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a format."""

    name: str
    attribute: str
    hint: Any
    doc: str
    enum: tuple[str, ...] | None
    required: bool
    omit_if_none: bool


def columns(cls: type[Any]) -> tuple[Column, ...]:
    """The fields of a dataclass with their public names (`from_` is `from`) and type hints resolved."""
    return _columns(typing.cast(Hashable, cls))


@cache
def _columns(cls: Hashable) -> tuple[Column, ...]:
    hints = typing.get_type_hints(cls)
    return tuple(
        Column(
            name=item.name.rstrip("_"),
            attribute=item.name,
            hint=hints[item.name],
            doc=str(item.metadata.get("doc", "")),
            enum=item.metadata.get("enum"),
            required=item.default is MISSING and item.default_factory is MISSING,
            omit_if_none=bool(item.metadata.get("omit_if_none", False)),
        )
        for item in fields(typing.cast(Any, cls))
    )


def to_json(value: Any) -> Any:
    """Plain lists, dicts, strings and numbers for any model object; dates as ISO 8601."""
    if is_dataclass(value) and not isinstance(value, type):
        out = {}
        for column in columns(type(value)):
            item = getattr(value, column.attribute)
            if item is None and column.omit_if_none:
                continue
            out[column.name] = to_json(item)
        return out
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_json(cls: type[T], value: Any) -> T:
    """The model object that `to_json` wrote.

    Raises:
        ValueError: if a required field is missing or a value does not fit.
    """
    return typing.cast(T, _read(cls, value, cls.__name__))


def _read(hint: Any, value: Any, where: str) -> Any:
    if hint is Any:
        return value
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        options = typing.get_args(hint)
        if value is None and type(None) in options:
            return None
        return _read_union([option for option in options if option is not type(None)], value, where)
    if origin is tuple:
        if not isinstance(value, (list, tuple)):
            raise ValueError(f"{where}: a list was expected")
        inner = typing.get_args(hint)[0]
        return tuple(_read(inner, item, where) for item in value)
    if is_dataclass(hint):
        if not isinstance(value, dict):
            raise ValueError(f"{where}: an object was expected")
        return _read_object(typing.cast(type[Any], hint), value, where)
    if hint is date:
        return date.fromisoformat(str(value)[:10])
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(hint, type) and (not isinstance(value, hint) or (isinstance(value, bool) and hint is not bool)):
        raise ValueError(f"{where}: {hint.__name__} was expected, found {type(value).__name__}")
    return value


def _read_union(options: list[Any], value: Any, where: str) -> Any:
    for option in options:
        try:
            return _read(option, value, where)
        except ValueError:
            continue
    raise ValueError(f"{where}: no form of it fits {value!r}")


def _read_object(cls: type[Any], value: dict[str, Any], where: str) -> Any:
    arguments = {}
    for column in columns(cls):
        if column.name in value:
            arguments[column.attribute] = _read(column.hint, value[column.name], f"{where}.{column.name}")
        elif column.omit_if_none or not column.required:
            continue
        else:
            raise ValueError(f"{where}: {column.name} is missing")
    return cls(**arguments)


def json_schema(cls: type[Any]) -> dict[str, Any]:
    """JSON Schema (2020-12) of one line of a format."""
    definitions: dict[str, Any] = {}
    schema = _object_schema(cls, definitions)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = cls.__name__
    if definitions:
        schema["$defs"] = dict(sorted(definitions.items()))
    return schema


def _object_schema(cls: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    properties, required = {}, []
    for column in columns(cls):
        shape = _shape(column.hint, definitions)
        if column.enum is not None:
            _restrict(shape, column.enum)
        properties[column.name] = {**shape, "description": column.doc}
        # `to_json` always writes a field, save those omitted when empty.
        if not column.omit_if_none:
            required.append(column.name)
    lines = (cls.__doc__ or "").strip().splitlines()
    return {
        "type": "object",
        "description": lines[0] if lines else "",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _restrict(shape: dict[str, Any], enum: tuple[str, ...]) -> None:
    kinds = shape.get("anyOf", [shape])
    for kind in kinds:
        if kind.get("type") == "string":
            kind["enum"] = list(enum)


def _shape(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_shape(option, definitions) for option in typing.get_args(hint)]}
    if origin is tuple:
        return {"type": "array", "items": _shape(typing.get_args(hint)[0], definitions)}
    if is_dataclass(hint):
        cls = typing.cast(type[Any], hint)
        if cls.__name__ not in definitions:
            definitions[cls.__name__] = {}
            definitions[cls.__name__] = _object_schema(cls, definitions)
        return {"$ref": f"#/$defs/{cls.__name__}"}
    if hint is date:
        return {"type": "string", "format": "date"}
    simple = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
    return {"type": simple[hint]} if hint in simple else {}


def walk(cls: type[Any], prefix: str = "") -> Iterator[tuple[str, Column]]:
    """Every field of a format with its dotted path, nested ones included; for the codebook."""
    for column in columns(cls):
        path = f"{prefix}{column.name}"
        yield path, column
        for inner in _dataclasses_in(column.hint):
            yield from walk(inner, f"{path}." if typing.get_origin(column.hint) is not tuple else f"{path}[].")


def _dataclasses_in(hint: Any) -> list[type[Any]]:
    if is_dataclass(hint):
        return [typing.cast(type[Any], hint)]
    return [cls for option in typing.get_args(hint) if option is not Ellipsis for cls in _dataclasses_in(option)]
