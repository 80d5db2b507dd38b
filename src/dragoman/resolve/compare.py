"""Do two event reports tell of one event? In: two Tellings; out: a score in log-odds with its reasons in words, or why they never can.

What is forbidden is forbidden whatever the score: days that can't meet, clashing modes, other countries, other persons in the
same part. The weights were set by hand on annotated reports; they are log-odds, so that they add up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from dragoman.model import Number
from dragoman.resolve.chance import time_odds
from dragoman.resolve.tellings import AHEAD, Person, Telling
from dragoman.resolve.traits import stem

# A day is told by another time zone's calendar often enough.
DATE_SLACK = 1
# Two random event reports of one block seldom are one event: agreement must outweigh this.
PRIOR = -3.2
# Modes of CONSULT that can't be one event: nobody visits by telephone.
REMOTE = "phone"
# Acts done by saying: two speakers make two acts.
VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE", "SUPPORT", "AGREE"})
# Kilometres beyond which two places can't be one scene; a metropolis with its airport and suburbs is smaller.
FAR = 250.0
# Types whose place is where it happened; for the others it often is only where somebody spoke.
PLACED = frozenset({"CONSULT", "ASSAULT", "PROTEST"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """Log-odds that two tellings are one event, and the reasons."""

    score: float
    why: str
    forbidden: bool = False


def compare(left: Telling, right: Telling) -> Comparison:
    """Score and reasons; `forbidden` where no other evidence can make them one."""
    barrier = forbids(left, right)
    if barrier is not None:
        return Comparison(-9.0, barrier, forbidden=True)
    reasons: list[tuple[float, str]] = []
    _parties(left, right, reasons)
    _people(left, right, reasons)
    _days(left, right, reasons)
    _place(left, right, reasons)
    _numbers(left, right, reasons)
    _words(left, right, reasons)
    _kind(left, right, reasons)
    _inside(left, right, reasons)
    score = PRIOR + sum(weight for weight, _ in reasons)
    said = "; ".join(f"{text} ({weight:+.1f})" for weight, text in reasons if text)
    return Comparison(score, said)


def forbids(left: Telling, right: Telling) -> str | None:
    """Why the two can never be one event, None if they can."""
    if left.type != right.type:
        return f"{left.type} is no {right.type}"
    if not left.window.overlaps(right.window, slack=DATE_SLACK):
        return "the days can't meet"
    if left.type == "CONSULT" and REMOTE in (left.event.mode, right.event.mode):
        other = right.event.mode if left.event.mode == REMOTE else left.event.mode
        if other not in (None, REMOTE):
            return f"a call is no {other}"
    return _party_barrier(left, right) or _person_barrier(left, right) or _place_barrier(left, right)


def _party_barrier(left: Telling, right: Telling) -> str | None:
    if left.symmetric:
        one, two = left.parties, right.parties
        if one and two and not (one <= two or two <= one) and len(one & two) < 2:
            return "other parties"
        return None
    if left.actors and right.actors and not left.actors & right.actors:
        return "other actors"
    if left.recipients and right.recipients and not left.recipients & right.recipients:
        return "other recipients"
    return None


def _person_barrier(left: Telling, right: Telling) -> str | None:
    if left.type == "CONSULT":
        return _clash(left.people, right.people)
    if left.type in VERBAL and left.real and right.real:
        return _clash(left.actor_people, right.actor_people)
    return None


def _clash(one: tuple[Person, ...], two: tuple[Person, ...]) -> str | None:
    """Named persons of one country who have nobody in common: another person in the same part."""
    for country in sorted({person.country for person in one if person.country} & {person.country for person in two if person.country}):
        ours = [person for person in one if person.country == country]
        theirs = [person for person in two if person.country == country]
        if not any(person.same_as(other) for person in ours for other in theirs):
            return f"{ours[0].name} is not {theirs[0].name}"
    return None


def _place_barrier(left: Telling, right: Telling) -> str | None:
    if left.type not in PLACED or REMOTE in (left.event.mode, right.event.mode):
        return None
    ours, theirs = left.place_country, right.place_country
    # "A visit to Japan and Korea" is placed in one of them only.
    if ours and theirs and ours != theirs and ours not in right.recipients and theirs not in left.recipients:
        return f"{left.place_country} is not {right.place_country}"
    distance = kilometres(left, right)
    if distance is not None and distance > FAR:
        return f"the places lie {distance:.0f} km apart"
    return None


def kilometres(left: Telling, right: Telling) -> float | None:
    """Great-circle distance of the two places, None where either has no coordinates."""
    one, two = left.event.where, right.event.where
    if one is None or two is None or one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    north, south = math.radians(one.lat), math.radians(two.lat)
    arc = math.sin((north - south) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(math.radians(one.lon - two.lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(arc))


def _parties(left: Telling, right: Telling, reasons: list[tuple[float, str]]) -> None:
    footing = [(left.parties, right.parties)]
    sides = footing if left.symmetric else [(left.actors, right.actors), (left.recipients, right.recipients)]
    known = [(one, two) for one, two in sides if one and two]
    if not known:
        reasons.append((-1.0, "no party in common is told"))
    elif all(one == two for one, two in sides):
        # One party alone is little: "the visit of the minister" may be any of them.
        enough = len(frozenset().union(*known[0], *known[-1])) > 1
        reasons.append((1.2, "the same parties") if enough else (0.4, "the same party, the other is not told"))
    elif all(one == two for one, two in known):
        reasons.append((0.4, "the same parties as far as both tell"))
    elif left.level == right.level == "journey" and left.actors == right.actors:
        reasons.append((0.6, "one tells more stops of the journey"))
    else:
        reasons.append((-0.2, "some parties in common"))


def _people(left: Telling, right: Telling, reasons: list[tuple[float, str]]) -> None:
    shared = [person for person in left.people if any(person.same_as(other) for other in right.people)]
    if shared:
        reasons.append((1.2 * min(2, len(shared)), f"{' and '.join(person.name for person in shared[:3])} in both"))
    if left.type == "CONSULT":
        _hosts(left, right, reasons)
    elif _clash(left.actor_people, right.actor_people):
        reasons.append((-1.0, "other persons act"))


def _hosts(left: Telling, right: Telling, reasons: list[tuple[float, str]]) -> None:
    """A journey is not the single meeting on it; nor a meeting with a named host one with nobody named."""
    countries = [frozenset(person.country for person in telling.people) for telling in (left, right)]
    if len(countries[0]) == len(countries[1]) or not all(countries):
        return
    fewer = left if len(countries[0]) < len(countries[1]) else right
    if fewer.level == "journey":
        reasons.append((-4.5, "one tells of the journey, the other of a meeting with a named person"))
    else:
        reasons.append((-1.3, "only one names whom was met"))


def _days(left: Telling, right: Telling, reasons: list[tuple[float, str]]) -> None:
    if left.told.known and right.told.known:
        if not left.told.overlaps(right.told):
            put_off = "suspended" in (left.event.status, right.event.status)
            reasons.append((1.0, "put off, then held") if put_off else (0.4, "days next to each other"))
            return
        width = max(left.told.days or 1, right.told.days or 1)
        for limit, weight, text in ((3, 2.2, "the same days"), (8, 1.6, "the same week"), (31, 1.1, "the same month"), (366, 0.5, "the same year")):
            if width <= limit:
                reasons.append((weight, text))
                return
        return
    background = left.event.historical or right.event.historical
    if left.told.known != right.told.known and background:
        reasons.append((-1.0, "only one has a day, and it is background"))
        return
    if left.report == right.report:
        reasons.append((1.0, "told in one report"))
    elif not left.written.known or not right.written.known:
        reasons.append((-1.5, "a day is missing and the time of writing is not known"))
    else:
        reasons.append(_written(left, right))


# Undated news: the log-odds of the windows of writing count so much; where a window is wider than this the same act may have been done again.
TIME_WEIGHT, TIME_BASE, LEAST, MOST = 0.5, -1.7, -2.5, 1.0
WIDEST_WINDOW, DOUBTFUL = 500, -1.5


def _written(left: Telling, right: Telling) -> tuple[float, str]:
    wide = max(left.written.days or 1, right.written.days or 1)
    weight = max(LEAST, min(MOST, TIME_WEIGHT * time_odds(left.written, right.written) + TIME_BASE)) + (DOUBTFUL if wide > WIDEST_WINDOW else 0.0)
    if weight >= 0.0:
        return weight, "told in the same days or weeks"
    return weight, "told at times that may lie far apart" if wide <= WIDEST_WINDOW else "told at times that may lie years apart"


def _place(left: Telling, right: Telling, reasons: list[tuple[float, str]]) -> None:
    if left.place is None or right.place is None:
        return
    if left.place == right.place or set(left.place.split()) <= set(right.place.split()) or set(right.place.split()) <= set(left.place.split()):
        reasons.append((0.9, f"both in {left.event.where.name if left.event.where else left.place}"))
    elif left.place_country and left.place_country == right.place_country:
        reasons.append((0.1, "places in the same country"))
    elif left.place_country in right.recipients or right.place_country in left.recipients:
        reasons.append((0.0, "stops of one journey"))
    else:
        reasons.append((-0.5, "places of other names"))


def _numbers(left: Telling, right: Telling, reasons: list[tuple[float, str]]) -> None:
    for one in left.event.numbers:
        for two in right.event.numbers:
            if not same_measure(one, two):
                continue
            if figures_agree(one, two):
                reasons.append((1.0, f"{one.value} {one.what} in both"))
            else:
                reasons.append((-0.3, f"{one.value} against {two.value} {one.what}"))
            return


def same_measure(one: Number, two: Number) -> bool:
    """Both figures count the same thing."""
    return stem(one.what.casefold()) == stem(two.what.casefold())


def figures_agree(one: Number, two: Number) -> bool:
    """Equal, inside the other's range, or allowed by its bound ("at least 20" and 23)."""
    low, high = _span(one), _span(two)
    return low[0] <= high[1] and high[0] <= low[1]


