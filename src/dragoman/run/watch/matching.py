"""The events of a record that fit a saved search, and each as what an alert says. In: a record and a search; out: events, and plain JSON of one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dragoman.knowledge.names import name_key
from dragoman.model import Event, to_json
from dragoman.record import Record
from dragoman.run.watch.deciding import News
from dragoman.run.watch.settings import Search
from dragoman.views.rows import Describer

MOST_REPORTS = 20  # named in one alert


def fitting(record: Record, search: Search, today: date) -> list[Event]:
    """Events that fit, by id.

    Args:
        today: what `days` of the search counts back from; nothing is dated by it.
    """
    filters = search.filters.for_record()
    filters["order"] = "id"
    filters["min_origins"], filters["min_confidence"] = search.origins, search.confidence
    if not search.background:
        filters["historical"] = False
    describer = Describer(record)
    return [event for event in record.events(**filters) if _recent(event, search, today) and _named(event, search, describer)]


def _recent(event: Event, search: Search, today: date) -> bool:
    """True unless the event is known to lie before the days asked for; what has no day may be of today."""
    return search.days is None or event.to is None or event.to >= today - timedelta(days=search.days)


def _named(event: Event, search: Search, describer: Describer) -> bool:
    if search.person is not None:
        wanted = name_key(search.person).split()
        names = [name_key(party.name).split() for party in describer.parties((*event.actors, *event.recipients))]
        if not any(set(wanted) <= set(name) for name in names):
            return False
    if search.text is not None:
        words = search.text.casefold().split()
        sentences = [telling.sentence.casefold() for telling in describer.tellings(event)]
        return any(all(word in sentence for word in words) for sentence in sentences)
    return True


def said(describer: Describer, search: Search, news: News, made_at: str) -> dict[str, Any]:
    """What an alert says, as JSON: the event with names, the sentence that tells it best, and the reports with their addresses."""
    row = to_json(describer.event(news.event))
    reports = [describer.report(one) for one in news.event.reports[:MOST_REPORTS]]
    return {
        "alert": news.id,
        "search": search.name,
        "kind": "changed" if news.before else "new",
        "made_at": made_at,
        "status": news.status,
        "before": list(news.before),
        "event": row,
        "reports": [{"id": one.id, "outlet": one.outlet, "title": one.title, "url": one.url} for one in reports if one is not None],
    }
