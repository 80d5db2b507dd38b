"""The compiled codec gives what the model's own functions give, for every class of every format."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model import FORMATS, Plover, When, from_json, to_json
from dragoman.record import codec
from strategies_record import model


@pytest.mark.parametrize("name", FORMATS)
def test_the_codec_agrees_with_the_model(name: str) -> None:
    cls = FORMATS[name]

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(model(cls))
    def agrees(value: Any) -> None:
        plain = codec.encode(value)
        assert repr(plain) == repr(to_json(value))  # repr tells 1 from 1.0, and the order of the fields
        assert repr(codec.decode(cls, plain)) == repr(from_json(cls, plain))

    agrees()


def test_a_field_that_an_older_program_did_not_write_gets_its_default() -> None:
    assert codec.decode(When, {"from": None}) == When()


def test_a_field_that_must_be_there_is_missed() -> None:
    with pytest.raises(TypeError, match="type"):
        codec.decode(Plover, {"mode": None})


@pytest.mark.parametrize("hint", [bytes, int | Plover, dict[str, int]])
def test_a_hint_that_the_codec_does_not_know_is_refused(hint: Any) -> None:
    with pytest.raises(TypeError, match="can't hold"):
        codec._convert(hint, codec._TO_JSON)


@given(st.one_of(st.integers(), st.floats(allow_nan=False), st.lists(st.integers(), min_size=2, max_size=2).map(tuple)))
def test_a_figure_keeps_its_form(value: Any) -> None:
    convert = codec._convert(int | float | tuple[int | float, ...], codec._FROM_JSON)
    assert convert is not None
    assert convert(list(value) if isinstance(value, tuple) else value) == value
