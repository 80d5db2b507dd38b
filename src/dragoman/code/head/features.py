"""What the head looks at. In: a view, a predicate token, who is said to act and suffer in it, the lexicon's entry if one fired. Out: names of features.

Names are plain words ("object=sanction"), so that an explanation can show them. Actors are masked: the head must not learn who does what.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dragoman.code.head.paths import FAR, path, turning_word
from dragoman.code.syntax import auxiliaries, children, is_passive, is_verb, negation, objects, particle, subjects
from dragoman.code.view import SentenceView
from dragoman.knowledge.triggers import TriggerFrame, TriggerLexicon
from dragoman.model.reading import Actor
from dragoman.model.working import ActorMention

Token = Any

WINDOW = 4  # words on either side of the predicate whose lemmas are seen in their order
MAX_GOVERNORS = 2
COMPLEMENTS = ("xcomp", "ccomp", "pcomp", "advcl", "acl")


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


def type_features(view: SentenceView, instance: Instance, lexicon: TriggerLexicon) -> list[str]:
    """Features of the act's type; the order is that of the sentence, the same every time."""
    token = instance.token
    verb = is_verb(token)
    lemma = _lemma(token)
    found = [f"L={lemma}", "verb" if verb else "noun", f"tag={token.tag_}", f"dep={token.dep_}"]
    things = objects(token) if verb else [*children(token, "compound", "amod", "nmod")]
    words = [mask(view, one) for one in things]
    found += [f"o={word}" for word in words]
    found += [f"L={lemma} o={word}" for word in words]
    found += [f"olex={kind}" for one in things for kind in _listed(one, lexicon)]
    found += [f"s={mask(view, one)}" for one in (subjects(token) if verb else children(token, "poss"))]
    found += _prepositions(view, token, things if verb else [], lemma, lexicon)
    found += _form(token, verb)
    found += _governors(token, lemma)
    found += _complements(token, lemma, lexicon)
    found += _around(view, token)
    found += _parties(view, instance, lemma)
    found += [f"lex={kind}" for kind in _listed(token, lexicon)]
    return found


def frame_features(frame: TriggerFrame | None, lexicon_said: bool = True) -> list[str]:
    """What the lexicon makes of the predicate; kept apart, since training also shows every act without them."""
    if frame is None or not lexicon_said:
        return ["unlisted"]
    sure = "sure" if frame.weight >= 0.95 else "fair" if frame.weight >= 0.7 else "doubtful"
    return [f"fired={frame.type}", f"fired={frame.type} {sure}", f"fired={frame.type}/{frame.mode}", f"restrictions={min(frame.restrictions, 3)}"]


def mask(view: SentenceView, token: Token) -> str:
    """The word's lemma, or what kind of actor stands there."""
    mention = view.mention(token)
    if mention is not None and mention.members:
        return f"<{kind_of(mention)}>"
    if token.pos_ == "PROPN":
        return "<name>"
    return "<number>" if token.pos_ == "NUM" else str(token.lemma_.lower())


def kind_of(mention: ActorMention) -> str:
    """Country, office, person, force ...: what the head may know of an actor."""
    member = mention.members[0]
    return f"{member.kind}/{member.sector}" if member.sector not in (None, "GOV") else str(member.kind)


def _lemma(token: Token) -> str:
    own = particle(token) if is_verb(token) else None
    return f"{token.lemma_.lower()} {own}" if own else str(token.lemma_.lower())


def _listed(token: Token, lexicon: TriggerLexicon) -> list[str]:
    table = lexicon.verbs if is_verb(token) else lexicon.nouns
    return sorted({frame.type for frame in table.get(token.lemma_.lower(), ())})


def _prepositions(view: SentenceView, token: Token, things: Sequence[Token], lemma: str, lexicon: TriggerLexicon) -> list[str]:
    found = []
    for carrier in (token, *things):
        for prep in children(carrier, "prep", "dative", "agent"):
            found += [f"prep={prep.lower_}", f"L={lemma} prep={prep.lower_}"]
            for noun in children(prep, "pobj", "pcomp"):
                found.append(f"{prep.lower_} {mask(view, noun)}")
                found += [f"{prep.lower_} lex={kind}" for kind in _listed(noun, lexicon)]
    return found


def _form(token: Token, verb: bool) -> list[str]:
    if not verb:
        found = [f"det={child.lower_}" for child in children(token, "det")]
        return [*found, "negated"] if negation(token) is not None else found
    found = [f"aux={helper.lower_}" for helper in auxiliaries(token)]
    if is_passive(token):
        found.append("passive")
    if negation(token) is not None:
        found.append("negated")
    return found


def _governors(token: Token, lemma: str) -> list[str]:
    found = []
    current = token
    for level in range(MAX_GOVERNORS):
        head = current.head
        if head.i == current.i:
            break
        word = head.lower_ if head.dep_ == "prep" else head.lemma_.lower()
        found += [f"under{level}={word}", f"under{level}={current.dep_} {word}"]
        if level == 0:
            found.append(f"L={lemma} under={word}")
        current = head.head if head.dep_ in ("prep", "agent") and head.head.i != head.i else head
    return found


def _complements(token: Token, lemma: str, lexicon: TriggerLexicon) -> list[str]:
    found = []
    inner = [child for child in token.children if child.dep_ in COMPLEMENTS]
    inner += [child for prep in children(token, "prep") for child in children(prep, "pcomp")]
    for child in inner[:3]:
        word = child.lemma_.lower()
        found += [f"over={child.dep_} {word}", f"L={lemma} over={child.dep_}"]
        found += [f"overlex={kind}" for kind in _listed(child, lexicon)]
    return found


def _around(view: SentenceView, token: Token) -> list[str]:
    """Lemmas near the predicate, one by one and in pairs, actors masked."""
    low, high = max(0, token.i - WINDOW), min(len(view.doc), token.i + WINDOW + 1)
    words = [mask(view, one) for one in view.doc[low:high] if not one.is_punct]
    return [f"w={word}" for word in words] + [f"w={first} {second}" for first, second in pairwise(words)]


def _parties(view: SentenceView, instance: Instance, lemma: str) -> list[str]:
    found = []
    for role, tokens in (("A", instance.actors), ("R", instance.recipients)):
        found.append(f"{role}s={min(len(tokens), 2)}")
        for token in tokens[:2]:
            way = path(instance.token, token)
            found += [f"{role}={way}", f"{role} is {mask(view, token)}"]
            if way != FAR:
                found.append(f"L={lemma} {role}={way}")
    if instance.actors and instance.recipients:
        way = path(instance.actors[0], instance.recipients[0])
        turn = turning_word(instance.actors[0], instance.recipients[0])
        found += [f"A-R={way}", f"A-R over {turn}", f"A-R={way} over {turn}"]
    return found
