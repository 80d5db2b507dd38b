"""Review: what is the program least sure of? Two event reports side by side, answered by a key; how many are left, and what one's answers changed."""

from __future__ import annotations

from itertools import islice

from dragoman.model import UsageError
from dragoman.model.vocabulary import JUDGEMENT_KINDS
from dragoman.views.review import Case, ReviewSide, decisions, open_pairs, review
from dragoman.web.asked import Asked
from dragoman.web.page import LIMIT, Answer, Page, Parameter
from dragoman.web.words import days

KIND = Parameter("kind", f"{', '.join(JUDGEMENT_KINDS)}; all of them without it.", example="event")
SKIP = Parameter("skip", "Leave so many of the least sure pairs open, and go on behind them.", example="3")
# The page shows one; what comes next is only told to programs.
LISTED, MOST_DECISIONS = 5, 12


def answer(asked: Asked) -> Answer:
    kind, record = asked.one("kind"), asked.record
    skip, limit = _skip(asked.one("skip")), asked.limit() if asked.one("limit") else LISTED
    cases = list(islice(review(record, kind), skip, skip + limit))
    found = open_pairs(record, kind)
    said = decisions(record, asked.user.name)
    shown = {
        "case": cases[0] if cases else None,
        "fields": _fields(cases[0]) if cases else [],
        "kind": kind,
        "kinds": JUDGEMENT_KINDS,
        "skip": skip,
        "left": found,
        "said": said[:MOST_DECISIONS],
        "said_count": len(said),
        "pending": record.resolved_for != record.claims_digest(),
    }
    return Answer(cases, {"kind": kind, "skip": asked.one("skip"), "limit": limit}, shown, None, found)


def _skip(typed: str | None) -> int:
    if typed is None:
        return 0
    if not typed.isdecimal() or len(typed) > 6:
        raise UsageError(f"skip is {typed!r}; write how many pairs to leave open")
    return int(typed)


def _fields(case: Case) -> list[tuple[str, str, str, bool]]:
    """What both sides say, field by field: name, left, right, whether they differ."""
    rows = [(name, *(_said(side, name) for side in (case.left, case.right))) for name in ("what", "when", "where", "figures")]
    return [(name, one, other, bool(one and other and one != other)) for name, one, other in rows if one or other]


def _said(side: ReviewSide, field: str) -> str:
    if field == "what":
        return side.says
    if field == "when":
        return days(side.days.from_, side.days.to) if side.days.from_ or side.days.to else ""
    return side.place or "" if field == "where" else "; ".join(side.numbers)


PAGE = Page("review", "/review", "review.html", "Pairs that the program is least sure of, least sure first.", answer, (KIND, SKIP, LIMIT))
