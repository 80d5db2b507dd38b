"""Arrow types out of the model's schema, and plain rows into what Arrow takes.

Where the model allows several forms Arrow has room for one: a figure that may be a range is a list of one or two numbers,
a value that may be text or a number is text.
"""

from __future__ import annotations

import math
import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import is_dataclass
from datetime import date
from functools import cache, partial
from typing import Any, Union

import pyarrow as pa

from dragoman.model.schema import Column, columns
from dragoman.record.rows import storable


def schema(table_columns: Sequence[Column]) -> pa.Schema:
    """The Arrow schema of a table; each field carries its line of the codebook as metadata `doc`."""
    return pa.schema([_field(column) for column in table_columns])


def row(table_columns: Sequence[Column], plain: dict[str, Any]) -> dict[str, Any]:
    """A row of plain JSON values as Arrow takes it."""
    return {column.name: value(column.hint, plain.get(column.name)) for column in table_columns}


def _field(column: Column) -> pa.Field:
    return pa.field(column.name, arrow_type(column.hint), nullable=type(None) in _options(column.hint), metadata={"doc": column.doc})


def arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of a type hint of the model.

    Raises:
        TypeError: for a hint that the model doesn't use so far.
    """
    options = [option for option in _options(hint) if option is not type(None)]
    if len(options) > 1:
        return _one_for_all(options)
    only = options[0]
    if typing.get_origin(only) is tuple:
        inner = typing.get_args(only)[0]
        return pa.list_(pa.field("element", arrow_type(inner), nullable=type(None) in _options(inner)))
    if is_dataclass(only):
        return pa.struct([_field(column) for column in columns(typing.cast(type[Any], only))])
    simple = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}
    if only not in simple:
        raise TypeError(f"no Arrow type for {only!r}")
    return simple[only]


def _one_for_all(options: Sequence[Any]) -> pa.DataType:
    if any(typing.get_origin(option) is tuple for option in options):
        return pa.list_(pa.field("element", pa.float64(), nullable=False))
    return pa.string() if str in options else pa.float64()


def _options(hint: Any) -> tuple[Any, ...]:
    return typing.get_args(hint) if typing.get_origin(hint) in (Union, types.UnionType) else (hint,)


def value(hint: Any, plain: Any) -> Any:
    """A plain JSON value of this type hint as Arrow takes it."""
    return None if plain is None else _converter(hint)(plain)


@cache
def _converter(hint: Any) -> Callable[[Any], Any]:
    """What makes plain values of a type hint into Arrow's; the types are looked at once, not at every value."""
    options = [option for option in _options(hint) if option is not type(None)]
    if len(options) > 1:
        return _converter_to_one_form(options)
    only = options[0]
    if typing.get_origin(only) is tuple:
        inner = _converter(typing.get_args(only)[0])
        return lambda items: [None if item is None else inner(item) for item in items]
    if is_dataclass(only):
        return partial(row, columns(typing.cast(type[Any], only)))
    return {date: date.fromisoformat, str: storable}.get(only, lambda plain: plain)


def _converter_to_one_form(options: Sequence[Any]) -> Callable[[Any], Any]:
    if any(typing.get_origin(option) is tuple for option in options):
        return lambda plain: [_float(number) for number in (plain if isinstance(plain, list) else [plain])]
    return (lambda plain: storable(str(plain))) if str in options else _float


def _float(number: int | float) -> float:
    try:
        return float(number)
    except OverflowError:  # a text may hold a figure of any length
        return math.inf if number > 0 else -math.inf
