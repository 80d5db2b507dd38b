"""Who acts and who suffers, where no slot says so: what the role head looks at. In: a view, a predicate, the act's type, a mention. Out: names of features."""

from __future__ import annotations

from typing import Any

from dragoman.code.head.sheet import FAR, Sheet, kind_of
from dragoman.code.syntax import is_passive
from dragoman.code.view import SentenceView
from dragoman.model.working import ActorMention

Token = Any

ACTOR, RECIPIENT, NOBODY = "actor", "recipient", "nobody"
NEAR = 3  # words


def seats(view: SentenceView) -> list[tuple[ActorMention, int]]:
    """Mentions that may take part, with the places of their head words, in text order, each place once; the widest where several share one."""
    found: dict[int, ActorMention] = {}
    for mention in view.mentions:
        if mention.head is not None and mention.members:
            found.setdefault(mention.head, mention)
    return [(found[place], place) for place in sorted(found)]


def role_features(sheet: Sheet, predicate: Token, kind: str, mention: ActorMention, place: int) -> list[str]:
    """Features of the mention's part in the act."""
    at = predicate.i
    way, lemma = sheet.path(at, place), sheet.lemmas[at]
    side = "before" if place < at else "after"
    verb = sheet.is_verb(at)
    passive = "passive" if verb and is_passive(predicate) else "active" if verb else "noun"
    who, label = kind_of(mention), sheet.deps[place]
    found = [
        f"way={way}", f"{passive} way={way}", f"{kind} way={way}", f"L={lemma} way={way}",
        side, f"{kind} {side}", f"{passive} {side}", f"{kind} {passive} {side}",
        f"who={who}", f"{kind} who={who}", f"how={mention.how}",
        f"dep={label}", f"{kind} {side} dep={label}",
    ]  # fmt: skip
    above = sheet.heads[place]
    if label == "pobj" or sheet.deps[above] == "prep":
        prep = sheet.lowers[above]
        found += [f"prep={prep}", f"{kind} prep={prep}", f"L={lemma} prep={prep}", f"prep={prep} on {sheet.lemmas[sheet.heads[above]]}"]
    if mention.literal:
        found += ["literal", f"{kind} literal"]
    turn = sheet.turning_word(at, place)
    if turn is not None:
        found += [f"over={turn}", f"way={way} over={turn}"]
    if way == FAR:
        found.append(f"{passive} far {side}")
    found += _nearness(sheet, at, place, side)
    found.append("same clause" if _clause(sheet, at) == _clause(sheet, place) else "other clause")
    chain = sheet.chain(place)
    found.append(f"up={len(chain) - 1}" if at in chain else "not below")
    return found


def _clause(sheet: Sheet, place: int) -> int:
    """The verb of the clause that the word stands in, or the root."""
    return next((one for one in sheet.chain(place) if sheet.is_verb(one) and sheet.deps[one] not in ("aux", "auxpass", "amod")), sheet.chain(place)[-1])


def _nearness(sheet: Sheet, at: int, place: int, side: str) -> list[str]:
    low, high = min(at, place), max(at, place)
    others = sum(1 for mention in sheet.view.mentions if mention.head is not None and low < mention.head < high)
    verbs = sheet.pos[low + 1 : high].count("VERB")
    between = high - low - 1
    found = [f"{side} others={min(others, 3)}", f"{side} verbs={min(verbs, 3)}", f"words={min(between // 3, 5)}"]
    if between <= NEAR:
        found.append(f"{side} near {' '.join(sheet.mask(one) for one in range(low + 1, high))}")
    return found
