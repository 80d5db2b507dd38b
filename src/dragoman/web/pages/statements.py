"""Statements: who said what about whom."""

from __future__ import annotations

from dragoman.model import UsageError
from dragoman.model.vocabulary import STANCES
from dragoman.views import StatementFilters, StatementView, statements
from dragoman.views.filters import country_of, day_from, day_to
from dragoman.web.asked import Asked
from dragoman.web.cursor import Key, paged
from dragoman.web.page import PAGED, SINCE, UNTIL, Answer, Page, Parameter

SPEAKS = Parameter("country", "Country of the speaker; code or English name.", example="CHN")
ABOUT = Parameter("about", "Country spoken about.", example="USA")
SPEAKER = Parameter("actor", "Who speaks; id or name.", example="Blinken")
STANCE = Parameter("stance", "for, against or neutral.", example="against")


def answer(asked: Asked) -> Answer:
    country, about, stance = asked.one("country"), asked.one("about"), asked.one("stance")
    if stance not in (None, *STANCES):
        raise UsageError(f"stance is {stance!r}; write {', '.join(STANCES)}")
    wanted = StatementFilters(
        country=country_of(country) if country else None,
        about=country_of(about) if about else None,
        actor=asked.one("actor"),
        since=day_from(asked.one("from")),
        until=day_to(asked.one("to")),
    )
    found = sorted((view for view in statements(asked.record, wanted) if stance in (None, view.stance)), key=_key)
    rows, further = paged(found, _key, asked.one("after"), asked.limit())
    query = {"country": wanted.country, "about": wanted.about, "actor": wanted.actor, "stance": stance, "from": wanted.since, "to": wanted.until}
    return Answer(rows, query, {"statements": rows}, further, len(found))


def _key(view: StatementView) -> Key:
    return str(view.written_from or "9999"), view.id


PARAMETERS = (SPEAKS, ABOUT, SPEAKER, STANCE, SINCE, UNTIL, *PAGED)
PAGE = Page("statements", "/statements", "statements.html", "Who said what about whom.", answer, PARAMETERS, csv=True)
