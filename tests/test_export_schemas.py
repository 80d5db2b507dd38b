"""JSON Schemas and the codebook are made from the model and kept up to date."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings

from dragoman.export import arrow, codebook, schemas
from dragoman.export.tables import TABLES, table
from dragoman.knowledge import load
from dragoman.model import FORMATS, Reading, Unreadable, UsageError, columns, to_json
from dragoman.model.schema import walk
from dragoman.model.vocabulary import BLOCK_KINDS, EVENT_TYPES, PRECISIONS, STATUSES
from factories_record import reading, report
from strategies_record import model

jsonschema = pytest.importorskip("jsonschema")


def test_the_packaged_schemas_are_up_to_date(tmp_path: Path) -> None:
    written = schemas.write_schemas(tmp_path / "schemas")
    assert {path.stem for path in written} == set(FORMATS)
    for path in written:
        assert path.read_text("utf-8") == schemas.packaged(path.stem), f"{path.name}: run dragoman.export.schemas.write_schemas again"


@pytest.mark.parametrize("name", FORMATS)
def test_every_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schemas.packaged(name)))


def test_an_unknown_format_lists_the_known() -> None:
    with pytest.raises(UsageError, match="'event' is no format; known are report, code"):
        schemas.schema("event")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(model(Reading))
def test_any_reading_fits_the_schema_of_code(made: Reading) -> None:
    jsonschema.Draft202012Validator(schemas.schema("code")).validate(to_json(made))


def test_the_schema_of_code_refuses_what_the_contract_does_not_know() -> None:
    validator = jsonschema.Draft202012Validator(schemas.schema("code"))
    line = to_json(reading())
    validator.validate(line)
    assert not validator.is_valid(line | {"colour": "red"})
    assert not validator.is_valid(line | {"words": "many"})
    assert not validator.is_valid(to_json(Unreadable("r1", "cut off")))


def test_a_report_to_be_read_needs_only_id_and_text() -> None:
    validator = jsonschema.Draft202012Validator(schemas.schema("report"))
    validator.validate({"id": "r1", "text": "Talks."})
    validator.validate(to_json(report()) | {"desk": "foreign"})
    assert not validator.is_valid({"id": "r1"})


def test_statements_say_where_they_belong() -> None:
    assert [column.name for column in table("statements").added] == ["id", "report"]
    assert schemas.schema("statements")["required"][:2] == ["id", "report"]
    assert all(table(name).added == () for name in TABLES if name != "statements")


@pytest.mark.parametrize("name", FORMATS)
def test_the_codebook_tells_every_field_of_every_format(name: str) -> None:
    section = codebook._format(name)
    assert section in codebook.codebook()
    for path, column in walk(FORMATS[name]):
        assert f"| `{path}` |" in section
        assert column.doc.replace("|", "\\|") in section


def test_the_codebook_tells_every_closed_word() -> None:
    told = codebook.definitions()
    assert {name: tuple(words) for name, words in told.items()} == {
        "statuses": STATUSES,
        "blocks": BLOCK_KINDS,
        "precisions": PRECISIONS,
    }
    assert all(f"| `{word}` |" in codebook.codebook() for word in (*EVENT_TYPES, *STATUSES, *BLOCK_KINDS, *PRECISIONS))


def test_the_codebook_tells_every_mode_context_and_sector() -> None:
    ontology = load().ontology
    for name, modes in ontology.modes.items():
        for mode, meaning in modes.items():
            assert f"| `{name}` | `{mode}` | | " in codebook.codebook()
            assert meaning in codebook.codebook()
    assert all(f"| `{word}` | {meaning} |" in codebook.codebook() for word, meaning in (ontology.contexts | ontology.sectors).items())


def test_field_types_are_told_in_words() -> None:
    hints = {column.name: codebook.type_name(column.hint) for column in columns(FORMATS["reports"])}
    assert hints["near_duplicates"] == "list of text"
    assert hints["written"] == "object or null"


def test_a_cell_of_the_codebook_cannot_break_its_table() -> None:
    assert codebook._cell("a | b\nc") == "a \\| b c"


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_an_arrow_schema(name: str) -> None:
    assert arrow.schema(table(name).columns).names == [column.name for column in table(name).columns]


def test_a_hint_that_arrow_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="no Arrow type"):
        arrow.arrow_type(bytes)


def test_figures_of_several_forms_become_lists_of_numbers() -> None:
    hint = int | float | tuple[int | float, ...]
    assert arrow.arrow_type(hint) == pa.list_(pa.field("element", pa.float64(), nullable=False))
    assert [arrow.value(hint, plain) for plain in (2, 1.5, [2, 3], -(10**400))] == [[2.0], [1.5], [2.0, 3.0], [float("-inf")]]