# "About 50" covers 45 to 55: journalists round to the nearest ten.
ROUNDING = 0.1


def _span(number: Number) -> tuple[float, float]:
    values = number.value if isinstance(number.value, tuple) else (number.value,)
    low, high = float(min(values)), float(max(values))
    if number.bound == "at least":
        return low, math.inf
    if number.bound == "at most":
        return -math.inf, high
    if number.bound == "about":
        return low * (1 - ROUNDING), high * (1 + ROUNDING)
    return low, high


def _words(left: Telling, right: Telling, reasons: list[tuple[float, str]]) -> None:
    if left.trigger & right.trigger:
        reasons.append((0.9, "the same word for the act"))
    total = len(left.terms) + len(right.terms)
    if total and (left.report != right.report or left.event.sentence != right.event.sentence):
        dice = 2.0 * len(left.terms & right.terms) / total
        if dice >= 0.1:
            reasons.append((round(3.5 * dice, 2), f"sentences share {dice:.0%} of their words"))
    if left.origin == right.origin and left.report != right.report:
        reasons.append((0.6, "told in copies of one report"))


def _kind(left: Telling, right: Telling, reasons: list[tuple[float, str]]) -> None:
    one, two = left.event.mode, right.event.mode
    if one and two:
        if one == two:
            if one != "visit":
                reasons.append((0.6, f"both {one}"))
        else:
            reasons.append((-0.5 if left.type == "CONSULT" else -1.5, f"{one} against {two}"))
    if "meal" in (left.level, right.level) and (left.level != right.level or not left.trigger & right.trigger):
        reasons.append((-5.0, "a meal apart"))
    if left.event.historical != right.event.historical and not (left.told.known and right.told.known):
        reasons.append((-1.2, "background in one, news in the other, and no days"))
    if {left.event.status, right.event.status} == {"threatened", "happened"}:
        reasons.append((-0.5, "threatened in one, done in the other"))
    _course(left, right, reasons)


