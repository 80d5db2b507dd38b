"""What came of requests, offers, threats, plans and attempts at contact. In: events with their tellings, and claims; out: a FollowUp for each such act.

An act is linked to a later event of the same parties (reversed for an answer) and the same content, inside a window by kind; what it asked for, threatened or
promised, if later told as done, is "carried out". Nothing is guessed from silence but that the record tells nothing, up to the day that it reaches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dragoman.model import Event, FollowUp, Passage, digest
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.resolve.answers import answers
from dragoman.resolve.claims import Claim
from dragoman.resolve.followup_fit import Act, Found, answers_to, carried_out
from dragoman.resolve.followup_index import WIDEST, Index, index_of
from dragoman.resolve.tellings import Telling
from dragoman.resolve.told_days import AHEAD
from dragoman.resolve.traits import stem, words_of

# Words after "asked" in which "talks" or "a meeting" is what was asked for.
ASKED_FOR = 3
# Characters after the act's sentence in which the missing answer may be told.
NEXT = 220


def follow_ups(events: Sequence[Event], told: Mapping[str, Sequence[Telling]], claims: Mapping[str, Claim]) -> tuple[FollowUp, ...]:
    """One FollowUp for each act that calls for something to come of it, in the order of the events."""
    index = index_of(events, told)
    return tuple(_followed(act, index, claims) for event in events if (act := _act(event, index, claims)) is not None)


def _act(event: Event, index: Index, claims: Mapping[str, Claim]) -> Act | None:
    """The event as something to be followed up; None if it is nothing of the kind, or background."""
    told = tuple(one for one in index.told[event.id] if not one.event.historical)
    if not told:
        return None
    done = tuple(one for one in told if one.real and not one.event.negated)
    if event.type in ("REQUEST", "THREATEN", "AGREE", "SUPPORT"):
        kind = _verbal(event, done)
        if kind is None:
            return None
        contents = tuple(other for one in done for other in index.by_report[one.report] if _content_of(one, other))
        return Act(event, kind, done, contents)
    if any(one.event.status == "planned" and not one.event.negated for one in told):
        return Act(event, "plan", told)
    missed = event.type == "CONSULT" and not done and any(answers().unanswered.search(_around(one, claims)) for one in told)
    return Act(event, "outreach", told) if missed else None


def _verbal(event: Event, done: Sequence[Telling]) -> str | None:
    if not done:
        return None
    known = answers()
    if event.type == "THREATEN":
        return "threat"
    trigger = frozenset().union(*(one.trigger for one in done))
    if event.type == "REQUEST":
        near = trigger.union(*(_asked_for(one) for one in done))
        return "outreach" if event.mode == "meet" or near & known.outreach else "request"
    return "offer" if trigger & known.offer else None


def _asked_for(one: Telling) -> frozenset[str]:
    """Stems of the few words after the trigger: "asked for (urgent) talks"."""
    words = words_of(one.sentence)
    last = max((place for place, word in enumerate(words) if stem(word.casefold()) in one.trigger), default=None)
    return frozenset() if last is None else frozenset(stem(word.casefold()) for word in words[last + 1 : last + 1 + ASKED_FOR])


def _content_of(one: Telling, other: Telling) -> bool:
    """What the same sentence names as asked for, threatened or promised."""
    return other.id != one.id and other.event.sentence == one.event.sentence and other.event.status in AHEAD and other.type != "REQUEST"


def _followed(act: Act, index: Index, claims: Mapping[str, Claim]) -> FollowUp:
    known = answers()
    found = _plan(act) if act.kind == "plan" else carried_out(act, index) or min(answers_to(act, index), key=lambda one: one.rank, default=None)
    first = min(act.told, key=lambda one: (one.event.status in REAL_STATUSES and act.kind == "plan", one.written.from_ or date.max, one.id))
    passages = [_passage(first)]
    if found is not None:
        return _made(act, found.outcome, found.answer.id, found.days, index, found.why, [*passages, _passage(found.telling)])
    silent = next((match for one in act.told if (match := known.unanswered.search(_around(one, claims)))), None)
    if silent is not None and act.kind in ("outreach", "request"):
        return _made(act, "nothing yet", None, None, index, f"told as unanswered: “{silent.group()}”", passages)
    due = _due(act)
    later = max((index.last_of[party] for party in {*act.event.actor_countries, *act.event.recipient_countries} if party in index.last_of), default=None)
    if due is not None and later is not None and later > due + timedelta(days=known.grace) and not _maybe_held(act, due, index):
        return _made(act, "lapsed", None, None, index, f"it was to be by {due}, and reports up to {later} do not tell that it was", passages)
    put_off = " since it was put off" if act.kind == "plan" and act.event.status == "suspended" else ""
    return _made(act, "nothing yet", None, None, index, f"nothing in the record tells what came of it{put_off}", passages)


def _made(act: Act, outcome: str, answer: str | None, days: int | None, index: Index, why: str, passages: Sequence[Passage]) -> FollowUp:
    return FollowUp(f"followup-{digest(act.event.id)}", act.event.id, act.kind, outcome, answer, days, index.reach, why, tuple(passages))


def _passage(one: Telling) -> Passage:
    return Passage(one.report, one.event.sentence.start, one.event.sentence.end)


def _around(one: Telling, claims: Mapping[str, Claim]) -> str:
    claim = claims.get(one.report)
    return one.sentence if claim is None else claim.text(one.event.sentence.start, one.event.sentence.end + NEXT)


def _plan(act: Act) -> Found | None:
    """A plan that was carried out or called off: the event itself says so."""
    event = act.event
    outcome = "carried out" if event.status in REAL_STATUSES and not event.negated else "called off" if event.status == "cancelled" else None
    if outcome is None:
        return None
    fitting = [one for one in act.told if (one.real if outcome == "carried out" else one.event.status == "cancelled")]
    planned = [one for one in act.told if one.event.status == "planned"]
    if not fitting or not any(_may_follow(one, plan) for one in fitting for plan in planned):
        return None
    said = "told as planned, then as done" if outcome == "carried out" else "told as planned, then as called off"
    return Found(outcome, event, min(fitting, key=lambda one: (one.written.from_ or date.max, one.id)), None, 0, said)


def _may_follow(one: Telling, plan: Telling) -> bool:
    """Not surely written before the plan was told."""
    if one.report == plan.report:
        return one.event.sentence.start != plan.event.sentence.start
    return one.written.to is None or plan.written.from_ is None or one.written.to >= plan.written.from_


def _maybe_held(act: Act, due: date, index: Index) -> bool:
    """An act of the same kind and parties is told as done, undated or about that day: it may be this one, so that nothing can be said to have lapsed."""
    kinds = {act.event.type} if act.kind == "plan" else {one.type for one in act.contents}
    parties = {*act.event.actor_countries, *act.event.recipient_countries}
    for party in sorted(parties):
        for identifier in index.of_party.get(party, ()):
            event = index.events[identifier]
            same = identifier != act.event.id and event.type in kinds and event.status in REAL_STATUSES and not event.negated
            if (
                same
                and parties <= {*event.actor_countries, *event.recipient_countries}
                and (event.from_ is None or abs((event.from_ - due).days) <= answers().grace)
            ):
                return True
    return False


def _due(act: Act) -> date | None:
    """The day by which it was to be: that of a plan, or of what was asked for or promised."""
    told = act.told if act.kind == "plan" else act.contents
    days = [one.told.to for one in told if one.event.status in AHEAD and one.told.to is not None and (one.told.days or WIDEST + 1) <= WIDEST]
    return max(days, default=None)
