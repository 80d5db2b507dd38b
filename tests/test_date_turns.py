"""Clues that narrow a window: how far a term has run, and journeys on record."""

from __future__ import annotations

from array import array
from datetime import date
from typing import Any

import pytest

from dragoman.date.dating import written
from dragoman.date.journeys import stays
from dragoman.mentions.times import find_times
from dragoman.model import Actor, Block, Interval, Report
from dragoman.model.working import ActorMention, CleanText, EventDraft, Part, PlaceFound, Sentence, Working

OBAMA = ("Barack Obama", "Q76", "USA")
KERRY = ("John Kerry", "Q22316", "USA")


def working(text: str, person: tuple[str, str, str], office: str | None, **event: Any) -> Working:
    """A report of one sentence that names one person; `event` makes a CONSULT of it with the first time found."""
    sentence = Sentence(0, 0, len(text), "body", text)
    clean = CleanText(text, array("l", range(len(text) + 1)), (Block("body", 0, len(text)),), (Part("body", 0, len(text)),))
    made = Working(Report("r", text), clean, "en", [sentence])
    made.times = find_times(text, [sentence])
    name, identity, country = person
    start = text.index(name)
    actor = Actor(start, start + len(name), name, identity, country, "GOV", "person", office)
    made.actors.append(ActorMention(actor.start, actor.end, 0, (actor,)))
    if event:
        host = Actor(0, 1, event["host"], event["host"], event["host"], "GOV", "country")
        where = PlaceFound(0, 1, 0, "there", True, event["host"])
        made.events.append(
            EventDraft(
                "CONSULT", event.get("mode"), 0, (0, 1), (actor,), (host,), status=event["status"], tense=event.get("tense"), time=made.times[0], place=where
            )
        )
    return made


def window(made: Working, knowledge: Any) -> Interval:
    found = written(made, knowledge)
    return Interval(found.from_, found.to)


def test_first_months_in_office_end_in_the_first_year(knowledge: Any) -> None:
    found = window(working("In his first months in office, President Barack Obama has sought talks.", OBAMA, "President"), knowledge)
    assert found.from_ == date(2009, 1, 20)
    assert date(2009, 7, 20) < found.to < date(2010, 1, 20)


@pytest.mark.parametrize(
    "text", ["In his first months in office, President Barack Obama sought talks.", "It was at the time his first year in office as Barack Obama has said."]
)
def test_first_months_looked_back_on_narrow_nothing(text: str, knowledge: Any) -> None:
    found = window(working(text, OBAMA, "President"), knowledge)
    assert found.to is None or found.to >= date(2017, 1, 20)


def test_an_elected_president_has_not_begun(knowledge: Any) -> None:
    found = window(working("President-elect Barack Obama met reporters, and Mr. Trump came later.", OBAMA, "President"), knowledge)
    assert date(2008, 10, 1) <= found.from_ <= found.to <= date(2009, 1, 20)


@pytest.mark.parametrize(("lead", "first", "last"), [("The new", 2012, 2013), ("The newly appointed", 2012, 2013), ("The outgoing", 2016, 2017)])
def test_a_turn_of_the_term(lead: str, first: int, last: int, knowledge: Any) -> None:
    found = window(working(f"{lead} Secretary of State John Kerry called for calm.", KERRY, "Secretary of State"), knowledge)
    assert found.from_ is not None
    assert found.to is not None
    assert first <= found.from_.year <= found.to.year <= last


def test_a_new_country_is_no_new_minister(knowledge: Any) -> None:
    found = window(working("In New York Secretary of State John Kerry called for calm.", KERRY, "Secretary of State"), knowledge)
    assert found == Interval(date(2013, 2, 1), date(2017, 1, 20))


def test_a_meeting_on_a_weekday_fits_the_stays_with_that_day(knowledge: Any) -> None:
    text = "Secretary of State John Kerry met leaders in Hanoi on Monday."
    found = window(working(text, KERRY, "Secretary of State", host="VNM", status="happened", tense="past"), knowledge)
    mondays = [days for country, days in stays()["Q22316"] if country == "VNM" and any(date.fromordinal(day).weekday() == 0 for day in _ordinals(days))]
    plain = window(working("Secretary of State John Kerry met leaders.", KERRY, "Secretary of State"), knowledge)
    assert mondays
    assert plain.contains(found)
    assert found.days < plain.days
    assert all(found.overlaps(days) for days in mondays)


def test_a_journey_ahead_is_told_before_it(knowledge: Any) -> None:
    text = "Secretary of State John Kerry will travel to Cuba on Friday."
    stay = next(days for country, days in stays()["Q22316"] if country == "CUB" and days.from_.weekday() == 4)
    found = window(working(text, KERRY, "Secretary of State", host="CUB", mode="visit", status="planned", tense="future"), knowledge)
    assert found.contains(Interval.day(stay.from_))
    assert found.from_ < stay.from_
    assert found.to <= date.fromordinal(stay.to.toordinal() + 2)


@pytest.mark.parametrize("status", ["denied", "possible", "cancelled"])
def test_a_stay_that_was_not_places_nothing(status: str, knowledge: Any) -> None:
    text = "Secretary of State John Kerry met leaders in Hanoi on Monday."
    found = window(working(text, KERRY, "Secretary of State", host="VNM", status=status, tense="past"), knowledge)
    assert found == Interval(date(2013, 2, 1), date(2017, 1, 20))


def _ordinals(days: Interval) -> range:
    assert days.from_ is not None
    assert days.to is not None
    return range(days.from_.toordinal(), days.to.toordinal() + 1)
