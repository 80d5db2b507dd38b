"""Days that an event without a time of its own takes from other tellings in the report. In: Dated events. Out: days with the reason, or None."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.date.own import Dated
from dragoman.date.wording import wording
from dragoman.model import Interval
from dragoman.model.working import EventDraft, Part, Working

# "They also agreed ..." goes on with the day told at most so many sentences before, in the same paragraph.
REACH_SENTENCES = 2
_LOOK_BACK = 40


def retold(item: Dated, dated: Sequence[Dated], working: Working) -> tuple[Interval, str] | None:
    """The day of another telling of the same act (type, mode, parties, kind), if the report gives only one.

    A headline leaves parties out, so there it is enough that those it has take part.
    """
    event, parties = item.event, item.parties
    headline = working.sentences[event.sentence].kind != "body"
    found = {}
    for other in dated:
        if not other.source or other.event.type != event.type or other.kind != item.kind or other.days is None:
            continue
        same = (other.parties == parties or (headline and parties < other.parties)) and not _others(event, other.event)
        if parties and same and (event.mode is None or other.event.mode in (None, event.mode)):
            found[other.days.from_, other.days.to] = other.days
    return (next(iter(found.values())), "another telling of the same act") if len(found) == 1 else None


def _others(one: EventDraft, two: EventDraft) -> bool:
    """Each names a person of some country, and not the same ones: another minister's visit to the same host is another act."""
    people = [{(actor.country, actor.id or actor.name) for actor in (*event.actors, *event.recipients) if actor.kind == "person"} for event in (one, two)]
    shared = {country for country, _ in people[0]} & {country for country, _ in people[1]}
    return any({who for where, who in people[0] if where == country}.isdisjoint(who for where, who in people[1] if where == country) for country in shared)


def continued(item: Dated, dated: Sequence[Dated], working: Working) -> tuple[Interval, str] | None:
    """The day of the real event told just before in the same paragraph, if a party takes part in both."""
    event = item.event
    if event.status != "happened" or event.tense != "past" or event.negated or has_time(event.sentence, working):
        return None
    part = _part_of(event, working)
    before = [
        other
        for other in dated
        if other.event.trigger < event.trigger
        and event.sentence - other.event.sentence <= REACH_SENTENCES
        and (part is None or part.start <= other.event.trigger[0])
        and other.event.time is not None
    ]
    last = max(before, key=lambda other: other.event.trigger, default=None)
    if last is None or not last.source or last.kind != "real" or last.event.tense != "past":
        return None
    if last.days is None or not last.parties & item.parties or reaches_back(event, working):
        return None
    return last.days, f"goes on from sentence {last.event.sentence}"


def has_time(sentence: int, working: Working) -> bool:
    """The sentence tells a time; where the coder did not give it to the event, it belongs to something else."""
    return any(time.sentence == sentence and time.type in ("DATE", "TIME") for time in working.times)


def reaches_back(event: EventDraft, working: Working) -> bool:
    """ "Had fought", "have long wanted": told from afterwards, the day may lie anywhere before. "Has met" is news."""
    return wording().reaching_back.search(words_before(event, working)) is not None


def words_before(event: EventDraft, working: Working) -> str:
    """The words of the sentence right before the trigger."""
    start = max(working.sentences[event.sentence].start, event.trigger[0] - _LOOK_BACK)
    return working.clean.text[start : event.trigger[0]]


def _part_of(event: EventDraft, working: Working) -> Part | None:
    return next((part for part in working.clean.parts if part.start <= event.trigger[0] < part.end), None)
