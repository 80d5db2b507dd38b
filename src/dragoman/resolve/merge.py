"""The event that a cluster of event reports makes. In: tellings of one cluster; out: Event.

Each field is chosen by itself, by independent origins; the status by the order of writing, as plans become deeds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dragoman.model import Event, Number, StatusStep, Where, derived_id
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.resolve.sides import fold
from dragoman.resolve.support import best_days, ranked, written_order
from dragoman.resolve.tellings import Telling
from dragoman.resolve.told_days import AHEAD
from dragoman.resolve.traits import stem

# Which status wins where several are told at one time: a deed outranks a plan.
STATUS_RANK = {
    status: rank
    for rank, status in enumerate(("possible", "called-for", "threatened", "planned", "suspended", "cancelled", "denied", "ongoing", "resumed", "happened"))
}
# Further origins add half of their confidence: they may lean on each other unseen.
FURTHER_ORIGINS = 0.5
MOST_CONFIDENT = 0.99


def merge(cluster: Sequence[Telling]) -> Event:
    """One event out of its tellings (at least one)."""
    told = sorted(cluster, key=lambda one: one.id)
    history = status_history(told)
    status = final_status(told, history)
    fitting = [one for one in told if one.event.status in REAL_STATUSES] if status in REAL_STATUSES else told
    days = best_days(fitting)
    if not days.from_ and not days.to:
        days = best_days(told)
    actors, recipients = _sides(told)
    kind = _type(told)
    return Event(
        id=derived_id("event", (one.id for one in told)),
        type=kind,
        mode=next(iter(ranked((one.event.mode, one) for one in told if one.event.mode and one.type == kind)), None),
        contexts=_contexts(told),
        actors=_ids(told, actors, "actors"),
        recipients=_ids(told, recipients, "recipients"),
        actor_countries=tuple(sorted(actors)),
        recipient_countries=tuple(sorted(recipients)),
        status=status,
        status_history=history,
        from_=days.from_,
        to=days.to,
        precision=days.precision,
        where=_where(told),
        numbers=_numbers(told),
        event_reports=tuple(one.id for one in told),
        reports=tuple(sorted({one.report for one in told})),
        origins=len({one.origin for one in told}),
        confidence=_confidence(told),
        negated=all(one.event.negated for one in told),
        historical=all(one.event.historical for one in told),
    )


def _type(told: Sequence[Telling]) -> str:
    """The type most origins give; at a tie the surest reading's."""
    surest: dict[str, float] = {}
    for one in told:
        surest[one.type] = max(surest.get(one.type, 0.0), one.event.confidence)
    return ranked(((one.type, one) for one in told), finer=lambda kind: -surest[kind])[0]


def status_history(told: Sequence[Telling]) -> tuple[StatusStep, ...]:
    """Every status each report tells and on whose word, once, in order of writing; reports of unknown time last."""
    steps: dict[tuple[str, str], list[Telling]] = {}
    for one in sorted(told, key=lambda one: (-one.event.confidence, one.id)):
        steps.setdefault((one.event.status, one.report), []).append(one)
    order = sorted(steps.values(), key=lambda ones: (ones[0].written.from_ or date.max, STATUS_RANK[ones[0].event.status], ones[0].report))
    return tuple(_step(ones) for ones in order)


def _step(ones: Sequence[Telling]) -> StatusStep:
    """One report's word: in its own voice if any of its tellings is, else by those it names."""
    one = ones[0]
    named = () if any(not other.event.according_to for other in ones) else tuple(source.name for other in ones for source in other.event.according_to)
    return StatusStep(one.event.status, one.written.from_, one.report, one.origin, tuple(dict.fromkeys(named)))


def final_status(told: Sequence[Telling], history: Sequence[StatusStep]) -> str:
    """What became of the event: the latest word, save that a deed is not undone by a later plan nor by a minority's denial."""
    denying = {one.origin for one in told if one.event.status == "denied" or one.event.negated}
    telling = {one.origin for one in told} - denying
    if len(denying) > len(telling) and any(step.status == "denied" for step in history):
        return "denied"
    steps = [step for step in history if step.status != "denied"] or list(history)
    if any(step.status in REAL_STATUSES for step in steps):
        # Called off after it was told as done can only be a later round; put off or resumed may follow a beginning.
        steps = [step for step in steps if step.status not in AHEAD and step.status != "cancelled"]
    last = steps[-1]
    same_day = [step for step in steps if step.as_of == last.as_of]
    return max(same_day, key=lambda step: STATUS_RANK[step.status]).status


