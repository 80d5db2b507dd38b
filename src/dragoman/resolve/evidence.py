"""What speaks for or against two event reports telling of one event. In: two Tellings; out: pieces of evidence, each with its name and amount.

The weight of each name stands in `data/event_weights.yaml`; here is only where it applies. Nothing here looks beyond the two tellings.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from dragoman.resolve.barriers import REMOTE, VERBAL, clash
from dragoman.resolve.chance import time_odds
from dragoman.resolve.measures import figures_agree, figures_near, same_measure
from dragoman.resolve.recurrence import others_expected
from dragoman.resolve.tellings import Telling
from dragoman.resolve.told_days import AHEAD


class Evidence(NamedTuple):
    """One piece: the name of its weight, how much of it there is (1 for what is there or not), and what it is about, for the reader."""

    name: str
    amount: float = 1.0
    about: str = ""


Tell = Callable[[Evidence], None]


@cache
def _plain(name: str) -> Evidence:
    """What is there or not, and about nothing in particular."""
    return Evidence(name)


def evidence(left: Telling, right: Telling) -> list[Evidence]:
    """All pieces for one pair; which of the two comes first makes no difference to names and amounts."""
    found: list[Evidence] = []
    for look in _LOOKS:
        look(left, right, found.append)
    return found


def _parties(left: Telling, right: Telling, tell: Tell) -> None:
    footing = [(left.parties, right.parties)]
    sides = footing if left.symmetric or right.symmetric else [(left.actors, right.actors), (left.recipients, right.recipients)]
    known = [(one, two) for one, two in sides if one and two]
    if not known:
        tell(_plain("parties: none in common"))
    elif all(one == two for one, two in sides):
        # One party alone is little: "the visit of the minister" may be any of them.
        tell(_plain("parties: the same" if len(frozenset().union(*known[0], *known[-1])) > 1 else "parties: one, the same"))
    elif all(one == two for one, two in known):
        tell(_plain("parties: the same as far as told"))
    elif left.level == right.level == "journey" and left.actors == right.actors:
        tell(_plain("parties: more stops"))
    else:
        tell(_plain("parties: some in common"))


def _people(left: Telling, right: Telling, tell: Tell) -> None:
    ours, theirs = left.people, right.people
    shared = [person for person in ours if any(person is other or person.same_as(other) for other in theirs)] if ours and theirs else []
    if shared:
        sides = {person.country for person in shared}
        name = "persons: of two sides in both" if len(sides - {None}) > 1 else "persons: in both"
        tell(Evidence(name, 1.0, " and ".join(sorted(person.name for person in shared)[:3])))
    if left.type == "CONSULT":
        _hosts(left, right, tell)
    elif clash(left.actor_people, right.actor_people):
        tell(_plain("persons: others act"))


def _hosts(left: Telling, right: Telling, tell: Tell) -> None:
    """A journey is not the single meeting on it; nor a meeting with a named host one with nobody named."""
    ours, theirs = ({person.country for person in telling.people} for telling in (left, right))
    if len(ours) == len(theirs) or not ours or not theirs:
        return
    fewer = left if len(ours) < len(theirs) else right
    tell(_plain("persons: journey against meeting" if fewer.level == "journey" else "persons: only one names whom was met"))


# Days told to within so many days, and the name of the weight.
WIDTHS = ((3, "days: the same"), (8, "days: the same week"), (31, "days: the same month"), (366, "days: the same year"))


def _days(left: Telling, right: Telling, tell: Tell) -> None:
    background = left.event.historical or right.event.historical
    if left.told.known and right.told.known:
        if not left.told.overlaps(right.told):
            tell(_plain("days: put off, then held" if "suspended" in (left.event.status, right.event.status) else "days: next to each other"))
            return
        width = max(left.told.days or 1, right.told.days or 1)
        name = next((name for limit, name in WIDTHS if width <= limit), None)
        if name is not None:
            tell(_plain(name))
    elif left.told.known != right.told.known and background:
        tell(_plain("days: one, and background"))
    elif left.report == right.report:
        tell(_plain("days: one report"))
    elif left.origin == right.origin:
        tell(_plain("days: copies"))
    elif not left.written.known or not right.written.known:
        tell(_plain("writing: unknown"))
    else:
        _written(left, right, tell)


# Undated news: the log-odds of the windows of writing count so much.
TIME_WEIGHT, TIME_BASE, LEAST, MOST = 0.5, -1.7, -5.0, 1.0
# Stands for the width of a window of writing that is open at an end: ten years.
OPEN_WINDOW = 3650


def _written(left: Telling, right: Telling, tell: Tell) -> None:
    weight = max(LEAST, min(MOST, TIME_WEIGHT * time_odds(left.written, right.written) + TIME_BASE))
    tell(Evidence("writing: near" if weight >= 0.0 else "writing: far apart", weight))
    days = max(left.written.days or OPEN_WINDOW, right.written.days or OPEN_WINDOW)
    again = others_expected(left, right, days)
    if again >= LEAST_AGAIN:
        tell(Evidence("writing: may be another time", again))


# Fewer further acts than this (its log) are not worth telling.
LEAST_AGAIN = 0.1


def _place(left: Telling, right: Telling, tell: Tell) -> None:
    if left.place is None or right.place is None:
        return
    one, two = set(left.place.split()), set(right.place.split())
    if left.place == right.place or one <= two or two <= one:
        tell(Evidence("place: the same", 1.0, min(filter(None, (left.place_name, right.place_name)), default=left.place)))
    elif left.place_country and left.place_country == right.place_country:
        tell(_plain("place: the same country"))
    elif not (left.place_country in right.recipients or right.place_country in left.recipients):
        tell(_plain("place: other names"))


def _numbers(left: Telling, right: Telling, tell: Tell) -> None:
    met = [(one, two) for one in left.event.numbers for two in right.event.numbers if same_measure(one, two)]
    if not met:
        return
    agreeing = [(one, two) for one, two in met if figures_agree(one, two)]
    if agreeing:
        tell(Evidence("figures: the same", 1.0, f"{agreeing[0][0].value} {agreeing[0][0].what}"))
    else:
        one, two = met[0]
        near = figures_near(one, two)
        tell(Evidence("figures: others" if near else "figures: of another size", 1.0, f"{one.value} against {two.value} {one.what}"))


# Sentences that share fewer of their words are alike by chance.
LEAST_SHARE = 0.1
# Copies: from this share on two sentences are taken for one sentence told again, translations and rewrites included; and surely so from the second on.
SAME_SENTENCE, SURELY_SAME = 0.2, 0.4
# Verbal acts whose sentences share less than this are about other matters.
OTHER_MATTER = 0.15


def share(left: Telling, right: Telling) -> float:
    """Dice coefficient of the content words of the two sentences, names of parties left out; 0 for two acts of one sentence."""
    total = len(left.terms) + len(right.terms)
    if not total or (left.report == right.report and left.event.sentence == right.event.sentence):
        return 0.0
    return 2.0 * len(left.terms & right.terms) / total


def _words(left: Telling, right: Telling, tell: Tell) -> None:
    if left.trigger & right.trigger:
        tell(_plain("words: the act"))
    alike = share(left, right)
    if alike >= LEAST_SHARE:
        tell(Evidence("words: the sentence", alike, f"{alike:.0%}"))
    if left.type in VERBAL and alike < OTHER_MATTER and (left.report != right.report or left.event.sentence != right.event.sentence):
        tell(_plain("words: another matter"))
    if left.origin == right.origin and left.report != right.report:
        tell(_plain("copies: the sentence" if alike >= SAME_SENTENCE else "copies: another sentence"))


def _kind(left: Telling, right: Telling, tell: Tell) -> None:
    one, two = left.event.mode, right.event.mode
    if left.type != right.type:
        tell(Evidence("type: neighbours", 1.0, f"{min(left.type, right.type)}, {max(left.type, right.type)}"))
    elif one and two:
        if one != two:
            tell(Evidence("mode: others of CONSULT" if left.type == "CONSULT" else "mode: others", 1.0, f"{min(one, two)} against {max(one, two)}"))
        elif one != "visit":
            tell(Evidence("mode: the same", 1.0, one))
    elif REMOTE in (one, two):
        tell(_plain("mode: a call in one only"))
    if "meal" in (left.level, right.level) and (left.level != right.level or not left.trigger & right.trigger):
        tell(_plain("level: a meal apart"))
    if left.event.historical != right.event.historical and not (left.told.known and right.told.known):
        tell(_plain("background: in one only"))


# A report whose window of writing is wider than this can't be put before or after another.
PLACED_IN_TIME = 14


def _course(left: Telling, right: Telling, tell: Tell) -> None:
    """What is still to come after it was told as done is another act (a truce that holds, a truce to be prolonged)."""
    if {left.event.status, right.event.status} == {"threatened", "happened"}:
        tell(_plain("status: threatened and done"))
    if "cancelled" in (left.event.status, right.event.status) and (left.real or right.real):
        tell(_plain("status: called off and done"))
    if left.real == right.real or not {left.event.status, right.event.status} & AHEAD:
        return
    if left.report != right.report and left.origin == right.origin and share(left, right) >= SURELY_SAME:
        return
    if left.origin == right.origin:
        tell(_plain("status: done and to come in one report"))
        return
    done, ahead = (left, right) if left.real else (right, left)
    if done.written.from_ is None or ahead.written.from_ is None or max(done.written.days or 999, ahead.written.days or 999) > PLACED_IN_TIME:
        return
    if ahead.written.from_ >= done.written.from_:
        tell(_plain("status: to come after it was done"))


# Half of the pairs of a traveller and a country in a list of 1,463 journeys have several journeys; within so many days hardly any has.
SAME_JOURNEY = 40
# Beyond so many days a minister has mostly been there twice (data/recurrence.yaml: every eight months).
ONE_JOURNEY = 500


def _width(telling: Telling) -> int:
    """Days within which a journey is told to lie, or, undated, within which it was written of."""
    days = telling.told.days if telling.told.known else telling.written.days
    return OPEN_WINDOW if days is None else days


def _inside(left: Telling, right: Telling, tell: Tell) -> None:
    """Inside one report a second telling is either a repetition or another event; two in one sentence are seldom one."""
    travelling = left.level == right.level == "journey" and any(one.same_as(two) for one in left.actor_people for two in right.actor_people)
    if left.report != right.report:
        if travelling and left.recipients & right.recipients and not (left.event.historical or right.event.historical):
            wide = max(_width(left), _width(right))
            tell(
                Evidence("journey: the same traveller" if wide <= SAME_JOURNEY else "journey: told loosely" if wide <= ONE_JOURNEY else "journey: another time")
            )
        return
    tell(_plain("report: one"))
    if left.event.sentence == right.event.sentence:
        tell(_plain("report: one sentence"))
    elif travelling and left.real == right.real:
        tell(_plain("report: the journey again"))
    elif left.type == "CONSULT" and left.level != right.level:
        tell(_plain("report: journey and meeting"))
    elif left.event.status == right.event.status and not left.trigger & right.trigger:
        tell(_plain("report: in other words"))


_LOOKS = (_parties, _people, _days, _place, _numbers, _words, _kind, _course, _inside)
