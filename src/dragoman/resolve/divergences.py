"""Where independent reports differ on one event. In: events with their tellings, stories, claims; out: Divergences, and notes on what only seems to differ.

Only what can't both be true is a difference: "at least 20" agrees with 23, a plan with its later fulfilment, a village with its district. A rounding, another
time zone's day, a partial count, and an earlier state of a moving number are told as such in the event's notes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from dragoman.model import Divergence, DivergentValue, Event, Story
from dragoman.resolve import days
from dragoman.resolve import figures as counts
from dragoman.resolve.claims import Claim
from dragoman.resolve.framing import Framing, Spoken, framings
from dragoman.resolve.kin import Kin, kin
from dragoman.resolve.measures import kilometres
from dragoman.resolve.memory import Spread, all_here
from dragoman.resolve.sides import Person, fold
from dragoman.resolve.spoken import mains, spoken_of
from dragoman.resolve.tellings import Telling
from dragoman.resolve.told_days import AHEAD
from dragoman.resolve.told_values import Told, divergence_of, from_values, independent

# Nearer places may be one place and its suburb; farther ones were never put together.
NEAREST = 20.0
# Other persons in one part are a difference only where the sentences are alike: else two acts were put together.
SAME_SENTENCE = 0.25


@dataclass(frozen=True, slots=True)
class Differences:
    """Divergences in the order of the events, then by field; event id -> notes on values that differ without contradiction."""

    divergences: tuple[Divergence, ...]
    notes: Mapping[str, tuple[str, ...]]


def find_differences(
    events: Sequence[Event],
    told: Mapping[str, Sequence[Telling]],
    stories: Sequence[Story] = (),
    claims: Mapping[str, Claim] | None = None,
    origins: Mapping[str, str] | None = None,
    spread: Spread = all_here,
) -> Differences:
    """Differences of all events.

    Args:
        events: with their tellings in `told`.
        stories: within a story, tellings too far from each other to be merged are set beside each other.
        claims: report id -> its claim, in whose text words on a story's talks are looked for; origins: report id -> origin.
        spread: by whom stories and events are looked at.
    """
    by_id = {event.id: event for event in events}
    texts = claims or {}
    main = [(main, story.reports) for story in stories if texts for main in mains(story, by_id, told)]
    sentences = spread(lambda start, end: [spoken_of(one, reports, texts, origins or {}) for one, reports in main[start:end]], len(main))
    spoken: dict[str, tuple[Spoken, ...]] = {one.event.id: found for (one, _), found in zip(main, sentences, strict=True)}
    both = [one for one in kin(events, told, stories) if one.event.id in spoken or len({telling.report for telling in one.tellings}) > 1]
    differing = spread(lambda start, end: [_of_event(one, spoken.get(one.event.id, ())) for one in both[start:end]], len(both))
    out: list[Divergence] = []
    notes: dict[str, tuple[str, ...]] = {}
    for one, (found, noted) in zip(both, differing, strict=True):
        out += found
        if noted:
            notes[one.event.id] = tuple(sorted(set(noted)))
    return Differences(tuple(out), notes)


def _of_event(one: Kin, spoken: Sequence[Spoken]) -> tuple[list[Divergence], list[str]]:
    own, notes = sorted(one.own, key=lambda telling: telling.id), []
    found: list[Divergence] = []
    for field in (_numbers, _dates, _places, _actors, _statuses):
        # What was merged must agree on days, places and people; what is set beside it may only count, deny or judge otherwise.
        tellings = own
        if one.field:
            tellings = list(one.tellings) if field is _ALONE[one.field] else own
        elif field is _numbers or (field is _dates and _moved(one)):
            tellings = list(one.tellings)
        elif field is _statuses and one.beside:
            tellings = [telling for telling in one.tellings if _outright(telling) or (telling.real and not telling.event.negated)]
        made, noted = field(one.event, tellings)
        found += [replace(item, why=f"{item.why}; {one.why}") if one.beside and _beyond(item, own) else item for item in made]
        notes += noted
    return found + _framings(one if not one.field else replace(one, beside=()), spoken), notes


def _moved(one: Kin) -> bool:
    """Planned in one, done in the other, by the same word: the day may have been moved in between."""
    same = any(own.trigger & other.trigger for own in one.own for other in one.beside)
    return same and len({telling.event.status in AHEAD for telling in (*one.own, *one.beside)}) == 2


def _beyond(item: Divergence, own: Sequence[Telling]) -> bool:
    known = {telling.report for telling in own}
    return any(set(value.reports) - known for value in item.values)


Found = tuple[list[Divergence], list[str]]


def _numbers(event: Event, tellings: Sequence[Telling]) -> Found:
    """Figures for the same thing that can't both be right. A copy that changes its source's figure is shown too."""
    out: list[Divergence] = []
    notes: list[str] = []
    for ahead in (False, True):
        # What was planned and what came of it may differ without anybody being wrong.
        for group, figures in counts.grouped([one for one in tellings if (one.event.status in AHEAD) == ahead]).items():
            out += _contradicting(event, f"{group} {ahead}", figures)
            notes += _explained(figures)
    return out, notes


def _contradicting(event: Event, key: str, figures: Sequence[counts.Figure]) -> list[Divergence]:
    pairs = [(one, two) for one, two in combinations(figures, 2) if one.telling.report != two.telling.report]
    clashing = [pair for pair in pairs if counts.relation(*pair) == counts.DIFFERS]
    told: Told = list(dict.fromkeys((figure.value, figure.telling) for pair in clashing for figure in pair))
    held: dict[str, set[str | int | float]] = defaultdict(set)
    for value, one in told:
        held[one.report].add(value)
    if not any(not held[one] & held[two] for one, two in combinations(sorted(held), 2)):
        return []
    values = " against ".join(sorted({str(value) for value, _ in told}))
    return [divergence_of(event, "number", told, f"{values} {clashing[0][0].number.what}", key)]


def _explained(figures: Sequence[counts.Figure]) -> list[str]:
    notes = []
    for one, two in combinations(sorted(figures, key=lambda figure: (figure.telling.report, figure.telling.id)), 2):
        how = counts.relation(one, two) if one.telling.report != two.telling.report else counts.SAME
        what = one.number.what
        if how == counts.EARLIER:
            early, late = sorted((one, two), key=lambda figure: figure.telling.written.from_ or figure.telling.window.from_)  # type: ignore[arg-type,return-value]
            between = f"between {early.telling.written.to} and {late.telling.written.from_}"
            notes.append(f"{how}: {what} grew from {early.words} ({early.telling.report}) to {late.words} ({late.telling.report}) {between}")
        elif how in (counts.ROUNDED, counts.PARTIAL):
            notes.append(f"{how}: {one.words} ({one.telling.report}) and {two.words} ({two.telling.report}) {what}")
    return notes


def _dates(event: Event, tellings: Sequence[Telling]) -> Found:
    """Days told by different origins that have no day in common."""
    clocks = {party for one in tellings for party in one.parties} | {one.place_country for one in tellings if one.place_country}
    dated = [found for one in tellings if (found := days.told_of(one)) is not None]
    clashing: dict[int, days.Told] = {}
    notes = []
    for (here, one), (there, two) in combinations(enumerate(dated), 2):
        if one.telling.origin == two.telling.origin or _one_stay(one, two):
            continue
        how = days.relation(one, two, clocks)
        if how == days.DIFFERS:
            clashing |= {here: one, there: two}
        elif how != days.SAME:
            reason = "one may be the day in another time zone" if how == days.ZONE else "one is told less exactly"
            notes.append(f"{how}: {one.words} ({one.telling.report}) and {two.words} ({two.telling.report}), {reason}")
    told: Told = [(clashing[place].words, clashing[place].telling) for place in sorted(clashing)]
    if not told or not independent(told):
        return [], notes
    said = ", ".join(sorted({f"{value}{' as planned' if one.event.status in AHEAD else ''}" for value, one in told}))
    return [divergence_of(event, "date", told, f"days that can't both be right: {said}")], notes


def _one_stay(one: days.Told, two: days.Told) -> bool:
    """A visit planned for some days and told as made on one day next to these: it lasts, and none of the two tells all its days."""
    if not one.telling.event.mode == two.telling.event.mode == "visit" or (one.telling.event.status in AHEAD) == (two.telling.event.status in AHEAD):
        return False
    return one.telling.told.overlaps(two.telling.told, slack=1) and one.telling.told != two.telling.told


def _places(event: Event, tellings: Sequence[Telling]) -> Found:
    """Two located places too far apart to be one, each told of the deed as done."""
    placed = [one for one in tellings if one.real and one.event.where is not None and one.event.where.geonames is not None]
    told: Told = []
    notes = []
    for one in placed:
        for other in placed:
            distance = kilometres(one.event.where, other.event.where)
            if one.origin == other.origin or distance is None or one.event.where is None or other.event.where is None:
                continue
            if distance >= NEAREST:
                told.append((one.event.where.name, one))
                break
            if one.place != other.place and one.id < other.id:
                notes.append(f"near by: {one.event.where.name} ({one.report}) and {other.event.where.name} ({other.report}) lie {distance:.0f} km apart")
    if not told or not independent([(fold(str(value)), one) for value, one in told]):
        return [], notes
    return [divergence_of(event, "place", told, f"places that lie apart: {', '.join(sorted({str(value) for value, _ in told}))}")], notes


def _actors(event: Event, tellings: Sequence[Telling]) -> Found:
    """Other named persons of one country for the same part."""
    out = []
    countries = sorted({person.country for one in tellings for person in one.actor_people if person.country})
    for country in countries:
        named = [(tuple(person for person in one.actor_people if person.country == country), one) for one in tellings if _by_name(one)]
        named = [(people, one) for people, one in named if people]
        told: Told = []
        for people, one in named:
            if any(teller.origin != one.origin and not _overlap(people, others) and _alike(one, teller) for others, teller in named):
                told.append((" and ".join(sorted(person.name for person in people)), one))
        if told and independent(told):
            out.append(divergence_of(event, "actor", told, f"other persons of {country} are said to have acted", country))
    return out, []


def _by_name(one: Telling) -> bool:
    """Whoever acts is named: whom "he" or "the president" means is a reading, and no ground for a difference."""
    return all(actor.how == "name" for actor in one.event.actors if actor.kind == "person")


def _overlap(ours: tuple[Person, ...], theirs: tuple[Person, ...]) -> bool:
    """Somebody in common; a shared surname of one country is enough ("Jim" is James)."""
    return any(one.same_as(other) or {word for word in one.words & other.words if len(word) > 1} for one in ours for other in theirs)


def _alike(one: Telling, other: Telling) -> bool:
    total = len(one.terms) + len(other.terms)
    return bool(total) and 2.0 * len(one.terms & other.terms) / total >= SAME_SENTENCE


def _statuses(event: Event, tellings: Sequence[Telling]) -> Found:
    """Told as done by one and as denied or not done by another, in another report or by another mouth; or as called off after another told it as done."""
    done = [one for one in tellings if one.real and not one.event.negated and not one.rebutted]
    denied = [one for one in tellings if one.event.status == "denied" or one.rebutted or (one.event.negated and one.real)]
    called_off = [one for one in tellings if one.event.status == "cancelled" and any(_not_before(one, other) for other in done)]
    told: Told = [(one.event.status, one) for one in done]
    told += [("denied", one) for one in denied] + [("cancelled", one) for one in called_off]
    if not done or len(told) == len(done) or not independent(told, _voice):
        return [], []
    deniers = sorted({source.name for one in denied for source in one.event.according_to})
    by = f", denied by {' and '.join(deniers)}" if deniers else ""
    return [divergence_of(event, "status", told, f"told as done by one, as not done by another{by}")], []


def _outright(one: Telling) -> bool:
    """Denied by somebody, not merely told in the negative, as another occasion would be ("the police refrained from it this time")."""
    return one.rebutted or (one.event.status == "denied" and (bool(one.event.according_to) or not one.event.negated))


def _voice(one: Telling) -> str:
    """Who vouches: the origin, and inside it whoever it cites."""
    return f"{one.origin} {','.join(source.country or source.name for source in one.event.according_to[:1])}"


def _not_before(one: Telling, other: Telling) -> bool:
    if one.written.from_ is None or other.written.to is None:
        return False
    return one.written.from_ >= other.written.to and one.origin != other.origin


def _framings(one: Kin, spoken: Sequence[Spoken]) -> list[Divergence]:
    """Words for the same act or actor that judge it differently."""
    out = []
    for scale, key, placed in framings(one.tellings, spoken):
        by_word: dict[str, list[Framing]] = defaultdict(list)
        for framing in placed:
            by_word[framing.word].append(framing)
        values = []
        for word, held in by_word.items():
            first = {framing.report: framing.passage for framing in reversed(held)}
            values.append(
                DivergentValue(word, tuple(sorted(first)), len({framing.origin for framing in held}), tuple(first[report] for report in sorted(first)))
            )
        poles = " against ".join(sorted({framing.pole for framing in placed}))
        of = f" of {key}" if key else ""
        why = f"the same act in words that judge it differently ({scale}{of}: {poles})"
        out.append(from_values(one.event, "framing", values, f"{why}; {one.why}" if one.beside else why, f"{scale} {key}"))
    return out


# What alone is compared where all else agrees.
_ALONE = {"date": _dates, "place": _places, "actor": _actors}