def _sides(told: Sequence[Telling]) -> tuple[frozenset[str], frozenset[str]]:
    """Parties on each side: the assignment with most origins, the fuller one at a tie; for acts on one footing a swapped telling counts as told."""
    pairs = ranked((((one.actors, one.recipients), one) for one in told), finer=lambda sides: -len(sides[0]) - len(sides[1]) - bool(sides[0]) - bool(sides[1]))
    actors, recipients = pairs[0]
    if not actors:
        actors = next((one for one, other in pairs if one and other == recipients), frozenset())
    if not recipients:
        recipients = next((other for one, other in pairs if other and one == actors), frozenset())
    return actors, recipients


def _ids(told: Sequence[Telling], parties: frozenset[str], side: str) -> tuple[str, ...]:
    """Ids of the actors of a side: the named ones, and the country itself where nobody of it is named."""
    named: dict[str, set[str]] = {party: set() for party in parties}
    bare: dict[str, set[str]] = {party: set() for party in parties}
    loose: set[str] = set()
    for one in told:
        for actor in getattr(one.event, side):
            identity = actor.id or actor.country or actor.name
            party = actor.country or identity
            if party not in parties:
                if actor.country is None and actor.kind == "person":
                    loose.add(identity)
                continue
            (bare if identity == actor.country else named)[party].add(identity)
    return tuple(sorted(set().union(loose, *(named[party] or bare[party] for party in sorted(parties)))))


def _contexts(told: Sequence[Telling]) -> tuple[str, ...]:
    """Contexts that at least half of the origins give."""
    origins = {one.origin for one in told}
    out = []
    for context in sorted({context for one in told for context in one.event.contexts}):
        giving = {one.origin for one in told if context in one.event.contexts}
        if 2 * len(giving) >= len(origins):
            out.append(context)
    return tuple(out)


def _where(told: Sequence[Telling]) -> Where | None:
    names = ranked(((fold(one.event.where.name), one) for one in told if one.event.where is not None), finer=_coarse(told))
    if not names:
        return None
    same = [one.event.where for one in sorted(told, key=written_order) if one.event.where is not None and fold(one.event.where.name) == names[0]]
    return next((where for where in same if where.geonames is not None), same[0])


def _coarse(told: Sequence[Telling]) -> Callable[[str], float]:
    located = {fold(one.event.where.name) for one in told if one.event.where is not None and one.event.where.geonames is not None}
    return lambda name: 0.0 if name in located else 1.0


def _numbers(told: Sequence[Telling]) -> tuple[Number, ...]:
    """One figure for each thing counted: the one most origins tell, in the words of the earliest report that tells it."""
    by_measure: dict[str, list[tuple[tuple[object, ...], Telling]]] = {}
    figures: dict[tuple[str, tuple[object, ...]], Number] = {}
    for one in sorted(told, key=written_order):
        for number in one.event.numbers:
            measure, value = stem(number.what.casefold()), (number.value, number.bound or "")
            by_measure.setdefault(measure, []).append((value, one))
            figures.setdefault((measure, value), number)
    # An exact figure is finer than "at least" or "about".
    return tuple(figures[measure, ranked(by_measure[measure], finer=lambda value: float(bool(value[1])))[0]] for measure in sorted(by_measure))


def _confidence(told: Sequence[Telling]) -> float:
    best: dict[str, float] = {}
    for one in told:
        best[one.origin] = max(best.get(one.origin, 0.0), one.event.confidence)
    first, *further = sorted(best.values(), reverse=True)
    doubt = 1.0 - first
    for confidence in further:
        doubt *= 1.0 - FURTHER_ORIGINS * confidence
    return round(min(MOST_CONFIDENT, 1.0 - doubt), 3)
