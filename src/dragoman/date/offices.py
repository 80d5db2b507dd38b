"""Clues from people in office: holders named with their office, former holders, administrations.

In: a Working with its mentions. Out: Evidence. A holder of the past gives a lower bound only: his successor or a past year stands beside him.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.date.evidence import Evidence, merged, quoted
from dragoman.date.rules import rules
from dragoman.mentions.times import Expression
from dragoman.model import Actor, Interval
from dragoman.model.working import ActorMention, Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge
    from dragoman.knowledge.offices import Holding

HEADS = frozenset({"head of state", "head of government"})
TOP = HEADS | {"foreign minister"}
# Held by one person at a time: of two holders named, only the later can be the present one.
SINGLE = TOP | {"defence minister", "national security adviser", "finance", "interior", "UN representative"}
# Titles are looked for this many characters around a name.
_REACH = 60


@dataclass(slots=True)
class Told:
    """What a report tells of one person in one role: how often, and how often as past."""

    actor: Actor
    role: str
    windows: tuple[Interval, ...]
    says: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    past: list[tuple[int, int]] = field(default_factory=list)
    firm: bool = True


def office_clues(working: Working, knowledge: Knowledge, history: frozenset[int]) -> list[Evidence]:
    """Evidence from all people named with their office; `history`: sentences that tell of the past."""
    told: dict[tuple[str, str], Told] = {}
    for mention in working.actors:
        for actor in mention.members:
            if actor.kind == "person" and mention.how in ("name", "title") and not mention.plural and len(mention.members) == 1:
                _add(working, knowledge, mention, actor, told, history)
    return [*_evidence(working, told), *_eras(working, knowledge, told, history)]


def historical_sentences(working: Working) -> frozenset[int]:
    """Sentences that tell of the past: with a year of the past, or words like "at the time"."""
    found = {sentence.index for sentence in working.sentences if rules().historical.search(sentence.text)}
    found |= {time.sentence for time in working.times if isinstance(time, Expression) and _names_past(time)}
    return frozenset(found)


def _names_past(time: Expression) -> bool:
    return not time.relative and time.type in ("DATE", "TIME") and time.direction != "future" and time.resolve(None, None) is not None


def _add(working: Working, knowledge: Knowledge, mention: ActorMention, actor: Actor, told: dict[tuple[str, str], Told], history: frozenset[int]) -> None:
    text = working.clean.text
    if actor.office is None or mention.how != "name":
        return
    sentence = working.sentences[mention.sentence]
    before = text[max(sentence.start, mention.start - _REACH) : mention.start]
    after = text[mention.end : min(sentence.end, mention.end + _REACH)]
    office = actor.office.removeprefix("former ")
    place = _place(office, before, after)
    if place is None:
        return
    lead = before[: place[0]] if place[2] else after[: place[0]]
    near = lead[-18:] + (before[place[0] :] if place[2] else "") if place[2] else lead
    if rules().coming_office.search(near + " " + after[:12]):
        return
    title = knowledge.titles.match(office, actor.country)
    if title is None or not _specific(office, title.role, knowledge, actor):
        return
    windows = held(knowledge, actor, title.role)
    if not windows:
        return
    key = (actor.id or actor.name, title.role)
    if key not in told:
        says = f"{actor.name}, {title.role} of {actor.country}"
        told[key] = Told(actor, title.role, windows, says, firm=title.role in SINGLE and _firm(knowledge, actor, title.role))
    one = told[key]
    start = mention.start - len(before) + place[0] if place[2] else mention.start
    end = mention.end if place[2] else mention.end + place[1]
    past = actor.office.startswith("former ") or bool(rules().past_office.search(near)) or mention.sentence in history
    (one.past if past else one.spans).append((min(start, mention.start), max(end, mention.end)))


def _place(office: str, before: str, after: str) -> tuple[int, int, bool] | None:
    """Where the office is told: offsets in the text before (True) or after (False) the name; None where it was not told here."""
    at = before.lower().rfind(office.lower())
    if at >= 0 and _BETWEEN.fullmatch(before[at + len(office) :]):
        return at, at + len(office), True
    at = after.lower().find(office.lower())
    if at >= 0 and re.fullmatch(r"\s*[,(–—-]?\s*(?:who (?:is|was|serves as) )?[\w’' .-]{0,40}", after[:at]):
        return at, at + len(office), False
    return None


# Words that name no certain office: "opposition leader", "top diplomat"; "p.m." is an hour.
_VAGUE = re.compile(r"\b(?:leader|diplomat|chief|head|official)s?$|^p\.m\.$", re.IGNORECASE)


def _specific(office: str, role: str, knowledge: Knowledge, actor: Actor) -> bool:
    """The words name one office; vague ones count where the register's own name of the office has them ("Supreme Leader")."""
    if not _VAGUE.search(office):
        return True
    word = office.split()[-1].lower()
    return word != "p.m." and any(word in holding.position.lower().split() for holding in holdings_of(knowledge, actor) if _fits(holding, role))


TRANSITION = timedelta(days=80)
# What may stand between office and name: "president of France, ", "ambassador to China ".
_BETWEEN = re.compile(r"s?[\s,]+|\s(?:of|for|to|in)\s[\w .’'-]{2,40}?[\s,]*|-(?:elect|designate|nominee)\s", re.IGNORECASE)


def held(knowledge: Knowledge, actor: Actor, role: str) -> tuple[Interval, ...]:
    """The times in which the person held such an office.

    A row without a known end adds nothing to one that tells the end and overlaps it: it is the same time by a poorer source.
    """
    rows = [holding for holding in holdings_of(knowledge, actor) if _fits(holding, role)]
    ended = [holding.interval for holding in rows if holding.to_known]
    open_ = [holding.interval for holding in rows if not holding.to_known]
    return merged([*ended, *(one for one in open_ if not any(_begins_in(one, other) for other in ended))])


