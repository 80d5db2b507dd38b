"""Coming in and going out: a token is changed for a cookie that stands for it. In: forms; out: redirects."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.web.access import COOKIE, Access
from dragoman.web.forms import fields
from dragoman.web.settings import Settings, digest
from dragoman.web.showing import Showing

WEEK = 7 * 24 * 3600


def add_entering(app: FastAPI, settings: Settings, access: Access, showing: Showing) -> None:
    """/login and /logout."""

    def ask(request: Request) -> Response:
        return _ask(showing, request.query_params.get("back", "/"), "")

    async def enter(request: Request) -> Response:
        form = await fields(request)
        token = form.get("token", "")
        if settings.by_token(token) is None:
            return _ask(showing, form.get("back", "/"), "This is no token that is known here. Ask whoever runs the server.", 403)
        response = RedirectResponse(inside(form.get("back", "/")), 303)
        response.set_cookie(COOKIE, access.cookie(digest(token)), max_age=WEEK, httponly=True, samesite="strict", secure=settings.secure)
        return response

    def leave(request: Request) -> Response:
        response = RedirectResponse("/", 303)
        response.delete_cookie(COOKIE)
        return response

    app.add_api_route("/login", ask, methods=["GET"], include_in_schema=False, response_model=None)
    app.add_api_route("/login", enter, methods=["POST"], include_in_schema=False, response_model=None)
    app.add_api_route("/logout", leave, methods=["POST"], include_in_schema=False, response_model=None)


def _ask(showing: Showing, back: str, wrong: str, status: int = 200) -> Response:
    return showing.html("login.html", {"back": inside(back), "wrong": wrong}, path="/login", status=status)


def inside(back: str) -> str:
    """An address of this server: a path, and nothing that a browser takes for another host (`//evil.example`, `/\\evil.example`)."""
    plain = back.startswith("/") and not back.startswith(("//", "/\\")) and all(32 < ord(letter) < 127 for letter in back)
    return back if plain else "/"
