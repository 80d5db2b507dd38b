"""The second look: when a report of uncertain time was written, by what the record dates. In: claims, windows, stories, events; out: windows and clues.

Only narrows what the reading left open, never contradicts it, and leans on other origins than the report's own alone. All is reckoned anew
from the claims each time, so that a window goes back to what was read as soon as its support is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.model import Clue, Interval, TimeMention, Written
from dragoman.resolve.claims import Claim
from dragoman.resolve.compare import compare
from dragoman.resolve.distances import Distance, distance, writing
from dragoman.resolve.likeness import LONGEST_GAP, NEWS_DAYS
from dragoman.resolve.placing import by_origin, narrowed
from dragoman.resolve.support import best_days
from dragoman.resolve.tellings import Telling
from dragoman.resolve.told_days import AHEAD

# A window up to this wide is as good as what an event can say.
NARROW_ENOUGH = 7
# Days of an act are known if others tell them as exactly as this.
KNOWN_DAYS = 3
# "On Saturday" may be a day off by time zone, as may the day that another outlet tells.
SLACK = 1
# Log-odds that two tellings of one story have over two of the whole record of being one act, if they are of one type.
SAME_STORY_ODDS = 2.0
# Dated tellings of a type that one telling of a story is compared with.
MOST_COMPARED = 40
KIND = "record"


class Said(NamedTuple):
    """A telling, the days that others tell of its act, and what these say of when its report was written."""

    one: Telling
    days: Interval
    window: Interval
    clue: Clue


@dataclass(slots=True)
class SecondLook:
    """Windows of writing after the look, and for each report that it narrowed the clues."""

    written: dict[str, Interval]
    clues: dict[str, list[Clue]] = field(default_factory=dict)

    def narrow(self, report: str, window: Interval, clue: Clue) -> None:
        """Keep what the window and the clue share, if that is less than before; a clue that clashes says nothing."""
        before = self.written[report]
        after = before.intersect(window)
        if after is not None and (after.from_, after.to) != (before.from_, before.to):
            self.written[report] = Interval.between(after.from_, after.to)
            self.clues.setdefault(report, []).append(clue)


def by_copies(claims: Sequence[Claim], origins: Mapping[str, str]) -> SecondLook:
    """Windows of the reports, those of copies narrowed by each other."""
    look = SecondLook({claim.id: claim.written for claim in claims})
    _by_groups(look, claims, by_origin(origins), "repeats the same telling as")
    return look


def second_look(claims: Sequence[Claim], first: SecondLook, stories: Sequence[Sequence[str]], told: Iterable[Telling]) -> SecondLook:
    """Windows narrowed by the days of shared events, then by the dated reports of the same story.

    Depends on the reports of each story alone, so that stories can be looked at one by one.

    Args:
        first: windows as read and as copies narrow them; not changed.
        stories: ids of the reports of each story of the first look; `told`: the tellings of the first look.
    """
    look = SecondLook(dict(first.written), {report: list(clues) for report, clues in first.clues.items()})
    by_id = {claim.id: claim for claim in claims}
    tellings: dict[str, list[Telling]] = defaultdict(list)
    for one in told:
        tellings[one.report].append(one)
    for story in stories:
        if len(story) > 1:
            for said in _by_events(by_id, [one for report in story for one in tellings[report]], first.written):
                look.narrow(said.one.report, said.window, said.clue)
    _by_groups(look, claims, stories, "tells the same story as")
    return look


def as_written(claim: Claim, window: Interval, clues: Sequence[Clue]) -> Written:
    """A report's `written` with the narrower window and the clues that made it so."""
    read = claim.reading.written
    return replace(read, from_=window.from_, to=window.to, precision=window.precision, how="inferred", clues=(*read.clues, *clues))


def _by_events(claims: Mapping[str, Claim], told: Sequence[Telling], written: Mapping[str, Interval]) -> list[Said]:
    """What the acts of one story say of when its reports of uncertain time were written; what says most comes first."""
    dated: dict[str, list[Telling]] = defaultdict(list)
    for one in told:
        if _dated(one):
            dated[one.type].append(one)
    found: list[Said] = []
    for one in told:
        if (written[one.report].days or 10**6) <= NARROW_ENOUGH or one.event.negated:
            continue
        others = [other for other in dated[one.type][:MOST_COMPARED] if other.origin != one.origin and _one_act(one, other)]
        said = _by_event(claims[one.report], one, others)
        if said is not None:
            found.append(said)
    return sorted(_unclashing(found), key=lambda said: (said.one.report, said.window.days or 10**6, said.one.id))