def _begins_in(one: Interval, other: Interval) -> bool:
    """Begins well inside, not in the days of change at its end."""
    if one.from_ is None or other.to is None:
        return False
    return Interval.day(one.from_).overlaps(Interval.between(other.from_, other.to - _CHANGE), slack=45)


_CHANGE = timedelta(days=135)


def _firm(knowledge: Knowledge, actor: Actor, role: str) -> bool:
    """No earlier term of the person can be missing: sources agree on the start, or tell of those who held the office before."""
    rows = [holding for holding in holdings_of(knowledge, actor) if _fits(holding, role)]
    first = min(rows, key=lambda holding: holding.from_ or date.max)
    if {"uk", "us", "extra"}.intersection(first.source.split("|")):
        return True
    before = (holding for holding in knowledge.offices.holders(role, first.country) if (holding.from_ or date.max) < (first.from_ or date.min))
    return any("wikidata" in holding.source for holding in before)


_INITIAL = re.compile(r"(?<=\w) (?:[A-Z]\. ?)+(?=\w)")


def holdings_of(knowledge: Knowledge, actor: Actor) -> list[Holding]:
    """Every office of the person; a middle initial that the register lacks is left out ("John F. Kerry")."""
    found = knowledge.offices.of_person(actor.name)
    if not found and actor.country and _INITIAL.search(actor.name):
        found = knowledge.offices.of_person(_INITIAL.sub(" ", actor.name))
    own = [holding for holding in found if actor.id is not None and holding.person_qid == actor.id]
    if own:
        # Rows of the same person from sources without ids count too.
        return [holding for holding in found if holding.person_qid == actor.id or (holding.person_qid is None and holding.country == own[0].country)]
    return [holding for holding in found if holding.country == actor.country]


def _fits(holding: Holding, role: str) -> bool:
    return holding.role == role or (holding.role in HEADS and role in HEADS)


def _evidence(working: Working, told: dict[tuple[str, str], Told]) -> Iterator[Evidence]:
    latest: dict[tuple[str | None, str], date] = defaultdict(lambda: date.min)
    for one in told.values():
        if one.spans:
            seat = (one.actor.country, one.role)
            latest[seat] = max(latest[seat], one.windows[-1].from_ or date.min)
    for one in told.values():
        if one.spans:
            start, end = quoted(working, *one.spans[0])
            shape = "office" if one.firm else "loose"
            superseded = one.role in SINGLE and (one.windows[-1].from_ or date.min) < latest[one.actor.country, one.role]
            weight = rules().often ** (min(len(one.spans), 4) - 1)
            if superseded:
                yield Evidence("office", start, end, f"{one.says}; a later one is named too", one.windows, "superseded", weight)
            else:
                yield Evidence("office", start, end, one.says, one.windows if one.firm else _slack(one.windows), shape, weight)
        elif one.past:
            yield from _former(working, one)


def _slack(windows: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """Days of loosely kept offices are off by some: appointed is not sworn in, resigned is not relieved."""
    return merged(Interval.between(one.from_ and one.from_ - _LOOSE, one.to and one.to + _LOOSE) for one in windows)


_LOOSE = timedelta(days=15)


def _former(working: Working, one: Told) -> Iterator[Evidence]:
    """Named as holder of the past: the report is not older than the office; after its end where it says "former"."""
    start, end = quoted(working, *one.past[0])
    said_former = _FORMER.search(working.clean.text, max(0, one.past[0][0] - 12), one.past[0][1]) is not None
    first = one.windows[0].to if said_former else one.windows[0].from_
    if first is not None:
        yield Evidence("former", start, end, f"{one.says}, in the past", (Interval.between(first, None),), "former")


_FORMER = re.compile(r"\b(?:former|ex|onetime|one-time|retired|late)\b", re.IGNORECASE)


def _eras(working: Working, knowledge: Knowledge, told: dict[tuple[str, str], Told], history: frozenset[int]) -> Iterator[Evidence]:
    """ "The Biden administration": the head of state or government of that name."""
    found: dict[str, tuple[Actor, tuple[Interval, ...], list[tuple[int, int]]]] = {}
    for mention in working.actors:
        if len(mention.members) != 1 or mention.members[0].kind != "person" or mention.sentence in history:
            continue
        after = rules().era.match(working.clean.text, mention.end)
        actor = mention.members[0]
        before = working.clean.text[max(0, mention.start - 18) : mention.start]
        if after is None or rules().past_office.search(before) or rules().coming_office.search(before):
            continue
        windows = held(knowledge, actor, "head of state")
        if windows:
            found.setdefault(actor.id or actor.name, (actor, windows, []))[2].append((mention.start, after.end()))
    newest: dict[str | None, date] = defaultdict(lambda: date.min)
    named = [
        *((one.actor, one.windows) for one in told.values() if one.role in HEADS and one.spans),
        *((actor, windows) for actor, windows, _ in found.values()),
    ]
    for actor, windows in named:
        newest[actor.country] = max(newest[actor.country], windows[-1].from_ or date.min)
    for key, (actor, windows, spans) in found.items():
        if (key, "head of state") in told and told[key, "head of state"].spans:
            continue
        start, end = quoted(working, *spans[0])
        says, shape = f"{actor.name} in government", "era"
        # His administration is named from the day he is elected.
        windows = tuple(Interval.between(window.from_ and window.from_ - TRANSITION, window.to) for window in windows)
        if (windows[-1].from_ or date.min) + TRANSITION < newest[actor.country]:
            shape = "superseded"
            says += "; a later head of state or government is named too"
        yield Evidence("era", start, end, says, windows, shape)
