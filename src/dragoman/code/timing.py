"""Which time expression tells when an act took place. In: a SentenceView, a trigger token, the sentence's times. Out: one TimeExpression or None.

A time is followed up the tree from its own words: it dates the noun or verb that it hangs on and what shares that clause, and nothing beyond the
clause: "said that it fell last year" dates the fall, "condemned Monday's attack" the attack, "a June 1 deadline" the deadline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.code.governors import load_governors
from dragoman.code.setting import token_at
from dragoman.code.syntax import auxiliaries, clause_of, is_verb, particle, prepositional
from dragoman.code.view import SentenceView
from dragoman.code.words import load_words
from dragoman.model.working import TimeExpression

Token = Any

FAR = 99
# Words from a time up to what it dates.
MAX_STEPS = 12
# A verb's clause is left through these only for the noun that the clause describes ("the talks held on Monday").
_DESCRIBING = frozenset({"acl", "relcl"})
# And through these never: they are clauses of their own.
_CLAUSES = frozenset({"ccomp", "csubj", "csubjpass", "parataxis"})
_PREMODIFIERS = frozenset({"compound", "nmod", "poss", "amod", "nummod"})
# Where an act stands as an occasion, its day is that of the clause: "in a Wednesday briefing, he said", "at Monday's meeting they agreed".
_OCCASIONS = frozenset({"in", "at", "during"})
# What stands after these happened before or after the clause's own day.
_APART = frozenset({"after", "before", "since", "following", "until", "till", "despite", "over", "ahead", "amid", "from", "of", "about", "against"})
_PURPOSES = frozenset({"for", "on"})
_MOVING = frozenset({"planned", "possible", "called-for", "threatened", "announced", "talked"})


def time_of(view: SentenceView, trigger: Token, times: Sequence[TimeExpression], rivals: Iterable[Token], *, ahead: bool = False) -> TimeExpression | None:
    """The date that belongs to the trigger: below it, else in its clause, unless another trigger stands nearer to it.

    Args:
        rivals: the other triggers of the sentence.
        ahead: the act is told as to come, so that the day on which that was said is not its own.
    """
    best: tuple[int, int, TimeExpression] | None = None
    before, after = _anchors(trigger, ahead, moved=False), _anchors(trigger, ahead, moved=True)
    others = [_anchors(rival, ahead=False, moved=False) for rival in rivals if rival.i != trigger.i and not _nested(rival, trigger)]
    for time in times:
        head = token_at(view, time.start, time.end) if time.type in ("DATE", "TIME") else None
        if head is None or _is_named_year(head):
            continue
        path = _path(head)
        cost = _cost(path, after if head.i > trigger.i else before)
        if cost >= FAR or any(_cost(path, other) < cost for other in others):
            continue
        steps = abs(int(head.i - trigger.i))
        if best is None or (cost, steps) < best[:2]:
            best = (cost, steps, time)
    return best[2] if best is not None else None


def _is_named_year(head: Token) -> bool:
    """ "The Rome Conference 2010", "Defender 2020": the year is part of the name."""
    before = head.nbor(-1) if head.i else None
    return bool(head.shape_ == "dddd" and before is not None and before.pos_ == "PROPN" and before.ent_type_ != "DATE")


def _nested(rival: Token, trigger: Token) -> bool:
    """ "Held talks on Monday": the light verb is no rival of its noun."""
    return bool(rival.head.i == trigger.i or trigger.head.i == rival.i)


def _anchors(trigger: Token, ahead: bool, moved: bool) -> dict[int, int]:
    """Tokens whose times are the trigger's, with what each costs.

    Args:
        moved: also those that put the act at another time than their own ("agreed on Monday to visit"); a time that
            follows the act ("was set to land on Monday") is the act's, though the parser may hang it higher up.
    """
    anchors = {trigger.i: 0, **{noun.i: 1 for noun in _meetings_below(trigger)}}
    clause = clause_of(trigger)
    if clause.i != trigger.i:
        if _stands_apart(trigger, clause) or (ahead and not moved and _moves(clause)):
            return anchors
        anchors[clause.i] = 1
    for verb in (trigger, clause):
        # Not up from a reported clause: "said on Tuesday that Kenya had recalled" dates the saying.
        if verb.dep_ in ("xcomp", "conj", "pcomp") or (verb.dep_ == "advcl" and verb.tag_ in ("VB", "VBG")):
            upper = clause_of(verb.head) if verb.head.i != verb.i else verb
            if verb.dep_ != "xcomp" or moved or not _moves(upper):
                anchors.setdefault(upper.i, 3)
    return anchors


def _meetings_below(verb: Token) -> list[Token]:
    """ "Going to Japan for four days of talks starting on Monday": the day of the talks is the journey's."""
    found = []
    for prep in verb.children if is_verb(verb) else ():
        if prep.dep_ == "prep" and prep.lower_ in _PURPOSES:
            for noun in (child for child in prep.children if child.dep_ == "pobj"):
                found += [one for one in (noun, *prepositional(noun, "of")) if one.lemma_.lower() in load_words().agreed_meetings]
    return found


def _stands_apart(noun: Token, clause: Token) -> bool:
    """ "After the launch, Seoul said on Monday": Monday is not the day of the launch."""
    current = noun
    while current.i != clause.i and current.head is not current:
        if current.dep_ == "prep" and current.lower_ in _APART:
            return True
        current = current.head
    return False


def _moves(verb: Token) -> bool:
    """ "Agreed on Monday to visit": what the verb governs lies at another time than the verb."""
    return bool(_MOVING.intersection(load_governors().of_verb(verb.lemma_.lower(), particle(verb))))


def _path(head: Token) -> list[tuple[int, bool]]:
    """The tokens that the time dates, from the nearest: index, and whether it dates that token alone (a noun described, not its clause)."""
    path: list[tuple[int, bool]] = [(head.i, False)]
    current = head
    while len(path) < MAX_STEPS and current.head is not current:
        label, upper = current.dep_, current.head
        if current.i != head.i and (label in _CLAUSES or (label == "advcl" and current.tag_ != "VBG")):
            break
        if current.i != head.i and label in _DESCRIBING:
            path.append((upper.i, True))
            break
        if label == "xcomp" and current.i != head.i and _moves(upper) and any(one.lower_ == "to" for one in auxiliaries(current)):
            break
        if (label in _PREMODIFIERS and not _is_occasion(upper, label)) or (label == "prep" and current.lower_ == "of" and not is_verb(upper)):
            path.append((upper.i, True))
            break
        path.append((upper.i, False))
        current = upper
    return path


def _is_occasion(noun: Token, label: str) -> bool:
    if noun.pos_ == "PROPN" or noun.ent_type_ in ("DATE", "TIME"):
        return True  # "Secretary Blinken Monday met": the parser hangs a bare weekday on the name before it
    if noun.dep_ == "pobj" and noun.head.lower_ in _OCCASIONS:
        return True
    return bool(label == "poss" and noun.dep_ == "nsubj")


def _cost(path: Sequence[tuple[int, bool]], anchors: dict[int, int]) -> int:
    for steps, (index, _) in enumerate(path):
        if index in anchors:
            return steps + 2 * anchors[index]
    return FAR
