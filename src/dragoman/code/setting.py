"""Where an act is set: binds places to the trigger whose clause they stand in. Times are bound in timing.py.

In: a SentenceView and a trigger token. Out: one PlaceFound or None.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.code.syntax import clause_of
from dragoman.code.view import SentenceView
from dragoman.model.working import PlaceFound

Token = Any

FAR = 99
# A place after these is not where it happened: "flew from Berlin", "the embassy of".
AWAY = frozenset({"from", "of", "about", "against", "over", "between"})
# What another verb leads through is only passed on the way: "is to come by train through Laos and to hold talks".
PASSED = frozenset({"through", "via"})


def token_at(view: SentenceView, start: int, end: int) -> Token | None:
    """The syntactic head of the words [start, end): the token in them whose head lies outside."""
    low, high = start - view.sentence.start, end - view.sentence.start
    inside = [token for token in view.doc if token.idx < high and token.idx + len(token) > low]
    for token in inside:
        if token.head is token or token.head not in inside:
            return token
    return inside[0] if inside else None


def place_of(view: SentenceView, trigger: Token, places: Sequence[PlaceFound], rivals: Iterable[Token]) -> PlaceFound | None:
    """The place that belongs to the trigger; only places told as such, not "from" or "of" them."""
    near = []
    for place in places:
        head = token_at(view, place.start, place.end)
        if place.literal and head is not None and not (head.dep_ == "pobj" and (head.head.lower_ in AWAY or _passed(head.head, trigger))):
            near.append(place)
    return _nearest(view, trigger, near, list(rivals))


def _passed(preposition: Token, trigger: Token) -> bool:
    return preposition.lower_ in PASSED and preposition.head.i != trigger.i and trigger.head.i != preposition.head.i


def _nearest(view: SentenceView, trigger: Token, spans: Sequence[PlaceFound], rivals: list[Token]) -> PlaceFound | None:
    best: tuple[int, int, PlaceFound] | None = None
    for span in spans:
        head = token_at(view, span.start, span.end)
        if head is None:
            continue
        cost = _distance(trigger, head)
        if cost >= FAR or any(_distance(rival, head) < cost for rival in rivals if rival.i != trigger.i and not _nested(rival, trigger)):
            continue
        steps = abs(int(head.i - trigger.i))
        if best is None or (cost, steps) < best[:2]:
            best = (cost, steps, span)
    return best[2] if best is not None else None


def _nested(rival: Token, trigger: Token) -> bool:
    """ "Held talks on Monday": the light verb is no rival of its noun."""
    return bool(rival.head.i == trigger.i or trigger.head.i == rival.i)


def _distance(trigger: Token, head: Token) -> int:
    """Steps from the span up to the trigger; FAR where it hangs in another clause. From a noun trigger its carrying verb counts as itself."""
    current, steps = head, 0
    anchors = {trigger.i: 0}
    clause = clause_of(trigger)
    anchors.setdefault(clause.i, 1 if clause.i != trigger.i else 0)
    for verb in (trigger, clause):
        # Not up from a reported clause: "said on Tuesday that Kenya had recalled" dates the saying.
        if verb.dep_ in ("xcomp", "conj", "pcomp") or (verb.dep_ == "advcl" and verb.tag_ in ("VB", "VBG")):
            anchors.setdefault(clause_of(verb.head).i if verb.head.i != verb.i else verb.i, 3)
    while steps < 12:
        if current.i in anchors:
            return steps + 2 * anchors[current.i]
        if current.dep_ in ("relcl", "advcl") and current.i != head.i:
            return FAR
        if current.head is current:
            return FAR
        current, steps = current.head, steps + 1
    return FAR
