"""What came of requests, offers, threats, plans and attempts at contact. In: events with their tellings, and claims; out: a FollowUp for each such act.

An act is linked to a later event of the same parties (reversed for an answer) and the same content, inside a window by kind; what it asked for, threatened or
promised, if later told as done, is "carried out". Nothing is guessed from silence but that the record tells nothing, up to the day that it reaches.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.model import Event, FollowUp, Passage, digest
from dragoman.model.vocabulary import REAL_STATUSES, SYMMETRIC_TYPES
from dragoman.resolve.answers import Rule, answers
from dragoman.resolve.claims import Claim
from dragoman.resolve.families import same_family
from dragoman.resolve.tellings import AHEAD, Telling
from dragoman.resolve.traits import content_terms, stem, words_of

# Days told more widely than this have no order among others.
WIDEST = 31
# Words that two sentences must share for the one to answer the other; one is enough within a fortnight.
SHARED, SOON = 2, 14
# Words after "asked" in which "talks" or "a meeting" is what was asked for.
ASKED_FOR = 3
# Characters after the act's sentence in which the missing answer may be told.
NEXT = 220


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


@dataclass(slots=True)
class _Index:
    """Events by what a search needs: id, telling, report, and first day for each party that acts."""

    events: dict[str, Event] = field(default_factory=dict)
    told: dict[str, tuple[Telling, ...]] = field(default_factory=dict)
    of_telling: dict[str, str] = field(default_factory=dict)
    by_report: dict[str, list[Telling]] = field(default_factory=lambda: defaultdict(list))
    by_actor: dict[str, list[tuple[date, str]]] = field(default_factory=lambda: defaultdict(list))
    of_party: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    last_of: dict[str, date] = field(default_factory=dict)
    reach: date | None = None


def follow_ups(events: Sequence[Event], told: Mapping[str, Sequence[Telling]], claims: Mapping[str, Claim]) -> tuple[FollowUp, ...]:
    """One FollowUp for each act that calls for something to come of it, in the order of the events."""
    index = _index(events, told)
    return tuple(_followed(act, index, claims) for event in events if (act := _act(event, index, claims)) is not None)


def _index(events: Sequence[Event], told: Mapping[str, Sequence[Telling]]) -> _Index:
    index = _Index()
    for event in events:
        tellings = tuple(told[event.id])
        index.events[event.id], index.told[event.id] = event, tellings
        for one in tellings:
            index.of_telling[one.id] = event.id
            index.by_report[one.report].append(one)
            day = one.written.to if one.written.known and (one.written.days or 0) <= WIDEST else None
            if day is not None:
                index.reach = max(index.reach or day, day)
                for party in one.parties:
                    index.last_of[party] = max(index.last_of.get(party, day), day)
        for party in {*event.actor_countries, *event.recipient_countries}:
            index.of_party[party].append(event.id)
        if event.from_ is not None and not event.negated:
            for party in {*event.actor_countries, *(event.recipient_countries if event.type in SYMMETRIC_TYPES else ())}:
                index.by_actor[party].append((event.from_, event.id))
    for dated in index.by_actor.values():
        dated.sort()
    return index


def _act(event: Event, index: _Index, claims: Mapping[str, Claim]) -> Act | None:
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


def _followed(act: Act, index: _Index, claims: Mapping[str, Claim]) -> FollowUp:
    known = answers()
    found = _plan(act) if act.kind == "plan" else _carried_out(act, index) or min(_answers(act, index), key=lambda one: one.rank, default=None)
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


def _made(act: Act, outcome: str, answer: str | None, days: int | None, index: _Index, why: str, passages: Sequence[Passage]) -> FollowUp:
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


def _carried_out(act: Act, index: _Index) -> Found | None:
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


def _answers(act: Act, index: _Index) -> Iterator[Found]:
    """Later events that fit a rule of the act's kind."""
    own = index.of_telling[act.told[0].id]
    rules = answers().rules[act.kind]
    for identifier in sorted(_candidates(act, index) - {own}):
        event = index.events[identifier]
        for rule in rules:
            if event.type in rule.types:
                yield from _by_rule(act, rule, event, index)


def _candidates(act: Act, index: _Index) -> set[str]:
    """Events inside the window in which a party of the act acts, and those of the act's own reports."""
    out = {index.of_telling[other.id] for one in act.told for other in index.by_report[one.report]}
    first = act.event.from_
    if first is not None:
        last = (act.event.to or first) + timedelta(days=answers().windows[act.kind])
        for party in (*act.event.actor_countries, *act.event.recipient_countries):
            dated = index.by_actor.get(party, [])
            out |= {identifier for _, identifier in dated[bisect_left(dated, (first, "")) : bisect_left(dated, (last + timedelta(days=1), ""))]}
    return out


def _by_rule(act: Act, rule: Rule, event: Event, index: _Index) -> Iterator[Found]:
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


def _maybe_held(act: Act, due: date, index: _Index) -> bool:
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
