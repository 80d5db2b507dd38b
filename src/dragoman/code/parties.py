"""Who takes part in an act as its word tells it: both of two, a group named before, and whether they are who its entry asks for.

In: a view, a trigger and its frame, or actors found. Out: yes or no, or parties.
"""

from __future__ import annotations

from typing import Any

from dragoman.code.slots import carrier_of, fill_all
from dragoman.code.syntax import children, clause_of, is_verb, objects, subjects
from dragoman.code.view import Filled, SentenceView, actors_of, countries_of
from dragoman.code.words import load_words
from dragoman.knowledge.triggers import TriggerFrame
from dragoman.model.reading import Actor

Token = Any

# Actors of these kinds and sectors are what PLOVER's conflict and cooperation between states and armed groups is about.
STATE_SECTORS = frozenset({"GOV", "MIL", "REB", "UAF", "COP", "SPY", "IGO", "LEG", "JUD", "PTY", "OPP", "ELI", "PRM"})
JOINT_WORDS = frozenset({"joint", "jointly", "together", "combined", "bilateral", "trilateral", "multinational"})
AUTHORITIES = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "REB", "UAF", "IGO", "SPY"})
MUTUAL = frozenset({"CONSULT", "AGREE", "SUPPORT"})  # acts that two do together


def is_authority(actor: Actor) -> bool:
    return actor.office is not None or actor.sector in AUTHORITIES


def reciprocal(verb: Token) -> bool:
    """ "Accused each other", "fired at one another": each is the other's recipient."""
    things = [*objects(verb), *(noun for prep in children(verb, "prep") for noun in children(prep, "pobj"))]
    return any(
        (thing.lower_ == "other" and any(child.lower_ == "each" for child in thing.children))
        or (thing.lower_ == "another" and any(child.lower_ == "one" for child in thing.children))
        for thing in things
    )


def both_do_it(view: SentenceView, verb: Token, frame: TriggerFrame) -> bool:
    """ "They talked", "the two leaders agreed", "both sides signed": an act of two whose names stand elsewhere in the report."""
    if frame.type not in MUTUAL or not (frame.party or "subj" in frame.actor):
        return False
    carrier = verb if is_verb(verb) else carrier_of(verb)  # "the two had been locked in talks"
    for noun in subjects(carrier) if carrier is not None else ():
        named = view.named(noun)
        if noun.lemma_.lower() in load_words().pairs and (named is None or len(countries_of(actor for actor in named.actors if actor.country)) < 2):
            told_two = any(child.lower_ in ("two", "both") for child in noun.children) or noun.lower_ in ("they", "two", "both", "pair", "sides", "parties")
            return told_two or (noun.tag_ == "NNS" and frame.type == "CONSULT")
    return False


def points_back(noun: Token) -> bool:
    """ "The truce", "these talks", "negotiations resumed": an act told before, without its parties."""
    determiners = [child.lower_ for child in noun.children if child.dep_ in ("det", "poss", "nummod")]
    if noun.lemma_.lower() in load_words().ongoing_nouns and not determiners and noun.dep_ in ("nsubj", "nsubjpass"):
        return True
    if any(word in ("the", "this", "these", "that", "those", "their", "its") for word in determiners):
        return True
    return not determiners and noun.tag_ == "NNS" and noun.dep_ in ("nsubj", "nsubjpass") and not children(noun, "amod", "compound")


def beside(view: SentenceView, noun: Token) -> list[Filled]:
    """ "agreement between Moscow and Pyongyang at a meeting": who agrees at it, meets at it."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("at", "in", "during"):
        return []
    for token in clause_of(noun).subtree:
        if token.lower_ == "between" and token.dep_ == "prep":
            found = fill_all(view, token.head, ("between",), verb=False)
            if len(countries_of(actors_of(found))) >= 2:
                return found
    return []


def group(view: SentenceView, noun: Token) -> list[Filled]:
    """Parties of a talk or deal whose grammar gives none: a group of two countries named before it ("US and Korean negotiators ... a deal")."""
    before = [mention for mention in view.mentions if mention.end <= view.sentence.start + noun.idx and not mention.literal]
    for mention in reversed(before):
        if len(countries_of(mention.members)) >= 2:
            return [Filled(mention.members, noun, "group named before it", owner=True)]
    return []


def has_what_it_needs(frame: TriggerFrame, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], *, among_violence: bool) -> bool:
    """Whether the parties are there that the entry asks for; the dead of "killed in the assault" need no named doer."""
    for need in frame.needs:
        if need == "recipient" and not recipients:
            return False
        if need == "actor" and not actors and not (frame.type == "ASSAULT" and recipients and among_violence):
            return False
        if need == "foreign" and not _abroad(actors, recipients):
            return False
        if need == "party" and len(actors) + len(recipients) < 2:
            return False
        if need == "state" and not any(is_state(actor) for actor in (*actors, *recipients)):
            return False
    return True


def _abroad(actors: tuple[Actor, ...], recipients: tuple[Actor, ...]) -> bool:
    """Somebody who acts for a state on one side, another state on the other."""
    guests = {actor.country for actor in actors if actor.country is not None and (actor.office is not None or actor.sector in AUTHORITIES or _listed(actor))}
    hosts = {actor.country for actor in recipients if actor.country is not None}
    return bool(guests) and bool(hosts) and guests.isdisjoint(hosts)


def among_violence(token: Token) -> bool:
    """An attack is named in what hangs on the word: no accident then."""
    return any(near.lemma_.lower() in load_words().violence for near in token.subtree if near.i != token.i)


def is_state(actor: Actor) -> bool:
    return actor.kind in ("country", "organisation", "group") or (actor.sector or "") in STATE_SECTORS or actor.office is not None or _listed(actor)


def _listed(actor: Actor) -> bool:
    """A person of the register of offices, told by the bare name."""
    return actor.kind == "person" and actor.country is not None and (actor.id or "").startswith("Q")


def is_joint(token: Token) -> bool:
    return any(near.lower_ in JOINT_WORDS for near in token.children) or any(child.lower_ in JOINT_WORDS for child in token.head.children)
