"""Record time: when the record learnt something, as UTC text that sorts. It never enters an id, nor an export unless asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from dragoman.model import UsageError

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def stamp(moment: datetime, not_before: str = "") -> str:
    """Text of a moment, never before an earlier one: a clock put back must not make a reading end before it began."""
    return max(_text(moment), not_before)


def _text(moment: datetime) -> str:
    at = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond:06}Z"


def moment(as_of: str | date | datetime) -> str:
    """The record time that a person names: a day means its end (UTC), a date-time that very moment.

    Raises:
        UsageError: if the text is no ISO 8601 day or date-time.
    """
    if isinstance(as_of, str):
        try:
            as_of = date.fromisoformat(as_of) if len(as_of) <= 10 else datetime.fromisoformat(as_of)
        except ValueError as error:
            raise UsageError(f"{as_of!r} is no day or date-time; write it as 2024-05-31 or 2024-05-31T18:00:00Z") from error
    if not isinstance(as_of, datetime):
        as_of = datetime.combine(as_of, time.min, UTC) + timedelta(days=1) - timedelta(microseconds=1)
    return _text(as_of)
