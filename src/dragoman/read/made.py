"""Reports from fields of any origin. In: what a file says; out: a Report whose fields are sound, or the reason why there is none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dragoman.model import InputError, Report
from dragoman.read.addresses import canonical_address
from dragoman.read.limits import MOST_CHARACTERS_OF_TEXT
from dragoman.read.source import SourceFile

TEXT_FIELDS = ("title", "published", "outlet", "url", "language", "byline", "published_how", "canonical", "snapshot")
GIVEN = "given"
_SURROGATE = re.compile("[\ud800-\udfff]")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:$|[T ])")
_SNAPSHOT = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")


class EmptyPageError(InputError):
    """A page in which no text was found, although it is not empty."""


def sound(text: str) -> str:
    """The text with what no database can hold replaced one for one, so that offsets stay.

    A lone surrogate becomes the replacement character, a NUL a zero-width space (which cleaning drops).
    """
    if "\x00" in text:
        text = text.replace("\x00", "\u200b")
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def unreadable(source: SourceFile, error: InputError, report_id: str | None = None) -> Report:
    """A report that says why it could not be read."""
    return Report(id=sound(report_id or source.name), text="", source=sound(source.given), error=sound(str(error)))


def published_day(value: str) -> str | None:
    """The day or date-time as given, if it is valid ISO 8601 with a full date; else None."""
    text = value.strip()
    if not _ISO_DAY.match(text):
        return None
    try:
        if len(text) == 10:
            date.fromisoformat(text)
        else:
            datetime.fromisoformat(text)
    except ValueError:
        return None
    return text


def make(source: SourceFile, report_id: str, text: str, fields: Mapping[str, Any], line: int | None = None, data: bytes | None = None) -> Report:
    """A report from fields.

    Args:
        fields: any of title, published, outlet, url, language, byline, published_how, canonical, snapshot; others are ignored. A field that is no
            string, or a date that is none, is left out and told to `source.problem`.
        data: the bytes that it was read from, for its `snapshot` where `fields` gives none.

    Raises:
        InputError: if the text is empty or longer than any report.
    """
    if not text.strip():
        raise source.error("the text is empty", line)
    if len(text) > MOST_CHARACTERS_OF_TEXT:
        raise source.error(f"the text has {len(text)} characters, more than the {MOST_CHARACTERS_OF_TEXT} that a report may have", line)
    values: dict[str, Any] = {name: _field(source, name, fields.get(name), line) for name in TEXT_FIELDS}
    values["published_how"] = (values["published_how"] or GIVEN) if values["published"] else None
    if values["canonical"] and canonical_address(values["canonical"], values["url"]) is None:
        source.problem(str(source.error(f"the canonical address {values['canonical'][:60]!r} is no http or https address and was left out", line)))
    values["canonical"] = canonical_address(values["canonical"], values["url"])
    if values["snapshot"] is None and data is not None:
        values["snapshot"] = snapshot(data)
    return Report(id=sound(report_id), text=sound(text), source=sound(source.given), **values)


def snapshot(data: bytes) -> str:
    """The hash that says whether two readings had the same bytes before them; `sha256sum` gives the same."""
    return hashlib.sha256(data).hexdigest()


def _field(source: SourceFile, name: str, value: Any, line: int | None) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        source.problem(str(source.error(f"{name} is no string and was left out", line)))
        return None
    value = sound(value.strip())
    if name == "published":
        day = published_day(value)
        if day is None:
            source.problem(str(source.error(f"published {value[:40]!r} is no ISO 8601 day or date-time and was left out", line)))
        return day
    if name == "language" and not _LANGUAGE.fullmatch(value):
        source.problem(str(source.error(f"language {value[:40]!r} is no language code and was left out", line)))
        return None
    if name == "snapshot" and not _SNAPSHOT.fullmatch(value):
        source.problem(str(source.error("snapshot is no SHA-256 in hex and was left out", line)))
        return None
    return value or None
