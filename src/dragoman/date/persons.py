"""Clues from people named without their office: the time in which the register has them about.

In: a Working with its mentions. Out: Evidence of kinds "bare" (heads of state and government, foreign ministers) and "person" (all others).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.date.evidence import Evidence, merged, quoted
from dragoman.date.offices import held, holdings_of
from dragoman.date.rules import rules
from dragoman.model import Actor, Interval
from dragoman.model.working import Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

# People are named as candidates before their term. Ministers go on to other posts and stay in the news longer than heads of state.
CANDIDATE, MINISTER_AFTER = timedelta(days=365), timedelta(days=2 * 365)
# Two holdings so far apart are two times in which a person was about.
APART = 8 * 365


def person_clues(working: Working, knowledge: Knowledge, history: frozenset[int], told: frozenset[str]) -> list[Evidence]:
    """One piece of evidence for each person of the register who acts without an office being told.

    Args:
        history: sentences that tell of the past; people named only there say nothing.
        told: ids of the people whose office is told; theirs is the better clue.
    """
    found: dict[str, tuple[Actor, list[tuple[int, int]]]] = {}
    for mention in working.actors:
        actor = mention.members[0]
        if len(mention.members) == 1 and actor.kind == "person" and actor.id and mention.how == "name" and actor.id not in told:
            before = working.clean.text[max(0, mention.start - 30) : mention.start]
            if (
                mention.sentence in history
                or rules().past_office.search(before)
                or rules().coming_office.search(before)
                or (actor.office or "").startswith("former ")
            ):
                continue
            found.setdefault(actor.id, (actor, []))[1].append((mention.start, mention.end))
    seats = _heads(knowledge, [actor for actor, _ in found.values()])
    return [one for actor, spans in found.values() if (one := _evidence(working, knowledge, actor, spans, seats)) is not None]


def _evidence(working: Working, knowledge: Knowledge, actor: Actor, spans: list[tuple[int, int]], seats: dict[str | None, date]) -> Evidence | None:
    head, minister = held(knowledge, actor, "head of state"), held(knowledge, actor, "foreign minister")
    start, end = quoted(working, *spans[0])
    weight = rules().often ** (min(len(spans), 4) - 1)
    if head and (head[-1].from_ or date.min) < seats[actor.country]:
        return Evidence("bare", start, end, f"{actor.name} of {actor.country}; a later head of state or government is named too", head, "superseded", weight)
    if head or minister:
        windows = merged([*_widened(head, timedelta(0)), *_widened(minister, MINISTER_AFTER)])
        return Evidence("bare", start, end, f"{actor.name} acts as if in office", windows, "head", weight)
    windows = about(knowledge, actor)
    return Evidence("person", start, end, f"{actor.name} was about", windows, "known", weight) if windows else None


def _heads(knowledge: Knowledge, actors: list[Actor]) -> dict[str | None, date]:
    """Country -> first day of the latest term of a head of state or government named."""
    found: dict[str | None, date] = defaultdict(lambda: date.min)
    for actor in actors:
        for term in held(knowledge, actor, "head of state"):
            found[actor.country] = max(found[actor.country], term.from_ or date.min)
    return found


def _widened(terms: tuple[Interval, ...], after: timedelta) -> list[Interval]:
    return [Interval.between(term.from_ and term.from_ - CANDIDATE, term.to and term.to + after) for term in terms]


def about(knowledge: Knowledge, actor: Actor) -> tuple[Interval, ...]:
    """The times in which the person held offices, those that are not far apart made one."""
    terms = [
        Interval.between(holding.from_, None if not holding.to_known and holding.to is None else holding.to)
        for holding in holdings_of(knowledge, actor)
        if holding.from_ is not None
    ]
    return merged(terms, gap=APART)
