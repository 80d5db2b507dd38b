"""What the head looks at. In: a sheet, a predicate, who is said to act and suffer in it, the lexicon's entry if one fired. Out: names of features.

Names are plain words ("o=sanction"), so that an explanation can show them. Actors are masked: the head must not learn who does what.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dragoman.code.head.sheet import FAR, Sheet
from dragoman.code.syntax import auxiliaries, is_passive, negation, objects, particle, subjects
from dragoman.code.view import SentenceView
from dragoman.knowledge.triggers import TriggerFrame
from dragoman.model.reading import Actor

Token = Any

WINDOW = 4  # words on either side of the predicate whose lemmas are seen in their order
MAX_GOVERNORS = 2
MAX_COMPLEMENTS = 3
COMPLEMENTS = ("xcomp", "ccomp", "pcomp", "advcl", "acl")
SURE, FAIR = 0.95, 0.7  # an entry's `sure`, in three steps


@dataclass(frozen=True, slots=True)
class Instance:
    """One act that a word may tell: the predicate, where its parties stand, and the lexicon's entry that fired on it (None: none did)."""

    token: Token
    actors: tuple[Token, ...] = ()
    recipients: tuple[Token, ...] = ()
    frame: TriggerFrame | None = None


def head_tokens(view: SentenceView, actors: Iterable[Actor]) -> tuple[Token, ...]:
    """Where the actors' mentions have their head words in this sentence; those from elsewhere have none."""
    heads = {mention.start: mention.head for mention in view.mentions if mention.head is not None}
    return tuple(view.doc[heads[actor.start]] for actor in actors if actor.start in heads)


def type_features(sheet: Sheet, instance: Instance) -> list[str]:
    """Features of the act's type; the order is that of the sentence, the same every time."""
    token, place = instance.token, instance.token.i
    verb = sheet.is_verb(place)
    own = particle(token) if verb else None
    lemma = f"{sheet.lemmas[place]} {own}" if own else sheet.lemmas[place]
    found = [f"L={lemma}", "verb" if verb else "noun", f"tag={sheet.tags[place]}", f"dep={sheet.deps[place]}"]
    things = [one.i for one in objects(token)] if verb else sheet.below(place, "compound", "amod", "nmod")
    words = [sheet.mask(one) for one in things]
    found += [f"o={word}" for word in words]
    found += [f"L={lemma} o={word}" for word in words]
    found += [f"olex={kind}" for one in things for kind in sheet.listed(one)]
    found += [f"s={sheet.mask(one)}" for one in ([one.i for one in subjects(token)] if verb else sheet.below(place, "poss"))]
    found += _prepositions(sheet, [place, *things] if verb else [place], lemma)
    found += _form(sheet, token, verb)
    found += _governors(sheet, place, lemma)
    found += _complements(sheet, place, lemma)
    found += _around(sheet, place)
    found += _parties(sheet, instance, lemma)
    found += [f"lex={kind}" for kind in sheet.listed(place)]
    return found


def frame_features(frame: TriggerFrame | None) -> list[str]:
    """What the lexicon makes of the predicate; kept apart, since training also shows every act without them."""
    if frame is None:
        return ["unlisted"]
    sure = "sure" if frame.weight >= SURE else "fair" if frame.weight >= FAIR else "doubtful"
    return [f"fired={frame.type}", f"fired={frame.type} {sure}", f"fired={frame.type}/{frame.mode}", f"restrictions={min(frame.restrictions, 3)}"]


def _prepositions(sheet: Sheet, carriers: Sequence[int], lemma: str) -> list[str]:
    found = []
    for carrier in carriers:
        for prep in sheet.below(carrier, "prep", "dative", "agent"):
            word = sheet.lowers[prep]
            found += [f"prep={word}", f"L={lemma} prep={word}"]
            for noun in sheet.below(prep, "pobj", "pcomp"):
                found.append(f"{word} {sheet.mask(noun)}")
                found += [f"{word} lex={kind}" for kind in sheet.listed(noun)]
    return found


def _form(sheet: Sheet, token: Token, verb: bool) -> list[str]:
    if verb:
        found = [f"aux={helper.lower_}" for helper in auxiliaries(token)]
        if is_passive(token):
            found.append("passive")
    else:
        found = [f"det={sheet.lowers[child]}" for child in sheet.below(token.i, "det")]
    return [*found, "negated"] if negation(token) is not None else found


def _governors(sheet: Sheet, place: int, lemma: str) -> list[str]:
    found = []
    current = place
    for level in range(MAX_GOVERNORS):
        head = sheet.heads[current]
        if head == current:
            break
        word = sheet.lowers[head] if sheet.deps[head] == "prep" else sheet.lemmas[head]
        found += [f"under{level}={word}", f"under{level}={sheet.deps[current]} {word}"]
        if level == 0:
            found.append(f"L={lemma} under={word}")
        current = sheet.heads[head] if sheet.deps[head] in ("prep", "agent") else head
    return found


def _complements(sheet: Sheet, place: int, lemma: str) -> list[str]:
    found = []
    inner = sheet.below(place, *COMPLEMENTS) + [child for prep in sheet.below(place, "prep") for child in sheet.below(prep, "pcomp")]
    for child in inner[:MAX_COMPLEMENTS]:
        found += [f"over={sheet.deps[child]} {sheet.lemmas[child]}", f"L={lemma} over={sheet.deps[child]}"]
        found += [f"overlex={kind}" for kind in sheet.listed(child)]
    return found


def _around(sheet: Sheet, place: int) -> list[str]:
    """Lemmas near the predicate, one by one and in pairs, actors masked."""
    near = range(max(0, place - WINDOW), min(len(sheet.heads), place + WINDOW + 1))
    words = [sheet.mask(one) for one in near if not sheet.doc[one].is_punct]
    return [f"w={word}" for word in words] + [f"w={first} {second}" for first, second in pairwise(words)]


def _parties(sheet: Sheet, instance: Instance, lemma: str) -> list[str]:
    found = []
    for role, tokens in (("A", instance.actors), ("R", instance.recipients)):
        found.append(f"{role}s={min(len(tokens), 2)}")
        for token in tokens[:2]:
            way = sheet.path(instance.token.i, token.i)
            found += [f"{role}={way}", f"{role} is {sheet.mask(token.i)}"]
            if way != FAR:
                found.append(f"L={lemma} {role}={way}")
    if instance.actors and instance.recipients:
        first, second = instance.actors[0].i, instance.recipients[0].i
        way, turn = sheet.path(first, second), sheet.turning_word(first, second)
        found += [f"A-R={way}", f"A-R over {turn}", f"A-R={way} over {turn}"]
    return found
