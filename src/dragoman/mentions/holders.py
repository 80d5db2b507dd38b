"""Who holds the office that a report names without its holder: a person of the report, else the register's on the day.

In: role, country, and the days of which the report tells. Out: a referent, or None.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from dragoman.knowledge.names import name_key
from dragoman.mentions.cast import Cast, Referent
from dragoman.mentions.references import reference_words
from dragoman.model import Interval

# Offices that one person at a time holds, so that the register can name the holder.
SINGLE_ROLES = frozenset(
    {"head of state", "head of government", "foreign minister", "defence minister", "finance", "interior", "national security adviser", "head of organisation"}
)
# A holder whose end is unknown is trusted so long past the last evidence.
_TRUSTED = timedelta(days=366)
# Sources differ by so much on the first and last day in office.
_SLACK = timedelta(days=45)
# An era wider than this says too little to name a holder by.
_ERA_DAYS = 5 * 366


def holder(role: str, country: str | None, cast: Cast, knowledge: Any, when: Interval | None, at: int, noun: str = "") -> Referent | None:
    """The person meant by a definite office: the one of the report named last before it, else the register's if there is one only.

    `noun` is the head of the words told: it rules out countries whose holders are not called so, and goes to whom the report called so.
    """
    words = reference_words()
    named = [one for one in cast.persons if _in_role(one, role, country, cast, knowledge, when) and words.may_have(one.country or "", noun)]
    if named:
        # "President Osman" is "the president" sooner than another head of state.
        before = {id(one): cast.named_before(one, at) for one in named}
        return max(reversed(named), key=lambda one: (before[id(one)] >= 0, bool(noun) and noun in (one.office or "").lower().split(), before[id(one)]))
    if country is None or when is None or role not in SINGLE_ROLES:
        return None
    holdings = [one for one in knowledge.offices.holders(role, country, when) if one.to_known or _still(one.to, when)]
    people = {one.person_qid or name_key(one.person) for one in holdings}
    if len(people) != 1 or not _throughout(holdings, when):
        return None
    best = holdings[0]
    return cast.add(Referent(best.person, best.person_qid or name_key(best.person), best.country, "GOV", role=role))


def _in_role(one: Referent, role: str, country: str | None, cast: Cast, knowledge: Any, when: Interval | None) -> bool:
    """Told in that office; or told in none, and known to the register in it."""
    if country is not None and one.country != country:
        return False
    if one.role is not None or one.country is None:
        return one.role == role and not (one.office or "").startswith("former ")
    held = cast.holdings(one, knowledge)
    # Undated, a person goes by the offices still held, else by the last one known.
    fitting = (
        ([holding for holding in held if not holding.to_known] or held[-1:])
        if when is None
        else [holding for holding in held if holding.covers(when) is not False]
    )
    return any(holding.role == role and holding.country == one.country for holding in fitting)


def _still(last_evidence: date | None, when: Interval) -> bool:
    return last_evidence is not None and when.to is not None and when.to <= last_evidence + _TRUSTED


def _throughout(holdings: Iterable[Any], when: Interval) -> bool:
    """The one holder held the office on all days of `when`: where the register has a gap, a stranger may be meant."""
    first = min((one.from_ for one in holdings if one.from_ is not None), default=date.max)
    last = max((one.to + (timedelta(0) if one.to_known else _TRUSTED) for one in holdings if one.to is not None), default=date.max)
    return (when.from_ is None or first <= when.from_ + _SLACK) and (when.to is None or last >= when.to - _SLACK)


def era(persons: Iterable[Referent], cast: Cast, knowledge: Any) -> Interval | None:
    """The days on which all who are named with their office held it; None where that is empty or wider than five years.

    It serves an undated report: with Kissinger as Secretary of State the President is not the present one.
    """
    window = Interval()
    for one in persons:
        if one.role is None or (one.office or "").startswith("former "):
            continue
        spells = [
            holding.interval for holding in cast.holdings(one, knowledge) if holding.role == one.role and holding.country == one.country and holding.to_known
        ]
        if len(spells) != 1:
            continue
        narrowed = window.intersect(spells[0])
        if narrowed is None:
            return None
        window = narrowed
    return window if window.days is not None and window.days <= _ERA_DAYS else None
