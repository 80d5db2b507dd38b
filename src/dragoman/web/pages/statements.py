"""Statements: who said what about whom."""

from __future__ import annotations

from dragoman.model import UsageError
from dragoman.model.vocabulary import STANCES
from dragoman.views import StatementFilters
from dragoman.views.filters import country_of, day_from, day_to
from dragoman.views.statements import described, places
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
    found = places(asked.record, wanted, stance)
    behind, further = paged(found, _key, asked.one("after"), asked.limit())
    rows = described(asked.record, asked.record.statements_named(one for _, _, one in behind))
    query = {"country": wanted.country, "about": wanted.about, "actor": wanted.actor, "stance": stance, "from": wanted.since, "to": wanted.until}
    return Answer(rows, query, {"statements": rows}, further, len(found))


def _key(place: tuple[str, str, str]) -> Key:
    return place[0], place[2]


PARAMETERS = (SPEAKS, ABOUT, SPEAKER, STANCE, SINCE, UNTIL, *PAGED)
PAGE = Page("statements", "/statements", "statements.html", "Who said what about whom.", answer, PARAMETERS, csv=True)
