"""The codebook: every format with every field, its type and the values allowed, and the closed words with their meanings. Markdown.

In: the model's schema, the ontology, and one-line definitions in data/definitions.yaml. Out: the same text for the same version of these.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, Union

import yaml

from dragoman.export.layouts import layout
from dragoman.export.tables import TABLES, table
from dragoman.knowledge import load
from dragoman.knowledge.ontology import Ontology
from dragoman.model import FORMATS
from dragoman.model.schema import Column, walk
from dragoman.model.vocabulary import BLOCK_KINDS, EVENT_TYPES, PRECISIONS, STATUSES

INTRODUCTION = """\
# Codebook

Made from the program's own schema by `dragoman.export.codebook`; don't edit it by hand.

Dates are ISO 8601. Offsets count Unicode code points of the report's `text` as given and are half-open. Countries are ISO 3166-1 alpha-3,
with KOS, PSE and HKG; organisations go by their usual short name (EUR, UNO, NATO ...). A field is always there, null or an empty list where
nothing is known, unless the table says that it may be left out.

The same tables come in three shapes. **JSON lines** (`.jsonl`) is the exact one. **Parquet** has the same fields with nested types; a figure
that may be a range is a list of one or two numbers, and the values of a divergence are text. **CSV** has one cell a field: null is an empty
cell, lists and objects are JSON, `true` and `false` are in lower case, and text that a spreadsheet could take for a formula (it begins with
`=`, `+`, `-`, `@`, a tab or a line break) has an apostrophe in front, which programs should take off.
"""

# What stands above each format's table.
HEADINGS: Mapping[str, str] = {
    "report": "What goes in: one report, as JSON lines. Only `id` and `text` are required.",
    "code": "What `dragoman code` writes: one reading a report, a line each.",
    "unreadable": "The line of `dragoman code` for a report that can't be read.",
    "events": "Resolved events.",
    "event_reports": "What single sentences say happened; also under `events` in a line of `dragoman code`.",
    "statements": "Who is said to have said what; also under `statements` in a line of `dragoman code`, there without `id` and `report`.",
    "stories": "Groups of reports that tell of the same thing.",
    "trips": "Journeys with their stops.",
    "divergences": "Where independent origins differ.",
    "followups": "What came of requests, offers, threats, plans and attempts at contact.",
    "reports": "The reports as the record holds them.",
    "actors": "Everybody who acts, is acted upon or speaks.",
    "judgements": "Edges that hold clusters together or keep them apart, by the program or by people.",
    "corrections": "People's words on the fields of events.",
}


@cache
def codebook() -> str:
    """The whole codebook as Markdown."""
    sections = [INTRODUCTION, *(_format(name) for name in FORMATS), *_words()]
    return "\n".join(sections)


@cache
def layout_codebook(kind: str) -> str:
    """The codebook of a kind that has columns of its own, as Markdown, with the words that stand in them."""
    told = layout(kind)
    lines = [f"# Codebook: {told.title}", "", told.about, "", "| column | what it holds |", "|---|---|"]
    lines += [f"| `{name}` | {_cell(doc)} |" for name, doc in told.columns.items()]
    return "\n".join(lines) + "\n\n" + "\n".join(_words())


@cache
def page(markdown: str, title: str = "Codebook") -> str:
    """Markdown as one HTML page that needs no other file; HTML in it is shown, not obeyed."""
    from markdown_it import MarkdownIt

    style = (files("dragoman.export") / "data" / "codebook.css").read_text("utf-8")
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{style}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def _format(name: str) -> str:
    title = f"{name}.jsonl, {name}.parquet, {name}.csv" if name in TABLES else name
    lines = ["| field | type | allowed | meaning |", "|---|---|---|---|"]
    lines += [_line(path, column) for path, column in _fields(name)]
    return f"## {title}\n{HEADINGS[name]}\n\n" + "\n".join(lines) + "\n"


def _fields(name: str) -> Iterator[tuple[str, Column]]:
    if name in TABLES:
        yield from ((column.name, column) for column in table(name).added)
    yield from walk(FORMATS[name])


def _line(path: str, column: Column) -> str:
    told = type_name(column.hint) + ("; may be left out" if column.omit_if_none else "")
    allowed = ", ".join(f"`{word}`" for word in column.enum or ())
    return f"| `{path}` | {_cell(told)} | {allowed} | {_cell(column.doc)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def type_name(hint: Any) -> str:
    """A type hint of the model in words: "list of text", "integer or null"."""
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        return " or ".join(type_name(option) for option in typing.get_args(hint))
    if origin is tuple:
        return f"list of {type_name(typing.get_args(hint)[0])}"
    if is_dataclass(hint):
        return "object"
    return {str: "text", int: "integer", float: "number", bool: "true/false", date: "date", type(None): "null"}[hint]


def _words() -> Iterator[str]:
    told = definitions()
    ontology = load().ontology
    yield f"## Event types and modes (PLOVER 2.0)\n{ontology.credit}\n\n" + _types(ontology)
    yield "## Contexts (PLOVER 2.0)\n" + _glossary("context", tuple(ontology.contexts), ontology.contexts)
    yield "## Sectors (PLOVER 2.0)\n" + _glossary("sector", tuple(ontology.sectors), ontology.sectors)
    yield "## Status\n" + _glossary("status", STATUSES, told["statuses"])
    yield "## Kinds of block\n" + _glossary("kind", BLOCK_KINDS, told["blocks"])
    yield "## Precision of dates\n" + _glossary("precision", PRECISIONS, told["precisions"])


@cache
def definitions() -> dict[str, dict[str, str]]:
    """The one-line definitions, by list and word."""
    text = (files("dragoman.export") / "data" / "definitions.yaml").read_text("utf-8")
    return typing.cast(dict[str, dict[str, str]], yaml.safe_load(text))


def _types(ontology: Ontology) -> str:
    lines = ["| type | mode | quad class | score | meaning |", "|---|---|---|---|---|"]
    for name in EVENT_TYPES:
        lines.append(f"| `{name}` | | {ontology.quad(name)} | {_score(ontology.score(name))} | {_cell(ontology.types[name])} |")
        for mode, meaning in ontology.modes[name].items():
            lines.append(f"| `{name}` | `{mode}` | | {_score(ontology.score(name, mode))} | {_cell(meaning)} |")
    legend = "Quad classes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. Scores run from -10 to 10.\n\n"
    return legend + "\n".join(lines) + "\n"


def _score(score: float | None) -> str:
    return "none" if score is None else f"{score:g}"


def _glossary(head: str, words: Sequence[str], told: Mapping[str, str]) -> str:
    lines = [f"| {head} | meaning |", "|---|---|", *(f"| `{word}` | {_cell(told[word])} |" for word in words)]
    return "\n".join(lines) + "\n"
