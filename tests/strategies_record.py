"""Hypothesis strategies for any class of the model, made from its schema: what the types allow, in all its ugliness."""

from __future__ import annotations

import types
import typing
from dataclasses import is_dataclass
from datetime import date
from typing import Any, TypeVar

from hypothesis import strategies as st

from dragoman.model.schema import Column, columns

T = TypeVar("T")

# Lone surrogates, NUL and noncharacters too: JSON lines can hold them all.
TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
SMALL = st.integers(-(2**63), 2**63 - 1)  # what an integer column holds


def model(cls: type[T], **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Objects of a model class.

    Args:
        fixed: strategies for single attributes.
    """
    parts = {column.attribute: fixed.get(column.attribute, _of_column(column)) for column in columns(cls)}
    return st.builds(cls, **parts)


def _of_column(column: Column) -> st.SearchStrategy[Any]:
    if column.enum is not None:
        return st.sampled_from(column.enum)
    return _of_hint(column.hint)


def _of_hint(hint: Any) -> st.SearchStrategy[Any]:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return st.one_of([_of_hint(option) for option in typing.get_args(hint)])
    if origin is tuple:
        return st.lists(_of_hint(typing.get_args(hint)[0]), max_size=2).map(tuple)
    if is_dataclass(hint):
        return model(typing.cast(type[Any], hint))
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXT,
        int: SMALL,
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        date: st.dates(),
        type(None): st.none(),
    }
    return simple[hint]
