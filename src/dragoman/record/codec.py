"""Model objects to plain JSON values and back, compiled once for each class from its schema.

Equal in all it gives to `model.to_json` and `model.from_json` (a test holds them together), but some eight times faster, as it looks at the
types once and not at every value; and it trusts what the record itself has written. A field that an older program did not write yet gets
its default.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Hashable
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, Union

from dragoman.model import columns

T = TypeVar("T")
Convert = Callable[[Any], Any]


def encode(value: Any) -> dict[str, Any]:
    """The plain values of a model object, as `to_json` gives them."""
    plain: dict[str, Any] = _encoder(typing.cast(Hashable, type(value)))(value)
    return plain


def decode(cls: type[T], plain: dict[str, Any]) -> T:
    """The model object of plain values that `encode` gave."""
    return typing.cast(T, _decoder(typing.cast(Hashable, cls))(plain))


@cache
def _encoder(cls: Hashable) -> Convert:
    fields = [(column.name, column.attribute, _convert(column.hint, _TO_JSON), column.omit_if_none) for column in columns(typing.cast(type[Any], cls))]

    def convert(value: Any) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        for name, attribute, inner, omit in fields:
            item = getattr(value, attribute)
            if item is None:
                if not omit:
                    plain[name] = None
            else:
                plain[name] = item if inner is None else inner(item)
        return plain

    return convert


@cache
def _decoder(cls: Hashable) -> Convert:
    make = typing.cast(type[Any], cls)
    fields = [(column.name, column.attribute, _convert(column.hint, _FROM_JSON)) for column in columns(make)]

    def convert(plain: dict[str, Any]) -> Any:
        arguments = {}
        for name, attribute, inner in fields:
            if name in plain:
                item = plain[name]
                arguments[attribute] = item if inner is None or item is None else inner(item)
        return make(**arguments)

    return convert


class _Way:
    """One direction: how lists, dates, numbers and objects of a class are converted; None where a value stays as it is."""

    def __init__(self, sequence: type[Any], day: Convert, number: Convert | None, of_class: Callable[[Hashable], Convert]) -> None:
        self.sequence, self.day, self.number, self.of_class = sequence, day, number, of_class


_TO_JSON = _Way(list, date.isoformat, None, _encoder)
_FROM_JSON = _Way(tuple, date.fromisoformat, float, _decoder)


def _convert(hint: Any, way: _Way) -> Convert | None:
    """What converts a value of this type hint that is not None; None if it stays as it is.

    Raises:
        TypeError: for a hint that the model doesn't use so far.
    """
    options = [option for option in _options(hint) if option is not type(None)]
    if len(options) > 1:
        return _convert_union(options, way)
    only = options[0]
    if typing.get_origin(only) is tuple:
        inner, sequence = _convert(typing.get_args(only)[0], way), way.sequence
        return sequence if inner is None else lambda items: sequence(map(inner, items))
    if is_dataclass(only):
        return way.of_class(typing.cast(Hashable, only))
    if only is date:
        return way.day
    if only is float:
        return way.number
    if only in (str, int, bool):
        return None
    raise TypeError(f"the record can't hold {only!r}")


def _convert_union(options: list[Any], way: _Way) -> Convert | None:
    """Unions of plain values, and of lists of plain values: no union of the model needs more."""
    listed = [option for option in options if typing.get_origin(option) is tuple]
    plain = [option for option in options if option not in listed] + [inner for option in listed for inner in _options(typing.get_args(option)[0])]
    if not set(plain) <= {str, int, float, bool}:
        raise TypeError(f"the record can't hold {options!r}")
    return (lambda item: way.sequence(item) if isinstance(item, (list, tuple)) else item) if listed else None


def _options(hint: Any) -> tuple[Any, ...]:
    return typing.get_args(hint) if typing.get_origin(hint) in (Union, types.UnionType) else (hint,)
