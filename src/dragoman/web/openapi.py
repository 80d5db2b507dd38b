"""The API as OpenAPI tells it: every address with its parameters, the envelope of answers and that of errors. In: pages; out: parts of the document."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from dragoman.model.vocabulary import EVENT_TYPES, STANCES, STATUSES
from dragoman.web.page import AS_OF, Page, Parameter
from dragoman.web.settings import Settings

# What can come back instead of an answer, and when.
ERRORS = {
    400: "It can't be asked so: an unknown parameter (the known ones are named), or a value that is no date, country, type, number or place in a list.",
    401: "Say who you are: Authorization: Bearer TOKEN.",
    404: "The record holds nothing by that id; the nearest are named. Or there is no such address.",
    405: "The API is read with GET.",
    414: "The question is too long.",
    421: "The server is not called so.",
    429: "Too many questions at once; ask again after the seconds that Retry-After names.",
    500: "The record can't be read.",
    503: "It took longer than is allowed: ask for less.",
}
WORDS: dict[str, tuple[str, ...]] = {"type": EVENT_TYPES, "status": STATUSES, "stance": STANCES, "order": ("newest", "oldest")}
TEXT = {"type": "string", "minLength": 1}
SCHEMAS: dict[str, Any] = {
    "Envelope": {
        "type": "object",
        "required": ["query", "rows", "next", "as_of"],
        "properties": {
            "query": {"type": "object", "description": "What was understood; `show` names the page.", "required": ["show"], "properties": {"show": TEXT}},
            "rows": {"type": "array", "items": {}, "description": "What was found; each an object of the page's kind."},
            "next": {"type": ["string", "null"], "description": "What to send as `after` for the rows behind these; null at the end."},
            "count": {"type": "integer", "minimum": 0, "description": "How many rows there are in all, where it is known."},
            "count_is": {"enum": ["at least"], "description": "There only where more rows pass than were counted."},
            "as_of": {"type": ["string", "null"], "description": "The last moment at which the record learnt something, UTC; empty in an empty record."},
        },
        "additionalProperties": False,
    },
    "Error": {
        "type": "object",
        "required": ["error", "status"],
        "properties": {
            "error": {"type": "string", "minLength": 1, "description": "What is wrong and what to do, in a sentence."},
            "status": {"type": "integer", "description": "The status of the answer."},
        },
        "additionalProperties": False,
    },
}


def operation(page: Page, settings: Settings) -> dict[str, Any]:
    """A page's parameters and what it can answer."""
    names = [part[1:-1] for part in page.path.split("/") if part.startswith("{")]
    path = [{"name": name, "in": "path", "required": True, "schema": TEXT} for name in names]
    responses = {"200": _content("The answer.", "Envelope")} | {str(status): _content(says, "Error") for status, says in ERRORS.items()}
    return {"parameters": path + [_described(one, settings) for one in (*page.parameters, AS_OF)], "responses": responses}


def _content(says: str, schema: str) -> dict[str, Any]:
    return {"description": says, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


def _described(one: Parameter, settings: Settings) -> dict[str, Any]:
    """A parameter as OpenAPI wants it."""
    single: dict[str, Any] = {"type": "string"}
    if one.name == "limit":
        single = {"type": "integer", "minimum": 1, "maximum": settings.most_rows, "default": settings.rows}
    elif one.name in WORDS:
        single = {"type": "string", "enum": list(WORDS[one.name])}
    schema = {"type": "array", "items": single} if one.many else single
    out: dict[str, Any] = {"name": one.name, "in": "query", "required": one.needed, "description": one.says, "schema": schema}
    return out | ({"example": [one.example] if one.many else one.example} if one.example else {})


def describe(app: FastAPI) -> None:
    """Lets the application tell of its API with the schemas that its answers have."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            told = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            told.setdefault("components", {}).setdefault("schemas", {}).update(SCHEMAS)
            told["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            app.openapi_schema = told
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]
