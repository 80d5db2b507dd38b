"""Timeline: all events that pass a filter. What every number on the other pages leads to."""

from __future__ import annotations

from dragoman.model import UsageError
from dragoman.web.asked import Asked
from dragoman.web.listing import flat, listing
from dragoman.web.page import FILTERS, PAGED, Answer, Page, Parameter

ORDER = Parameter("order", "newest (the default) or oldest first.", example="oldest")


def answer(asked: Asked) -> Answer:
    order = asked.one("order") or "newest"
    if order not in ("newest", "oldest"):
        raise UsageError(f"order is {order!r}; write newest or oldest")
    filters = asked.filters()
    found = listing(asked.record, filters.for_record(), asked.one("after"), asked.limit(), newest=order == "newest")
    query = {**filters.asked(), "limit": asked.one("limit"), "order": asked.one("order")}
    return Answer(found.rows, query, {"rows": found.rows, "sources": found.sources}, found.next, found.count, flat(found.rows), found.more)


PAGE = Page("timeline", "/timeline", "timeline.html", "Events that pass a filter, in order of time.", answer, (*FILTERS, ORDER, *PAGED), csv=True, feed=True)
