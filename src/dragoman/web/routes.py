"""Hangs pages into the application: each with its twins, and once more under /api/v1 for programs. In: Page objects; out: routes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from dragoman import __version__
from dragoman.web.asked import Asked, asking, values_of
from dragoman.web.feed import as_atom
from dragoman.web.kept import mark
from dragoman.web.openapi import operation
from dragoman.web.page import AS_OF, Page
from dragoman.web.past import Keeper
from dragoman.web.settings import Settings
from dragoman.web.showing import Showing
from dragoman.web.twins import as_csv, as_json, envelope

API = "/api/v1"


def add_page(app: FastAPI, page: Page, keeper: Keeper, settings: Settings, showing: Showing) -> None:
    """The page's HTML, its twins before it (their paths are the narrower ones), and its JSON under /api/v1.

    Args:
        keeper: knows the record's path, and those of its pasts.
    """
    stem = "/home" if page.path == "/" else page.path

    def add(address: str, respond: Callable[[Asked, str], Response], shown: bool = False) -> None:
        def endpoint(request: Request) -> Response:
            values = values_of(request, page)
            as_of = values.get(AS_OF.name, (None,))[0]
            # What was known then is looked at, not judged.
            bound = settings if as_of is None else replace(settings, read_only=True)
            with asking(keeper.at(as_of), bound) as record:
                last = record.last_moment()
                state = str(record.path), last, record.resolved_for
                busy = app.state.resolving.locked()
                user, access = request.state.user, request.state.access
                known = mark(__version__, state, user, access.form_word(user), request.url.path, request.url.query, busy)
                if request.headers.get("if-none-match") == known:
                    return Response(status_code=304, headers={"etag": known})
                kept = app.state.pages.get(known)
                if kept is not None:
                    return cast(Response, kept)
                asked = Asked(
                    record,
                    bound,
                    user,
                    _bare(request.url.path),
                    request.path_params,
                    values,
                    access,
                    state,
                    busy,
                    app.state.kept,
                )
                response = respond(asked, last)
                response.headers["etag"] = known
                app.state.pages.put(known, response)
                return response

        more: dict[str, Any] = {"summary": page.says, "operation_id": page.name, "openapi_extra": operation(page, settings)} if shown else {}
        app.add_api_route(address, endpoint, methods=["GET", "HEAD"] if not shown else ["GET"], include_in_schema=shown, response_model=None, **more)

    def json(asked: Asked, as_of: str) -> Response:
        return as_json(envelope(page.name, page.answer(asked), as_of))

    if page.twins:
        add(f"{API}{stem}", json, shown=True)
        add(f"{stem}.json", json)
    if page.csv:
        add(f"{stem}.csv", lambda asked, as_of: as_csv(page.answer(asked), page.name))
    if page.feed:
        add(f"{stem}.atom", lambda asked, as_of: as_atom(asked, page, page.answer(asked), as_of))
    add(page.path, lambda asked, as_of: showing.page(page, asked, page.answer(asked), as_of))


def _bare(path: str) -> str:
    """The page's own address, whichever twin was asked for."""
    for ending in (".json", ".csv", ".atom"):
        path = path.removesuffix(ending)
    path = path.removeprefix(API) if path.startswith(f"{API}/") else path
    return "/" if path == "/home" else path
