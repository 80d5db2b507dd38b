"""Events as a watch sees them."""

from __future__ import annotations

from dragoman.model import Event


def happening(identifier: str, status: str, *event_reports: str) -> Event:
    """An event with this status that these event reports tell of."""
    return Event(
        id=identifier, type="CONSULT", mode=None, contexts=(), actors=("FRA",), recipients=(), actor_countries=("FRA",), recipient_countries=(),
        status=status, status_history=(), from_=None, to=None, precision="unknown", where=None, numbers=(), event_reports=event_reports,
        reports=tuple(one.rpartition("/")[0] for one in event_reports), origins=1, confidence=0.9,
    )  # fmt: skip
