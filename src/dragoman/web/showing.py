"""Templates: one environment with everything escaped, and what all pages share (navigation, twins, who asks, forms' words). In: an Answer; out: HTML."""

from __future__ import annotations

import re
from html import escape
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dragoman import __version__
from dragoman.model.vocabulary import EVENT_TYPES, STATUSES
from dragoman.views.pair import country_name
from dragoman.views.sources import ownership
from dragoman.web import rows, words
from dragoman.web.asked import Asked
from dragoman.web.page import Answer, Page

# Name of a page's group in the navigation -> address.
NAVIGATION = (
    ("Timeline", "/timeline"),
    ("Map", "/map"),
    ("Network", "/network"),
    ("Stories", "/stories"),
    ("Trips", "/trips"),
    ("Disputed", "/differ"),
    ("Statements", "/statements"),
    ("Review", "/review"),
)


class Showing:
    """Makes HTML of answers."""

    def __init__(self, leaves: bool = False) -> None:
        # leaves: people come in by a token, and so can go out again.
        # StrictUndefined: a name that nobody gave is a mistake of ours, and a test shall see it.
        self._environment = Environment(loader=PackageLoader("dragoman.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        names = ("act", "what", "code", "tone", "shape", "day", "days", "month", "names", "who", "counted", "figure", "score", "file_name", "plain", "change")
        self._environment.filters |= {name: getattr(words, name) for name in names}
        self._environment.filters["country"] = country_name
        self._environment.globals |= {
            "leaves": leaves,
            "href": href,
            "rows_as": rows,
            "owner": ownership,
            "version": __version__,
            "EVENT_TYPES": EVENT_TYPES,
            "STATUSES": STATUSES,
        }

    def page(self, page: Page, asked: Asked, answer: Answer, as_of: str) -> Response:
        """A page of the record."""
        more = asked.link(after=answer.next) if answer.next else None
        shown = {"page": page, "asked": asked, "answer": answer, "as_of": as_of, "more": more, "status": 200}
        shown |= {
            "now": asked.link(as_of=None, after=None),
            "looking_back": asked.one("as_of"),
            "kept": [(name, one) for name, held in asked.values.items() if name not in ("as_of", "after") for one in held],
        }
        found = self.html(page.template, shown | dict(answer.shown), user=asked.user, path=asked.path, read_only=asked.settings.read_only)
        back = asked.one("as_of")
        return found if back is None else HTMLResponse(_carried(bytes(found.body).decode(), back))

    def html(self, template: str, shown: dict[str, Any], *, user: Any = None, path: str = "", read_only: bool = True, status: int = 200) -> Response:
        """Any template."""
        common = {"looking_back": None, "kept": None, "now": path, "user": user, "path": path, "navigation": NAVIGATION, "read_only": read_only}
        return HTMLResponse(self._environment.get_template(template).render(common | shown), status)

    def wrong(self, request: Request, message: str, status: int) -> Response:
        """The page that says what went wrong and what to do."""
        user = getattr(request.state, "user", None)
        return self.html("wrong.html", {"message": message, "status": status}, user=user, path=request.url.path, status=status)


# Ways within the record, in what the templates wrote: words of reports can't look like them, as their quotes are escaped.
_WAY = re.compile(r'(?<!data-now )(href|hx-get)="(/(?!static/|api\b|login)[^"#]*)(#[^"]*)?"')
_ASKING = re.compile(r'<form (?![^>]*method="post")(?![^>]*data-now)[^>]*>')


def _carried(html: str, as_of: str) -> str:
    """The page with its ways leading on into the same past."""

    def way(found: re.Match[str]) -> str:
        path, end = found[2], found[3] or ""
        known = "as_of=" in path
        return found[0] if known else f'{found[1]}="{path}{"&amp;" if "?" in path else "?"}{escape(urlencode({"as_of": as_of}))}{end}"'

    hidden = f'<input type="hidden" name="as_of" value="{escape(as_of)}">'
    return _ASKING.sub(lambda found: found[0] + hidden, _WAY.sub(way, html))


def href(path: str, /, **parameters: Any) -> str:
    """An address with its parameters; `from_` is `from`, lists are given several times, None and empty ones not at all."""
    pairs = []
    for name, value in parameters.items():
        for one in value if isinstance(value, (list, tuple)) else (value,):
            if one not in (None, ""):
                pairs.append((name.rstrip("_"), str(one)))
    return path + (f"?{urlencode(pairs)}" if pairs else "")
