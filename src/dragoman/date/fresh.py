"""Clues from words that tell how far a term has run: "in his first months in office", "the new foreign minister", "president-elect", "outgoing".

In: a Working with its mentions. Out: Evidence of kind "term" whose windows only narrow what other clues leave open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from dragoman.date.evidence import Evidence, quoted
from dragoman.date.offices import SINGLE, held
from dragoman.date.rules import rules
from dragoman.model import Actor, Interval
from dragoman.model.working import ActorMention, Sentence, Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

_FIRST = re.compile(
    r"\b(?:his|her|their|[A-Z][\w-]+['’]s?|the (?:president|premier|chancellor|administration|government)['’]s)\s+"
    r"first\s+(?:(?:few|couple of|two|three|four|five|six|full|official)\s+)*(?P<unit>hundred days|100 days|days|weeks|months?|year)\s+"
    r"(?:(?:in|of|at|since taking)\s+(?:the\s+|his\s+|her\s+)?(?:office|power|job|post|presidency|premiership|term)|as\s+(?:president|premier|chancellor))",
)
_AFTER = re.compile(
    r"\b(?P<unit>days|weeks|months)\s+(?:after|since|into)\s+(?:taking|assuming|entering|coming to|his|her|being)\s+"
    r"(?:office|power|inauguration|swearing-in|sworn in|presidency|election|term)\b",
    re.IGNORECASE,
)
# The words look back from later times unless the report stands in them.
_NOW = re.compile(r"\b(?:has|have|is|are|will|plans?|seeks?|wants?|hopes?|faces?)\b|['’](?:s|ve|re) (?:already|been)\b")
_TITLE_REACH = 60


def term_clues(working: Working, knowledge: Knowledge, history: frozenset[int]) -> list[Evidence]:
    """All such words whose holder the register knows."""
    return [*_first_days(working, knowledge, history), *_titles(working, knowledge, history)]


def _first_days(working: Working, knowledge: Knowledge, history: frozenset[int]) -> Iterator[Evidence]:
    for sentence in working.sentences:
        if sentence.index in history or not _NOW.search(sentence.text):
            continue
        for found in (*_FIRST.finditer(sentence.text), *_AFTER.finditer(sentence.text)):
            unit = found["unit"].lower()
            key = "hundred" if "00" in unit or "hundred" in unit else unit.rstrip("s")
            start, end = sentence.start + found.start(), sentence.start + found.end()
            actor = _whose(working, sentence, start)
            windows = _from_start(knowledge, actor, rules().first_days[key]) if actor is not None else ()
            if actor is not None and windows:
                yield _evidence(working, start, end, f"{actor.name}, the first {key if key != 'hundred' else 'hundred day'}s in office", windows)


def _whose(working: Working, sentence: Sentence, at: int) -> Actor | None:
    """The person whom the words are about: the only one named in the sentence, or the nearest to the words of several."""
    named = [
        one for one in working.actors if one.sentence == sentence.index and len(one.members) == 1 and one.members[0].kind == "person" and one.members[0].id
    ]
    nearest = min(named, key=lambda one: (abs(one.start - at), one.start), default=None)
    return nearest.members[0] if nearest is not None else None


def _from_start(knowledge: Knowledge, actor: Actor, days: int) -> tuple[Interval, ...]:
    """The first days of each of the person's terms as head of state or government, else in another single office."""
    for role in ("head of state", *sorted(SINGLE)):
        terms = [term.from_ for term in held(knowledge, actor, role) if term.from_ is not None]
        if terms:
            return tuple(Interval.between(first, first + timedelta(days=days)) for first in terms)
    return ()


def _titles(working: Working, knowledge: Knowledge, history: frozenset[int]) -> Iterator[Evidence]:
    """ "New", "incoming" or "outgoing" before the office of somebody named, "-elect" after it."""
    text, known = working.clean.text, rules()
    for mention in working.actors:
        actor = mention.members[0]
        if not _titled(mention, actor) or mention.sentence in history or actor.office is None:
            continue
        title = knowledge.titles.match(actor.office.removeprefix("former "), actor.country)
        first = max(working.sentences[mention.sentence].start, mention.start - _TITLE_REACH)
        at = text.lower().rfind(actor.office.lower().removeprefix("former "), first, mention.start)
        if title is None or title.role not in SINGLE or at < 0:
            continue
        lead, tail = text[first:at], text[at : mention.start]
        terms = [term for term in held(knowledge, actor, title.role) if term.from_ is not None]
        windows: tuple[Interval, ...] = ()
        if known.coming.search(tail) or _leads(known.coming, lead):
            windows = tuple(Interval.between(term.from_ and term.from_ - timedelta(days=known.coming_days), term.from_ and term.from_ - _DAY) for term in terms)
        elif _leads(known.leaving, lead):
            windows = tuple(
                Interval.between(term.to and term.to - timedelta(days=known.leaving_days), term.to and term.to + _LATE) for term in terms if term.to
            )
        elif _leads(known.fresh, lead):
            windows = tuple(
                Interval.between(term.from_ and term.from_ - _CHOSEN, term.from_ and term.from_ + timedelta(days=known.fresh_days)) for term in terms
            )
        if windows:
            yield _evidence(working, max(first, at - 20), mention.end, f"{actor.name}, {title.role} of {actor.country}, at that turn of the term", windows)


# "Outgoing" is said some days after the end too; "new" from the day of choice on.
_LATE, _CHOSEN, _DAY = timedelta(days=15), timedelta(days=80), timedelta(days=1)


def _titled(mention: ActorMention, actor: Actor) -> bool:
    return mention.how == "name" and len(mention.members) == 1 and actor.kind == "person"


def _leads(words: re.Pattern[str], lead: str) -> bool:
    """One of the words right before the title, perhaps with a country or two words between ("new South Korean")."""
    last = max(words.finditer(lead), key=lambda found: found.start(), default=None)
    return last is not None and lead[last.start()].islower() and re.fullmatch(r"\s+(?:[A-Z][\w.’'-]*\s+){0,2}", lead[last.end() :]) is not None


def _evidence(working: Working, start: int, end: int, says: str, windows: tuple[Interval, ...]) -> Evidence:
    first, last = quoted(working, start, end)
    return Evidence("term", first, last, says, tuple(sorted(windows, key=lambda one: str(one.from_))), "turn")
