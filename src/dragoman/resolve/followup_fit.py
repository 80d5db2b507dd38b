"""Which later event answers an act, or carries it out. In: an Act and the Index of events; out: what was Found, with the outcome and its reasons.

The later event must be of the act's parties (the other way round for an answer), come after it inside a window by kind, and be about the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from dragoman.model import Event
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.resolve.answers import Rule, answers
from dragoman.resolve.families import same_family
from dragoman.resolve.followup_index import WIDEST, Index
from dragoman.resolve.tellings import Telling
from dragoman.resolve.traits import content_terms

# Words that two sentences must share for the one to answer the other; one is enough within a fortnight.
SHARED, SOON = 2, 14


@dataclass(frozen=True, slots=True)
class Act:
    """An event that may be followed up, with the event reports that its sentences name as its content."""

    event: Event
    kind: str
    told: tuple[Telling, ...]
    contents: tuple[Telling, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What came of an act: the outcome, the event, its telling, and the reasons."""

    outcome: str
    answer: Event
    telling: Telling
    days: int | None
    shared: int
    why: str

    @property
    def rank(self) -> tuple[int, int, int, str]:
        return (self.outcome == "answered", self.days if self.days is not None else 0, -self.shared, self.answer.id)


def carried_out(act: Act, index: Index) -> Found | None:
    """What the act's own sentence asked for, threatened or promised, told as done or called off in another report."""
    for content in act.contents:
        event = index.events[index.of_telling[content.id]]
        for one in index.told[event.id]:
            if one.report == content.report or one.event.negated:
                continue
            lag = _lag(act, event, one)
            if one.real and event.status in REAL_STATUSES and (lag is None or lag >= 0):
                return Found("carried out", event, one, lag, 0, f"the {event.type} that it spoke of was told as done")
            if one.event.status == "cancelled" and event.status == "cancelled":
                return Found("called off", event, one, lag, 0, f"the {event.type} that it spoke of was called off")
    return None


def answers_to(act: Act, index: Index) -> Iterator[Found]:
    """Later events that fit a rule of the act's kind."""
    own = index.of_telling[act.told[0].id]
    rules = answers().rules[act.kind]
    for identifier in sorted(_candidates(act, index) - {own}):
        event = index.events[identifier]
        for rule in rules:
            if event.type in rule.types:
                yield from _by_rule(act, rule, event, index)


def _candidates(act: Act, index: Index) -> set[str]:
    """Events inside the window in which a party of the act acts, and those of the act's own reports."""
    out = {index.of_telling[other.id] for one in act.told for other in index.by_report[one.report]}
    first = act.event.from_
    if first is not None:
        last = (act.event.to or first) + timedelta(days=answers().windows[act.kind])
        for party in (*act.event.actor_countries, *act.event.recipient_countries):
            dated = index.by_actor.get(party, [])
            out |= {identifier for _, identifier in dated[bisect_left(dated, (first, "")) : bisect_left(dated, (last + timedelta(days=1), ""))]}
    return out


def _by_rule(act: Act, rule: Rule, event: Event, index: Index) -> Iterator[Found]:
    if not _sides_fit(act, rule, event) or event.negated:
        return
    for one in index.told[event.id]:
        if not one.real or one.event.negated or one.event.historical:
            continue
        lag = _lag(act, event, one)
        if lag is None or not 0 <= lag <= answers().windows[act.kind]:
            continue
        in_sentence = any(mine.report == one.report and mine.event.sentence == one.event.sentence for mine in act.told)
        shared = 0 if in_sentence else max(len(_topic(mine) & _topic(one)) + 2 * bool(mine.trigger & one.terms) for mine in act.told)
        if _content_fits(act, rule, event, shared, lag) or (in_sentence and not rule.content):
            days = None if event.from_ is None or act.event.from_ is None else lag
            yield Found(rule.outcome, event, one, days, shared, _reason(rule, event, lag, shared, in_sentence=in_sentence))


def _reason(rule: Rule, event: Event, lag: int, shared: int, *, in_sentence: bool) -> str:
    side = {"same": "the same side", "other": "the side addressed", "both": "both sides"}[rule.by]
    when = "in the same sentence" if in_sentence else "on the same day or told after it" if lag == 0 else f"{lag} days later"
    words = f", in {shared} words the same" if shared else ""
    return f"{event.type} by {side} {when}{words}"


def _sides_fit(act: Act, rule: Rule, event: Event) -> bool:
    """Who acts now is who was addressed, or who spoke, or both; acts inside one country have no two sides to tell apart."""
    mine = set(act.event.actor_countries) - set(act.event.recipient_countries)
    theirs = set(act.event.recipient_countries) - set(act.event.actor_countries)
    actors, recipients = set(event.actor_countries), set(event.recipient_countries)
    if not mine or (not theirs and rule.by != "other"):
        return False
    if rule.by == "both":
        return bool(mine & (actors | recipients)) and bool(theirs & (actors | recipients))
    if rule.by == "other":
        addressed = actors & theirs if theirs else actors - mine if recipients & mine else set()
        return bool(addressed) and not actors & mine and (not recipients or bool(recipients & mine))
    return bool(actors & mine) and not actors & theirs and (bool(recipients & theirs) if recipients else event.type == "MOBILIZE")


def _content_fits(act: Act, rule: Rule, event: Event, shared: int, lag: int) -> bool:
    """The later event is about the same: of the type named, or in shared words."""
    about = shared >= SHARED or (shared >= 1 and lag <= SOON)
    if act.contents and rule.content:
        return any(same_family(content.type, event.type) for content in act.contents)
    if rule.by == "both":
        return True  # who sought to talk talked
    if rule.content and act.kind == "threat":
        # What was threatened is not named: force by the same side against the same within a fortnight makes the pair.
        return about or (lag <= SOON and event.type in ("ASSAULT", "MOBILIZE", "COERCE", "SANCTION"))
    return about


def _topic(one: Telling) -> frozenset[str]:
    """Content words without the names of the parties."""
    names = content_terms(" ".join(one.sentence[start:end] for start, end, _ in one.named))
    return one.terms - names - one.trigger


def _lag(act: Act, event: Event, one: Telling) -> int | None:
    """Days from the act to the later event, 0 where it is told after the act in one report or on one day; None where no order is known, or it came before."""
    mine = next((mine for mine in act.told if mine.report == one.report), None)
    first, last = act.event, event
    if first.from_ is not None and last.from_ is not None and first.to is not None and last.to is not None:
        if max((first.to - first.from_).days, (last.to - last.from_).days) > WIDEST:
            return None
        if last.from_ > first.to:
            return (last.from_ - first.to).days
        if last.to < first.from_ or (mine is None and last.from_ <= first.from_):
            return None
    if mine is None:
        return None
    return 0 if mine.event.sentence.start <= one.event.sentence.start else None
