"""A saved search as a feed. In: its newest alerts; out: Atom (RFC 4287) or RSS 2.0, the same bytes for the same alerts, written in one step."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as xml

from dragoman.model import InputError
from dragoman.model.ids import digest
from dragoman.record.watching import Alert
from dragoman.run.watch.wording import clean, headline, lines, link

MOST_ENTRIES: Final = 100
_ATOM: Final = "http://www.w3.org/2005/Atom"


def atom(name: str, since: str, alerts: Sequence[Alert]) -> bytes:
    """An Atom feed, newest alert first.

    Args:
        since: when the search began; the feed's date while there is no alert.
    """
    feed = xml.Element("feed", {"xmlns": _ATOM})
    _add(feed, "id", f"urn:dragoman:search:{digest(name)}")
    _add(feed, "title", clean(name))
    _add(feed, "updated", max([since, *(alert.made_at for alert in alerts)]))
    _add(_add(feed, "author"), "name", "Dragoman")
    for alert in alerts:
        said = json.loads(alert.fields)
        entry = _add(feed, "entry")
        _add(entry, "id", f"urn:dragoman:alert:{alert.id}")
        _add(entry, "title", headline(said))
        _add(entry, "updated", alert.made_at)
        if (url := link(said)) is not None:
            _add(entry, "link", rel="alternate", href=url)
        _add(entry, "category", term=said["event"]["type"])
        _add(entry, "content", "\n".join(lines(said)), type="text")
    return _bytes(feed)


def rss(name: str, since: str, alerts: Sequence[Alert]) -> bytes:
    """The same as RSS 2.0, for readers that know no Atom."""
    root = xml.Element("rss", {"version": "2.0"})
    channel = _add(root, "channel")
    _add(channel, "title", clean(name))
    _add(channel, "link", f"urn:dragoman:search:{digest(name)}")
    _add(channel, "description", f"Alerts of the saved search {clean(name)}")
    _add(channel, "lastBuildDate", _rfc_date(max([since, *(alert.made_at for alert in alerts)])))
    for alert in alerts:
        said = json.loads(alert.fields)
        item = _add(channel, "item")
        _add(item, "guid", f"urn:dragoman:alert:{alert.id}", isPermaLink="false")
        _add(item, "title", headline(said))
        if (url := link(said)) is not None:
            _add(item, "link", url)
        _add(item, "pubDate", _rfc_date(alert.made_at))
        _add(item, "category", said["event"]["type"])
        _add(item, "description", "\n".join(lines(said)))
    return _bytes(root)


def write(path: Path, data: bytes) -> None:
    """In one step, so that whoever serves the file never reads half of it; not at all where it says the same already.

    Raises:
        InputError: if it can't be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        raise InputError(f"the feed can't be written ({error.strerror or error})", source=str(path)) from error


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    child = xml.SubElement(parent, name, attributes)
    child.text = text
    return child


def _rfc_date(moment: str) -> str:
    return format_datetime(datetime.fromisoformat(moment.replace("Z", "+00:00")))


def _bytes(root: Any) -> bytes:
    xml.indent(root)
    return bytes(xml.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
