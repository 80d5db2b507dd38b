"""Tellings of one story that would be one event but for one field: the day, the town, or who held the office. In: two Tellings; out: the field and the score.

What forbids a merge is what reports contradict each other in. So the pair is weighed as if the field were the same: if all else speaks for one event, and
something marks the occasion, the field is where they differ. Nothing is merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from dragoman.resolve.compare import compare, forbids
from dragoman.resolve.days import told_of
from dragoman.resolve.measures import same_measure
from dragoman.resolve.sides import Person
from dragoman.resolve.tellings import Telling

# Log-odds that the pair needs with the field made the same; merging asks for 0, but here one field speaks against it.
AS_ONE: Final = 1.0
# Days farther apart than this are another occasion: slips and rewrites move a day within the week.
WEEK: Final = 7
# Share of the sentences' words (Dice) from which on two names for one office stand in one and the same account.
ALIKE: Final = 0.4


@dataclass(frozen=True, slots=True)
class Apart:
    """The field in which two tellings are apart, the score with it made the same, and the reasons."""

    field: str
    score: float
    why: str


def all_but_one(one: Telling, two: Telling) -> Apart | None:
    """What alone keeps two tellings of independent origins apart; None if nothing does, more than one thing, or the rest is too little alike."""
    if one.origin == two.origin or not (one.real and two.real) or one.event.negated or two.event.negated or one.event.historical or two.event.historical:
        return None
    if forbids(one, two) is None:
        return None
    for field, changed in _as_if(one, two):
        if forbids(one, changed) is None:
            found = compare(one, changed)
            return Apart(field, found.score, found.why) if found.score >= AS_ONE and _marked(one, two, field) else None
    return None


def _as_if(one: Telling, two: Telling) -> Iterator[tuple[str, Telling]]:
    """The second telling with one field made that of the first, for each field in which the two can be held against each other."""
    if _days_apart(one, two):
        yield "date", replace(two, told=one.told, window=one.window, written=one.written, weekday=one.weekday)
    if one.place and two.place and one.place != two.place and not _two_stops(one, two):
        yield "place", replace(two, place=one.place, place_country=one.place_country, event=replace(two.event, where=one.event.where))
    if _one_office(one, two):
        yield "actor", replace(two, actor_people=one.actor_people, recipient_people=one.recipient_people)


def _two_stops(one: Telling, two: Telling) -> bool:
    """Two towns of one journey are two stops of it, unless the same guest meets the same host in both, on one day."""
    if not (one.event.mode == two.event.mode == "visit" and one.place_country == two.place_country):
        return False
    shared = {person.country for person in one.people if any(person.same_as(other) for other in two.people)} - {None}
    return len(shared) < 2 or not (one.told.days == two.told.days == 1 and one.told.from_ == two.told.from_)


def _days_apart(one: Telling, two: Telling) -> bool:
    """Each tells a day of its own, and the two lie a week apart at most."""
    left, right = told_of(one), told_of(two)
    if left is None or right is None or left.days is None or right.days is None or left.days.from_ is None or right.days.from_ is None:
        return False
    return left.days.days == right.days.days == 1 and 0 < abs((left.days.from_ - right.days.from_).days) <= WEEK


def no_day_of_its_own(one: Telling, two: Telling) -> bool:
    """Only the days keep the two apart, and one of them merely inherits its day."""
    if "inherited" not in (one.event.when.how, two.event.when.how):
        return False
    return forbids(one, replace(two, told=one.told, window=one.window, written=one.written)) is None


def _one_office(one: Telling, two: Telling) -> bool:
    """Both name who acted by an office that one person of a country holds, and name another."""
    ours = {(actor.office, actor.country) for actor in one.event.actors if actor.kind == "person" and actor.office and actor.country}
    theirs = {(actor.office, actor.country) for actor in two.event.actors if actor.kind == "person" and actor.office and actor.country}
    return bool(ours & theirs) and not _shared(one.actor_people, two.actor_people) and _words(one, two) >= ALIKE


def _marked(one: Telling, two: Telling, field: str) -> bool:
    """Something marks the occasion: the same figure for the same thing, or a person named in both."""
    figures = any(left.value == right.value and same_measure(left, right) for left in one.event.numbers for right in two.event.numbers)
    return figures or (_shared(one.people, two.people) and (field != "date" or one.event.mode != "phone"))


def _shared(ours: tuple[Person, ...], theirs: tuple[Person, ...]) -> bool:
    return any(left.same_as(right) for left in ours for right in theirs)


def _words(one: Telling, two: Telling) -> float:
    total = len(one.terms) + len(two.terms)
    return 2.0 * len(one.terms & two.terms) / total if total else 0.0
