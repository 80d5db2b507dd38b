"""Who acts and who suffers, where no slot says so: what the role head looks at. In: a view, a predicate, the act's type, a mention. Out: names of features."""

from __future__ import annotations

from typing import Any

from dragoman.code.head.features import kind_of, mask
from dragoman.code.head.paths import FAR, chain, path, turning_word
from dragoman.code.syntax import clause_of, is_passive, is_verb
from dragoman.code.view import SentenceView
from dragoman.model.working import ActorMention

Token = Any

ACTOR, RECIPIENT, NOBODY = "actor", "recipient", "nobody"
NEAR = 3  # words


def seats(view: SentenceView) -> list[tuple[ActorMention, Token]]:
    """Mentions that may take part, with their head words, in text order, each head once; the widest where several share one."""
    found: dict[int, tuple[ActorMention, Token]] = {}
    for mention in view.mentions:
        if mention.head is not None and mention.members and mention.head not in found:
            found[mention.head] = (mention, view.doc[mention.head])
    return [found[place] for place in sorted(found)]


def role_features(view: SentenceView, predicate: Token, kind: str, mention: ActorMention, seat: Token) -> list[str]:
    """Features of the mention's part in the act."""
    verb = is_verb(predicate)
    way = path(predicate, seat)
    lemma = predicate.lemma_.lower()
    side = "before" if seat.i < predicate.i else "after"
    passive = "passive" if verb and is_passive(predicate) else "active" if verb else "noun"
    who = kind_of(mention)
    found = [
        f"way={way}", f"{passive} way={way}", f"{kind} way={way}", f"L={lemma} way={way}",
        side, f"{kind} {side}", f"{passive} {side}", f"{kind} {passive} {side}",
        f"who={who}", f"{kind} who={who}", f"how={mention.how}",
        f"dep={seat.dep_}", f"{kind} {side} dep={seat.dep_}",
    ]  # fmt: skip
    if seat.head.dep_ == "prep" or seat.dep_ == "pobj":
        prep = seat.head.lower_
        found += [f"prep={prep}", f"{kind} prep={prep}", f"L={lemma} prep={prep}", f"prep={prep} on {seat.head.head.lemma_.lower()}"]
    if mention.literal:
        found += ["literal", f"{kind} literal"]
    turn = turning_word(predicate, seat)
    if turn is not None:
        found += [f"over={turn}", f"way={way} over={turn}"]
    if way == FAR:
        found.append(f"{passive} far {side}")
    found += _nearness(view, predicate, seat)
    found.append("same clause" if clause_of(predicate).i == clause_of(seat).i else "other clause")
    found.append(f"up={len([one for one in chain(seat) if one.i != predicate.i])}" if predicate.i in {one.i for one in chain(seat)} else "not below")
    return found


def _nearness(view: SentenceView, predicate: Token, seat: Token) -> list[str]:
    between = list(view.doc[min(predicate.i, seat.i) + 1 : max(predicate.i, seat.i)])
    others = sum(1 for mention in view.mentions if mention.head is not None and min(predicate.i, seat.i) < mention.head < max(predicate.i, seat.i))
    verbs = sum(1 for one in between if one.pos_ == "VERB")
    side = "before" if seat.i < predicate.i else "after"
    found = [f"{side} others={min(others, 3)}", f"{side} verbs={min(verbs, 3)}", f"words={min(len(between) // 3, 5)}"]
    if len(between) <= NEAR:
        found.append(f"{side} near {' '.join(mask(view, one) for one in between)}")
    return found
