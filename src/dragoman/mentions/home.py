"""The country at home in a report: whose "the government" and "the Foreign Ministry" are meant where nobody says so.

In: the scenes, the tally of names of countries, the report's outlet. Out: a country code, or None where no country stands out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.mentions.cast import Cast
from dragoman.mentions.scene import Scene

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge
    from dragoman.model.working import Working

# A dateline stands in front of the news; a title and a byline may stand before it.
DATELINE_SENTENCES = 5
_DATELINE = re.compile(r"^[^.!?\n]{3,70}?\s*(?:--|[-–—:])(?:\s|$)")
# The dateline's country, or the outlet's, must be spoken of as well: correspondents report from other people's capitals.
DATELINE_SHARE = 0.25
# Where one country is named half as often again as the next, its affairs are told.
LEAD = 1.5
MIN_NAMED = 3


def home_country(scenes: Sequence[Scene], cast: Cast, working: Working, knowledge: Knowledge) -> str | None:
    """The most named country where it is clearly so or leads by far, else the outlet's or the dateline's.

    Two thirds of all names of countries make it clear (Cast.main_country).
    """
    states = [country.iso3 for country in knowledge.countries]
    main = cast.main_country(states)
    if main is not None:
        return main
    counts = {state: cast.tally[state] for state in states if cast.tally[state]}
    total = sum(counts.values())
    if not total:
        return None
    first, second = (*sorted(counts, key=lambda state: (-counts[state], state)), None)[:2]
    behind = counts[second] if second is not None else 0
    if first is not None and counts[first] >= MIN_NAMED and counts[first] >= LEAD * behind:
        return first
    spoken_of = (country for country in (_outlet(working, knowledge), _dateline(scenes)) if country is not None)
    return next((country for country in spoken_of if counts.get(country, 0) >= DATELINE_SHARE * total), None)


def _outlet(working: Working, knowledge: Knowledge) -> str | None:
    found = knowledge.outlets.find(working.report.outlet) if working.report.outlet else None
    return str(found.country) if found is not None and found.country else None


def _dateline(scenes: Sequence[Scene]) -> str | None:
    """The country of the first place before a dash or colon at the head of the report; None where there is no dateline."""
    for scene in scenes[:DATELINE_SENTENCES]:
        told = _DATELINE.match(scene.sentence.text)
        if told is None:
            continue
        until = scene.sentence.start + told.end()
        for mark in sorted(scene.marks, key=lambda mark: mark.start):
            codes = {entry.country or entry.id for entry in mark.entries if entry.kind in ("capital", "country", "region")}
            if mark.end <= until and len(codes) == 1:
                code: str | None = codes.pop()
                return code
    return None
