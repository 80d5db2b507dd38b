"""A filter as an Atom feed (RFC 4287): its latest events, newest told first. In: an Answer whose rows are events; out: XML."""

from __future__ import annotations

from xml.etree import ElementTree as xml

from starlette.responses import Response

from dragoman.views.rows import EventRow
from dragoman.web.asked import Asked
from dragoman.web.page import Answer, Page
from dragoman.web.words import days, what, who

ATOM = "http://www.w3.org/2005/Atom"
# XML 1.0 has no form for these characters, escaped or not.
_FORBIDDEN = {code: None for code in (*range(32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)) if code not in (9, 10, 13)}


def as_atom(asked: Asked, page: Page, answer: Answer, as_of: str) -> Response:
    """Entries keep their id while the event keeps its own."""
    xml.register_namespace("", ATOM)
    feed = xml.Element(f"{{{ATOM}}}feed")
    _add(feed, "title", f"Dragoman: {page.name}")
    _add(feed, "id", f"tag:dragoman,2026:{asked.link()}")
    _add(feed, "updated", moment(as_of))
    _add(feed, "link", rel="self", href=asked.link(".atom"))
    _add(feed, "link", rel="alternate", href=asked.link())
    _add(_add(feed, "author"), "name", "Dragoman")
    for row in (row for row in answer.rows if isinstance(row, EventRow)):
        entry = _add(feed, "entry")
        _add(entry, "title", f"{days(row.from_, row.to)}: {what(row)} {row.status}, {who(row)}")
        _add(entry, "id", f"tag:dragoman,2026:{row.id}")
        _add(entry, "updated", moment(as_of))
        _add(entry, "link", rel="alternate", href=f"/event/{row.id}")
        _add(entry, "summary", row.telling.sentence if row.telling else "")
    return Response(xml.tostring(feed, encoding="utf-8", xml_declaration=True), media_type="application/atom+xml")


def moment(as_of: str) -> str:
    """Record time as RFC 3339; the epoch in an empty record."""
    return as_of or "1970-01-01T00:00:00Z"


def _add(parent: xml.Element, name: str, text: str | None = None, **attributes: str) -> xml.Element:
    child = xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = None if text is None else text.translate(_FORBIDDEN)
    return child
