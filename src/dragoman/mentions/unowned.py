"""Whose "the foreign ministry", "the army" or "Spokesman Osman" is, where nobody says so: the country that the lines around speak for.

In: the history of a report as far as the words, its tally and the country at home. Out: a country code, or None where two are as likely.
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.mentions.cast import Candidate
from dragoman.mentions.history import History
from dragoman.mentions.references import reference_words

# Who acts or speaks just before is oftenest the one whose ministry speaks next ("Osman, according to the foreign ministry, ...").
_SUBJECT = 2.0
_OWNER = 0.5
_PLACE = 0.5
_OTHER = 1.0
# A ministry told with its country is likely to be the next ministry, too.
_SAME = 1.5
# What was said a sentence ago counts for so much.
_FADES = 0.6
# The country at home, the one where it happens, and that which the report names oftenest.
_HOME = 1.0
_TOLD = 1.5
_NAMED = 1.0
_MARGIN = 0.25


def country_of_unowned(noun: str, history: History, home: str | None, place: str | None, known: Callable[[str], bool]) -> str | None:
    """The likeliest country of a body or office that is told without one.

    Args:
        noun: lemma of the word told; it may rule countries out (a "ministry" is not the United States').
        home: as home.home_country. place: the country of the one place that the sentence tells, if it tells one.
        known: whether a code is a country's.
    """
    weights: dict[str, float] = {}
    for distance, candidate in history.recent():
        worth = (_worth(candidate) + (_SAME if candidate.noun == noun else 0.0)) * _FADES**distance
        for code in {one.country for one in candidate.referents if one.country is not None}:
            weights[code] = weights.get(code, 0.0) + worth
    tally = history.cast.tally
    top = max((tally[code] for code in tally if known(code)), default=0)
    for code in tally:
        if top:
            weights[code] = weights.get(code, 0.0) + _NAMED * tally[code] / top
    for told, worth in ((home, _HOME), (place, _TOLD)):
        if told is not None:
            weights[told] = weights.get(told, 0.0) + worth
    fitting = [(weight, code) for code, weight in weights.items() if known(code) and reference_words().may_have(code, noun)]
    ranked = sorted(fitting, key=lambda one: (-one[0], one[1]))
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
        return None
    return ranked[0][1]


def _worth(candidate: Candidate) -> float:
    if candidate.subject:
        return _SUBJECT
    if candidate.literal:
        return _PLACE
    return _OWNER if candidate.adjective or candidate.possessor else _OTHER
