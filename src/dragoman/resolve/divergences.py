"""Where independent reports differ on one event. In: events with their tellings; out: Divergences with the reason in words.

Only what can't both be true is a difference: "at least 20" agrees with 23, a plan with its later fulfilment, a village with its district.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations

from dragoman.model import Divergence, DivergentValue, Event, Interval, Number, digest
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.resolve.framing import framings
from dragoman.resolve.measures import figures_agree, kilometres
from dragoman.resolve.tellings import AHEAD, Person, Telling, fold
from dragoman.resolve.traits import stem

# Intervals wider than this are no dates that could clash.
WIDEST_DATE = 100
# Nearer places may be one place and its suburb; farther ones were never put together.
NEAREST = 20.0

Told = list[tuple[str | int | float, Telling]]


def find_divergences(events: Sequence[Event], told: Mapping[str, Sequence[Telling]]) -> tuple[Divergence, ...]:
    """Divergences of all events, in the order of the events, then by field."""
    out: list[Divergence] = []
    for event in events:
        tellings = sorted(told[event.id], key=lambda one: one.id)
        if len({one.report for one in tellings}) > 1:
            for found in (_numbers(event, tellings), _dates(event, tellings), _places(event, tellings), _actors(event, tellings)):
                out += found
            out += _statuses(event, tellings) + _framings(event, tellings)
    return tuple(out)


def _make(event: Event, field: str, told: Told, why: str, key: str = "") -> Divergence:
    by_value: dict[str | int | float, list[Telling]] = defaultdict(list)
    for value, telling in told:
        by_value[value].append(telling)
    values = [
        DivergentValue(value, tuple(sorted({one.report for one in tellers})), len({one.origin for one in tellers})) for value, tellers in by_value.items()
    ]
    values.sort(key=lambda one: (-one.origins, -len(one.reports), str(one.value)))
    return Divergence(f"div-{digest(event.id, field, key)}", event.id, tuple(values), why, field)


def _independent(told: Iterable[tuple[Hashable, Telling]]) -> bool:
    """Two origins hold different values, and neither of the two holds the other's as well."""
    by_origin: dict[str, set[Hashable]] = defaultdict(set)
    for value, telling in told:
        by_origin[telling.origin].add(value)
    held = [frozenset(values) for values in by_origin.values()]
    return any(not one & other for place, one in enumerate(held) for other in held[place + 1 :])


def _numbers(event: Event, tellings: Sequence[Telling]) -> list[Divergence]:
    """Figures for the same thing that can't both be right. A copy that changes its source's figure is shown too."""
    by_measure: dict[tuple[str, bool], list[tuple[Number, Telling]]] = defaultdict(list)
    for one in tellings:
        for number in (*one.event.numbers, *([one.lasted] if one.lasted is not None else [])):
            if number.bound is None:
                # What was planned and what came of it may differ without anybody being wrong.
                by_measure[stem(number.what.casefold()), one.event.status in AHEAD].append((number, one))
    out = []
    for measure in sorted(by_measure):
        entries = by_measure[measure]
        told: Told = [(_figure(number), one) for number, one in entries if any(_contradicts(number, one, *entry) for entry in entries)]
        held: dict[str, set[str | int | float]] = defaultdict(set)
        for value, one in told:
            held[one.report].add(value)
        if any(not held[one] & held[two] for one, two in combinations(sorted(held), 2)):
            values = " against ".join(sorted({str(value) for value, _ in told}))
            out.append(_make(event, "number", told, f"{values} {entries[0][0].what}", f"{measure[0]} {measure[1]}"))
    return out


def _contradicts(number: Number, telling: Telling, other: Number, teller: Telling) -> bool:
    return telling.report != teller.report and not figures_agree(number, other)


def _figure(number: Number) -> str | int | float:
    return number.value if not isinstance(number.value, tuple) else " to ".join(str(one) for one in number.value)


