"""The door that every request goes through: host name, user, size, and the headers that tell the browser what it may do. An ASGI middleware."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.access import Access
from dragoman.web.settings import Settings
from dragoman.web.twins import as_error

# Everything comes from this server; data: holds the arrows of selects in Pico's style sheet. No script, style or frame of anybody else.
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# What can be seen without a name: the form that asks for one, and what it looks like.
OPEN = ("/login", "/static/")
LONGEST_QUERY = 8 * 1024  # bytes; a search for a paragraph fits
LONGEST_BODY = 64 * 1024  # bytes; forms hold a few lines of reason


class Guard:
    """Lets through what may come in, with `user` and `access` in the request's state."""

    def __init__(self, app: ASGIApp, settings: Settings, access: Access) -> None:
        self._app, self._settings, self._access = app, settings, access
        self._asking = 0  # questions that are being answered; the loop's thread alone counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "private, no-cache")
            await send(message)

        connection = HTTPConnection(scope)
        user = self._access.user(connection)
        refusal = self._refusal(scope, connection, user is not None)
        if refusal is not None:
            await refusal(scope, receive, with_headers)
            return
        scope.setdefault("state", {}).update(user=user, access=self._access)
        self._asking += 1
        try:
            await self._app(scope, receive, with_headers)
        finally:
            self._asking -= 1

    def _refusal(self, scope: Scope, connection: HTTPConnection, known: bool) -> Response | None:
        host = _host(connection.headers.get("host", ""))
        if self._settings.hosts and host not in self._settings.hosts:
            return _refused(scope, connection, f"This server is not called {host!r}; it is called {', '.join(sorted(self._settings.hosts))}.", 421)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return _refused(scope, connection, "Pages are read with GET, judgements are sent with POST.", 405, {"allow": "GET, HEAD, POST"})
        if len(scope["query_string"]) > LONGEST_QUERY:
            return _refused(scope, connection, f"The question is longer than {LONGEST_QUERY} bytes; ask for less at once.", 414)
        if self._asking >= self._settings.at_once and not scope["path"].startswith(OPEN):
            return _refused(scope, connection, f"{self._asking} questions are being answered; ask again in a moment.", 429, {"retry-after": "1"})
        wrong = self._wrong_post(connection) if scope["method"] == "POST" else None
        if wrong is not None:
            return wrong
        if known or scope["path"].startswith(OPEN):
            return None
        if _wants_json(scope["path"], connection):
            return as_error("say who you are: Authorization: Bearer TOKEN", 401, {"www-authenticate": "Bearer"})
        query = scope["query_string"].decode("ascii", "replace")
        back = scope["path"] + (f"?{query}" if query else "")
        return RedirectResponse(f"/login?back={quote(back, safe='')}", 303)

    def _wrong_post(self, connection: HTTPConnection) -> Response | None:
        """A form comes from a page of this server and is short; the word in it is checked by whoever reads the form."""
        length = connection.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LONGEST_BODY:
            return PlainTextResponse(f"A form of at most {LONGEST_BODY} bytes is expected, with its length.", 413)
        origin = connection.headers.get("origin")
        if connection.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return PlainTextResponse("This form was sent by another site.", 403)
        if origin is not None and origin.partition("://")[2] != connection.headers.get("host"):
            return PlainTextResponse("This form was sent by another site.", 403)
        return None


def _refused(scope: Scope, connection: HTTPConnection, message: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """In a sentence: as an envelope for programs, as text for people."""
    if _wants_json(scope["path"], connection):
        return as_error(message, status, headers)
    return PlainTextResponse(message, status, headers=headers)


def _host(header: str) -> str:
    """The host's name without its port."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return header


def _wants_json(path: str, connection: HTTPConnection) -> bool:
    return path.startswith("/api/") or path.endswith((".json", ".csv", ".atom")) or "authorization" in connection.headers
