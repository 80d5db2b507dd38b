"""Differ: what independent origins dispute, most consequential first; who holds which value, and in which words."""

from __future__ import annotations

from dragoman.views.differ import disputes, order
from dragoman.web.asked import Asked
from dragoman.web.page import FILTERS, LIMIT, Answer, Page


def answer(asked: Asked) -> Answer:
    filters = asked.filters()
    found = asked.keep(("differ", filters), lambda: order(asked.record, filters))
    rows = disputes(asked.record, found[: asked.limit()])
    table = [
        {"event": row.event.id, "field": row.field, "value": held.value, "origins": held.origins, "sources": "; ".join(held.sources), "why": row.why}
        for row in rows
        for held in row.values
    ]
    return Answer(rows, filters.asked(), {"disputes": rows}, None, len(found), table)


PAGE = Page("differ", "/differ", "differ.html", "What independent origins dispute.", answer, (*FILTERS, LIMIT), csv=True)
