"""Tellings that most likely tell an event of the same story, though too little speaks for merging them.

In: events, tellings, stories. Out: each event with what is set beside it.

Reports that contradict each other agree less than those that repeat each other, so that differences must be looked for a step beyond what is merged.
Nothing is merged here: the difference is told with this doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from dragoman.model import Event, Interval, Story
from dragoman.resolve.all_but_one import all_but_one, no_day_of_its_own
from dragoman.resolve.compare import compare
from dragoman.resolve.families import families
from dragoman.resolve.tellings import Telling

# Log-odds that two events of one type, parties and story need to be set beside each other; merging asks for 0.
BESIDE = -2.2
# Share of the sentences' words (Dice) that shows, beside the parties, that the same is told; the same word for the act shows it, too.
SAME_WORDS = 0.14
# The second-best counterpart must fall short by this much: with two alike nobody can say which is meant.
CLEARLY = 0.5
# Ids of groups without a name or country ("civilians"): two reports may call the same people otherwise.
NAMELESS = "o:-:"
# Log-odds for two acts of one doer in two sentences that tell another act both: more than a figure that both tell is worth.
SISTERS = 2.0
# Sentences of one event that are looked at for what else they tell.
MOST_SISTERS = 12
# A pair: score, the other event, reasons, and the field that alone keeps the two apart.
_Scored = tuple[float, str, str, str]
# Reports of one story were written within weeks: the windows that each allows by itself say no more.
WIDEST_STORY = 60


@dataclass(frozen=True, slots=True)
class Kin:
    """An event with its own tellings, and those of the events set beside it with the reason; `field`: the only one to compare, if any."""

    event: Event
    own: tuple[Telling, ...]
    beside: tuple[Telling, ...] = ()
    why: str = ""
    field: str = ""

    @property
    def tellings(self) -> tuple[Telling, ...]:
        return tuple(sorted((*self.own, *self.beside), key=lambda one: one.id))


def kin(events: Sequence[Event], told: Mapping[str, Sequence[Telling]], stories: Sequence[Story]) -> list[Kin]:
    """Every event, in order, with what is set beside it; each event is set beside one other at most, the better supported one leading."""
    by_id = {event.id: event for event in events}
    partner: dict[str, tuple[str, str, str]] = {}
    for story in stories:
        for lead, other, why, field in _pairs([by_id[one] for one in story.events if one in by_id], told, story):
            partner.setdefault(lead, (other, why, field))
    out = []
    for event in events:
        own = tuple(sorted(told[event.id], key=lambda one: one.id))
        if event.id in partner:
            other, why, field = partner[event.id]
            out.append(Kin(event, own, tuple(told[other]), why, field))
        else:
            out.append(Kin(event, own))
    return out


def _pairs(events: Sequence[Event], told: Mapping[str, Sequence[Telling]], story: Story) -> list[tuple[str, str, str, str]]:
    """Pairs of events of one story that are each other's best counterpart, as (lead, other, why, field)."""
    reports = frozenset(story.reports)
    blocks: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if reports.issuperset(event.reports) and len(story.reports) > 1:
            for family in families()[event.type]:
                blocks[family].append(event)
    sisters = _sister_sentences(events, told)
    ready = {event.id: [_in_story(one, story) for one in told[event.id]] for block in blocks.values() if len(block) > 1 for event in block}
    scored: dict[str, list[_Scored]] = defaultdict(list)
    for block in blocks.values():
        for place, one in enumerate(block):
            for two in block[place + 1 :]:
                found = _score(ready[one.id], ready[two.id], sisters)
                if found is not None and not any(two.id == other for _, other, *_ in scored[one.id]):
                    scored[one.id].append((found[0], two.id, *found[1:]))
                    scored[two.id].append((found[0], one.id, *found[1:]))
    best = {event: choice for event, ranked in scored.items() if (choice := _choice(ranked)) is not None}
    size = {event.id: (-event.origins, -len(event.reports), event.id) for event in events}
    return [
        (event, other, f"set beside each other in one story: {why}", field)
        for event, (_, other, why, field) in sorted(best.items())
        if other in best and best[other][1] == event and size[event] < size[other]
    ]