def _unclashing(found: Sequence[Said]) -> list[Said]:
    """Without what one report tells both ways: an act as done that ends no earlier than one that it tells as still to come."""
    done: dict[str, list[date]] = defaultdict(list)
    ahead: dict[str, list[date]] = defaultdict(list)
    for one, days, *_ in found:
        if one.event.status in AHEAD:
            ahead[one.report].append(days.from_ or date.max)
        else:
            done[one.report].append(days.to or date.min)
    first = {report: min(days) for report, days in ahead.items()}
    last = {report: max(days) for report, days in done.items()}

    def clashes(said: Said) -> bool:
        report = said.one.report
        if said.one.event.status in AHEAD:
            return (said.days.from_ or date.max) <= last.get(report, date.min)
        return (said.days.to or date.min) >= first.get(report, date.max)

    return [said for said in found if not clashes(said)]


def _one_act(one: Telling, other: Telling) -> bool:
    """Two tellings of one story that tell one act: likelier than of any two tellings of the record, and nobody goes twice to a country in one story."""
    found = compare(one, other)
    if found.forbidden:
        return False
    travelling = one.level == other.level == "journey" and any(ours.same_as(theirs) for ours in one.actor_people for theirs in other.actor_people)
    return found.score + SAME_STORY_ODDS >= 0.0 or (travelling and bool(one.recipients & other.recipients))


def _by_event(claim: Claim, one: Telling, others: Sequence[Telling]) -> Said | None:
    """What the days that other origins tell of an act say of a report that tells it, too."""
    days = best_days(others)
    if days.from_ is None or days.to is None:
        return None
    ahead = one.event.status in AHEAD
    words, found = _told_when(claim, one, ahead=ahead)
    window = _told(days, ahead=ahead, background=one.event.historical)
    exact = writing(found, days, words) if found is not None else None
    if exact is not None and exact.from_ is not None and exact.to is not None:
        # A day told by weekday or "today" may be off by one between time zones; weeks and months are wide enough as they are.
        slack = timedelta(days=SLACK if found is not None and found.days is not None else 0)
        window = window.intersect(Interval.between(exact.from_ - slack, exact.to + slack)) or window
    teller = min(others, key=lambda other: (other.told != days, other.report, other.id))
    how = f"told {f'“{words}” here' if exact is not None else 'as to come here' if ahead else 'as past here' if one.event.historical else 'as news here'}"
    says = f"{one.type} of {_span(days)} by {teller.report} ({teller.id}), {how}"
    return Said(one, days, window, Clue(KIND, one.event.trigger.start, one.event.trigger.end, says, window.from_, window.to))


def _told(days: Interval, *, ahead: bool, background: bool) -> Interval:
    """Window of writing by the days of an act alone: news is written within a month, plans are told within two before."""
    assert days.from_ is not None
    assert days.to is not None
    slack = timedelta(days=SLACK)
    if ahead:
        return Interval.between(days.from_ - timedelta(days=LONGEST_GAP), days.to + slack)
    return Interval.between(days.from_ - slack, None if background else days.to + timedelta(days=NEWS_DAYS))


def _dated(other: Telling) -> bool:
    """A telling whose days are its own: not merely the wide window in which its report was written."""
    return other.told.days is not None and other.told.days <= KNOWN_DAYS and not other.event.historical and not other.event.negated


def _told_when(claim: Claim, one: Telling, *, ahead: bool) -> tuple[str, Distance | None]:
    """The words that tell when, if the sentence has one time expression of known distance only."""
    told = [claim.text(time.start, time.end) for time in _times(claim, one)]
    found = [(words, entry) for words in told if (entry := distance(words, ahead=ahead)) is not None]
    return found[0] if len(found) == 1 else ("", None)


def _times(claim: Claim, one: Telling) -> list[TimeMention]:
    sentence = one.event.sentence
    return [time for time in claim.reading.times if sentence.start <= time.start < sentence.end]


def _by_groups(look: SecondLook, claims: Sequence[Claim], groups: Iterable[Sequence[str]], relation: str) -> None:
    """Narrow the windows of a group by its dated members, and name one of those that did."""
    by_id = {claim.id: claim for claim in claims}
    for group in groups:
        before = {report: look.written[report] for report in group}
        after = narrowed(before, [list(group)])
        for report in sorted(group):
            if after[report] == before[report]:
                continue
            others = [one for one in group if one != report]
            best = min(others, key=lambda one: (before[one].days or 10**6, one))
            says = f"{relation} {best}, written {_span(before[best])}"
            look.narrow(report, after[report], Clue(KIND, *_first_line(by_id[report]), says, after[report].from_, after[report].to))


def _first_line(claim: Claim) -> tuple[int, int]:
    """Offsets of the report's first line: what stands for the whole of it."""
    text = claim.report.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return start, len(text) if end < 0 else end


def _span(days: Interval) -> str:
    return f"{days.from_ or '…'}" if days.from_ == days.to else f"{days.from_ or '…'} to {days.to or '…'}"