# A report whose window of writing is wider than this can't be put before or after another.
PLACED_IN_TIME = 14


def _course(left: Telling, right: Telling, reasons: list[tuple[float, str]]) -> None:
    """What is still to come after it was told as done is another act (a truce that holds, a truce to be prolonged)."""
    if left.real == right.real or not {left.event.status, right.event.status} & AHEAD:
        return
    if left.report == right.report:
        reasons.append((-1.2, "told as done and as to come in one report"))
        return
    done, ahead = (left, right) if left.real else (right, left)
    if done.written.from_ is None or ahead.written.from_ is None:
        return
    if max(done.written.days or 999, ahead.written.days or 999) > PLACED_IN_TIME:
        return
    if ahead.written.from_ >= done.written.from_:
        reasons.append((-1.2, "told as to come when it was already told as done"))


def _inside(left: Telling, right: Telling, reasons: list[tuple[float, str]]) -> None:
    """Inside one report a second telling is either a repetition or another event; two in one sentence are seldom one."""
    travelling = left.level == right.level == "journey" and any(one.same_as(two) for one in left.actor_people for two in right.actor_people)
    if left.report != right.report:
        if travelling and left.recipients & right.recipients and not (left.event.historical or right.event.historical):
            reasons.append((1.5, "the same traveller to the same country"))
        return
    if left.event.sentence == right.event.sentence:
        reasons.append((-2.5, "two acts in one sentence"))
    elif travelling and left.real == right.real:
        reasons.append((1.2, "the same person's journey told again"))
    elif left.type == "CONSULT" and left.level != right.level:
        reasons.append((-1.2, "the journey and a meeting on it"))
    elif left.event.status == right.event.status and not left.trigger & right.trigger:
        reasons.append((-0.4, "told once more in other words"))
