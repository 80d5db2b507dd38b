"""The web application over one record: pages, their twins, the API, forms. In: a record's path and Settings; out: an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from dragoman import __version__
from dragoman.model import DragomanError, RecordError, UsageError
from dragoman.record import Record, SlowError
from dragoman.views import UnknownIdError
from dragoman.views.filters import country_of
from dragoman.web.access import Access
from dragoman.web.asked import asking
from dragoman.web.entering import add_entering
from dragoman.web.forms import ForbiddenError
from dragoman.web.guard import Guard
from dragoman.web.judging import add_judging
from dragoman.web.kept import Kept, Pages
from dragoman.web.openapi import describe
from dragoman.web.pages import PAGES
from dragoman.web.past import Keeper
from dragoman.web.routes import API, add_page
from dragoman.web.settings import Settings
from dragoman.web.showing import Showing, href
from dragoman.web.twins import as_error

# First that fits.
STATUSES: tuple[tuple[type[DragomanError], int], ...] = ((ForbiddenError, 403), (UnknownIdError, 404), (UsageError, 400), (SlowError, 503), (RecordError, 500))
# One at a time holds the interpreter; the others wait for the disk or the database, and a long one holds up nobody.
THREADS = 8
DESCRIPTION = (
    "One sourced, dated, de-duplicated record of who did what to whom. Every page is answered here by the same functions; every answer has one envelope."
)


def create_app(record_path: str | Path, settings: Settings | None = None) -> FastAPI:
    """The application.

    Args:
        record_path: of a record that is there and of this program's schema.

    Raises:
        RecordError: if it can't be opened.
    """
    settings, path = settings or Settings(), str(record_path)
    showing = Showing(leaves=bool(settings.tokens))
    # For writing where it may: a record of an older schema is brought up to date.
    Record.open(path, create=False, read_only=settings.read_only).close()
    access = Access(settings)
    app = FastAPI(
        lifespan=_few_at_once, title="Dragoman", version=__version__, description=DESCRIPTION, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json"
    )
    app.state.resolving = Lock()
    app.state.kept, app.state.pages = Kept(), Pages()
    app.add_middleware(Guard, settings=settings, access=access)
    app.mount("/static", StaticFiles(packages=[("dragoman.web", "static")]), name="static")
    add_entering(app, settings, access, showing)
    if not settings.read_only:
        add_judging(app, path, settings)
    keeper = Keeper(path)
    _add_ways(app, keeper, settings, showing)
    for page in PAGES:
        add_page(app, page, keeper, settings, showing)
    _add_errors(app, showing)
    describe(app)
    return app


@asynccontextmanager
async def _few_at_once(app: FastAPI) -> AsyncIterator[None]:
    """Few questions at a time, the others in order behind them: all at once would make each wait for all."""
    current_default_thread_limiter().total_tokens = THREADS
    yield


def _add_ways(app: FastAPI, keeper: Keeper, settings: Settings, showing: Showing) -> None:
    """Addresses that lead to a page: of two countries typed into a form, of an event report; and the page about the API."""

    def pair(request: Request, left: str = "", right: str = "", as_of: str = "") -> Response:
        return RedirectResponse(href(f"/pair/{country_of(left)}/{country_of(right)}", as_of=as_of), 303)

    def event_report(id: str, as_of: str = "") -> Response:
        with asking(keeper.at(as_of or None), settings) as record:
            report = id.rpartition("/")[0]
            found = next((event for event in record.events(report=report) if id in event.event_reports), None) if report else None
        if found is None:
            raise UnknownIdError(f"no event holds an event report {id!r}")
        return RedirectResponse(href(f"/event/{found.id}", as_of=as_of), 303)

    def api(request: Request) -> Response:
        return showing.html("api.html", {"pages": [page for page in PAGES if page.twins], "api": API}, user=request.state.user, path="/api")

    for address, endpoint in (("/pair", pair), ("/event-report", event_report), ("/api", api)):
        app.add_api_route(address, endpoint, methods=["GET"], include_in_schema=False, response_model=None)


def _add_errors(app: FastAPI, showing: Showing) -> None:
    """Errors are told in a sentence: as a page, or as JSON where JSON was asked for."""

    def told(request: Request, message: str, status: int) -> Response:
        if request.url.path.startswith("/api/") or request.url.path.endswith((".json", ".csv", ".atom")):
            return as_error(message, status, {"allow": "GET"} if status == 405 else None)
        return showing.wrong(request, message, status)

    def ours(request: Request, error: Any) -> Response:
        # What the record's file is called is the server's own business.
        return told(request, error.message, next((status for kind, status in STATUSES if isinstance(error, kind)), 500))

    def http(request: Request, error: Any) -> Response:
        return told(request, f"There is no page {request.url.path}." if error.status_code == 404 else str(error.detail), error.status_code)

    app.add_exception_handler(DragomanError, ours)
    app.add_exception_handler(HTTPException, http)
