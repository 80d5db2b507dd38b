"""Clues from people named without their office, the times in which people named were about, and how far the register reaches.

In: a Working with its mentions. Out: weak Evidence, and windows that only decide between others.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.date.evidence import Evidence, merged, quoted
from dragoman.date.offices import held, historical_sentences, holdings_of
from dragoman.date.rules import rules
from dragoman.model import Actor, Interval
from dragoman.model.working import Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

# Without an office told, people are named as candidates before their term and for their deeds after it.
# Ministers go on to other posts and stay in the news longer.
CANDIDATE, OUTGOING, OUTGOING_MINISTER = timedelta(days=2 * 365), timedelta(days=365), timedelta(days=4 * 365)


def bare_clues(working: Working, knowledge: Knowledge) -> list[Evidence]:
    """Heads of state and government and foreign ministers named without office, as if they were in it."""
    history = historical_sentences(working)
    found: dict[str, tuple[Actor, list[tuple[int, int]]]] = {}
    for mention in working.actors:
        actor = mention.members[0]
        if len(mention.members) == 1 and actor.kind == "person" and actor.id and mention.how == "name" and mention.sentence not in history:
            before = working.clean.text[max(0, mention.start - 30) : mention.start]
            if not rules().past_office.search(before) and not rules().coming_office.search(before) and not (actor.office or "").startswith("former "):
                found.setdefault(actor.id, (actor, []))[1].append((mention.start, mention.end))
    out = []
    seats = {country: max(starts) for country, starts in _heads(knowledge, [actor for actor, _ in found.values()]).items()}
    for actor, spans in found.values():
        head, minister = held(knowledge, actor, "head of state"), held(knowledge, actor, "foreign minister")
        if head and (head[-1].from_ or date.min) < seats[actor.country]:
            # A later head of the same country is named: this one's time is over.
            continue
        windows = merged([*_widened(head, OUTGOING), *_widened(minister, OUTGOING_MINISTER)])
        if windows:
            start, end = quoted(working, *spans[0])
            out.append(Evidence("bare", start, end, f"{actor.name} acts as if in office", windows, rules().weights["bare"], firm=False))
    return out


def _heads(knowledge: Knowledge, actors: list[Actor]) -> dict[str | None, list[date]]:
    found: dict[str | None, list[date]] = defaultdict(list)
    for actor in actors:
        found[actor.country] += [term.from_ for term in held(knowledge, actor, "head of state") if term.from_ is not None] or [date.min]
    return found


def _widened(terms: tuple[Interval, ...], after: timedelta) -> list[Interval]:
    return [Interval.between(term.from_ and term.from_ - CANDIDATE, term.to and term.to + after) for term in terms]


# People are named some years before their first office and after their last.
BEFORE_OFFICE, AFTER_OFFICE = timedelta(days=3 * 365), timedelta(days=5 * 365)


def people(working: Working, knowledge: Knowledge) -> list[tuple[Interval, date]]:
    """For each person of the register named: the time in which reports name them, and the first day of their first office."""
    actors = {actor.id: actor for mention in working.actors for actor in mention.members if actor.kind == "person" and actor.id and mention.how == "name"}
    out = []
    for actor in actors.values():
        rows = holdings_of(knowledge, actor)
        starts = [holding.from_ for holding in rows if holding.from_ is not None]
        if not starts:
            continue
        ends = [holding.to for holding in rows if holding.to is not None and holding.to_known]
        open_end = any(not holding.to_known for holding in rows)
        out.append((Interval.between(min(starts) - BEFORE_OFFICE, None if open_end or not ends else max(ends) + AFTER_OFFICE), min(starts)))
    return out