def _dates(event: Event, tellings: Sequence[Telling]) -> list[Divergence]:
    """Days told by different origins that have no day in common."""
    dated = [(one.told, one) for one in tellings if _has_date(one)]
    clashing = [(days, one) for days, one in dated if any(not days.overlaps(other) and teller.origin != one.origin for other, teller in dated)]
    told: Told = [(_date_word(days), one) for days, one in clashing]
    if not told or not _independent(told):
        return []
    return [_make(event, "date", told, f"days that can't both be right: {', '.join(sorted({str(value) for value, _ in told}))}")]


def _has_date(one: Telling) -> bool:
    """Told with days of its own; the day of what was put off is no day on which anything happened."""
    exact = one.told.known and (one.told.days or 0) <= WIDEST_DATE
    return exact and one.event.when.how != "inherited" and one.event.status != "suspended"


def _date_word(days: Interval) -> str:
    first, last = days.from_, days.to
    assert first is not None
    assert last is not None
    if days.precision == "month":
        return f"{first:%Y-%m}"
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _places(event: Event, tellings: Sequence[Telling]) -> list[Divergence]:
    """Two located places too far apart to be one, each told of the deed as done."""
    placed = [one for one in tellings if one.real and one.event.where is not None and one.event.where.geonames is not None]
    told: Told = []
    for one in placed:
        for other in placed:
            distance = kilometres(one.event.where, other.event.where)
            if one.origin != other.origin and distance is not None and distance >= NEAREST and one.event.where is not None:
                told.append((one.event.where.name, one))
                break
    if not told or not _independent([(fold(str(value)), one) for value, one in told]):
        return []
    return [_make(event, "place", told, f"places that lie apart: {', '.join(sorted({str(value) for value, _ in told}))}")]


def _actors(event: Event, tellings: Sequence[Telling]) -> list[Divergence]:
    """Other named persons of one country for the same part."""
    out = []
    countries = sorted({person.country for one in tellings for person in one.actor_people if person.country})
    for country in countries:
        named = [(tuple(person for person in one.actor_people if person.country == country), one) for one in tellings]
        named = [(people, one) for people, one in named if people]
        told: Told = []
        for people, one in named:
            if any(teller.origin != one.origin and not _overlap(people, others) for others, teller in named):
                told.append((" and ".join(sorted(person.name for person in people)), one))
        if told and _independent(told):
            out.append(_make(event, "actor", told, f"other persons of {country} are said to have acted", country))
    return out


def _overlap(ours: tuple[Person, ...], theirs: tuple[Person, ...]) -> bool:
    return any(one.same_as(other) for one in ours for other in theirs)


def _statuses(event: Event, tellings: Sequence[Telling]) -> list[Divergence]:
    """Told as done by one and as denied or not done by another; or as called off after another told it as done."""
    done = [one for one in tellings if one.event.status in REAL_STATUSES and not one.event.negated]
    denied = [one for one in tellings if one.event.status == "denied" or (one.event.negated and one.event.status in REAL_STATUSES)]
    called_off = [one for one in tellings if one.event.status == "cancelled" and any(_not_before(one, other) for other in done)]
    told: Told = [(one.event.status, one) for one in done]
    told += [("denied", one) for one in denied] + [("cancelled", one) for one in called_off]
    if not done or len(told) == len(done) or not _independent(told):
        return []
    return [_make(event, "status", told, "told as done by one, as not done by another")]


def _not_before(one: Telling, other: Telling) -> bool:
    if one.written.from_ is None or other.written.to is None:
        return False
    return one.written.from_ >= other.written.to and one.origin != other.origin


def _framings(event: Event, tellings: Sequence[Telling]) -> list[Divergence]:
    """Words for the same act that judge it differently."""
    out = []
    for scale, placed in framings(tellings):
        told: Told = [(one.word, one.telling) for one in placed]
        out.append(_make(event, "framing", told, f"the same act in words that judge it differently ({scale})", scale))
    return out