# Two sentences, each as report and start.
_Sentences = frozenset[tuple[str, int]]


def _sister_sentences(events: Sequence[Event], told: Mapping[str, Sequence[Telling]]) -> frozenset[_Sentences]:
    """Sentences of two reports that tell one of the events both: what else of one kind and doer they tell is likely one, too.

    "Oslo expelled four envoys and Bern followed with nine", "Oslo sent four home, Bern eight".
    """
    out: set[_Sentences] = set()
    for event in events:
        places = sorted({(one.report, one.event.sentence.start) for one in told[event.id]})
        out.update(frozenset(two) for two in combinations(places[:MOST_SISTERS], 2) if two[0][0] != two[1][0])
    return frozenset(out)


def _choice(ranked: list[_Scored]) -> _Scored | None:
    first, *rest = sorted(ranked, key=lambda one: (-one[0], one[1]))
    return first if first[0] >= BESIDE and not (rest and rest[0][0] > first[0] - CLEARLY) else None


def _score(ones: Sequence[Telling], twos: Sequence[Telling], sisters: frozenset[_Sentences]) -> tuple[float, str, str] | None:
    """The best comparison of two events' tellings, as score, reasons and the one field that alone keeps them apart, if one does.

    None if a report tells both, or any pair is forbidden for more than one field.
    """
    if {one.report for one in ones} & {two.report for two in twos}:
        return None
    best: tuple[float, str, str] | None = None
    for one in ones:
        for two in twos:
            found = compare(one, two)
            if found.forbidden or other_people(one, two):
                if found.forbidden and no_day_of_its_own(one, two):
                    continue  # a headline has the day of its report; the sentence below it tells the day
                apart = all_but_one(one, two)
                if apart is None or (best is not None and best[2] != apart.field):
                    return None
                if best is None or apart.score > best[0]:
                    best = (apart.score, f"all but the {apart.field} agrees: {apart.why}", apart.field)
            elif best is not None and best[2]:
                return None
            elif _sisters(one, two, sisters):
                if best is None or found.score + SISTERS > best[0]:
                    best = (found.score + SISTERS, f"{found.why}; their sentences tell another act both (+{SISTERS})", "")
            elif _same_words(one, two) and (best is None or found.score > best[0]):
                best = (found.score, found.why, "")
    return best


def other_people(one: Telling, two: Telling) -> bool:
    """Both name who acts, and nobody is named in both."""
    return bool(one.actor_people and two.actor_people) and not any(left.same_as(right) for left in one.actor_people for right in two.actor_people)


def _sisters(one: Telling, two: Telling, sisters: frozenset[_Sentences]) -> bool:
    """The same doer in two sentences that tell another act of the story both."""
    return one.actors == two.actors and frozenset(((one.report, one.event.sentence.start), (two.report, two.event.sentence.start))) in sisters


def _same_words(one: Telling, two: Telling) -> bool:
    if not one.parties & two.parties:
        return False
    if _denied_by_the_doer(one) or _denied_by_the_doer(two):
        return True
    total = len(one.terms) + len(two.terms)
    return bool(one.trigger & two.trigger) or (total > 0 and 2.0 * len(one.terms & two.terms) / total >= SAME_WORDS)


def _in_story(one: Telling, story: Story) -> Telling:
    """The telling with the story's time as its time of writing, and without parties that nobody could tell apart ("civilians")."""
    written = one.written
    span = Interval(story.from_, story.to)
    if story.from_ is not None and story.to is not None and (written.days is None or written.days > WIDEST_STORY):
        written = span if (span.days or 0) <= WIDEST_STORY else written
    return replace(one, written=written, actors=_named(one.actors), recipients=_named(one.recipients))


def _named(parties: frozenset[str]) -> frozenset[str]:
    return frozenset(party for party in parties if party != party.lower() and not party.startswith(NAMELESS))


def _denied_by_the_doer(one: Telling) -> bool:
    """On the word of whoever is said to have done it: a denial of just what is told in the story, in words of its own."""
    return one.event.status == "denied" and any(source.country in one.actors for source in one.event.according_to if source.country)
