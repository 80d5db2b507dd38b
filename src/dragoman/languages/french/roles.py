"""Who plays which part in a French act. In: the act's word, its entry and the mentions of the sentence. Out: actors and recipients with how they were found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.languages.french.cast import Cast, once
from dragoman.languages.french.syntax import agents, case_of, children, conjuncts, is_passive, lemma, subjects
from dragoman.languages.french.triggers import Entry
from dragoman.languages.french.words import words
from dragoman.model.reading import Actor
from dragoman.model.working import ActorMention

Token = Any
_COMPLEMENTS = ("obl:arg", "obl:mod", "nmod", "obl:agent", "obl", "iobj", "xcomp", "dep", "advmod", "conj", "acl")
# What they count stands below them: "une centaine de prisonniers".
_COUNTERS = frozenset({"dizaine", "douzaine", "quinzaine", "vingtaine", "trentaine", "centaine", "millier", "million", "milliard", "groupe", "cent"})


@dataclass(slots=True)
class Roles:
    """The parties of one act."""

    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    paths: list[str] = field(default_factory=list)


def heads_of(word: Token) -> list[Token]:
    """What an entry's `object` is compared with: a verb's object (of a passive its subject), a noun's adjectives and complements."""
    if word.pos_ in ("VERB", "AUX"):
        held = [
            *children(word, "obj", "nsubj:pass"),
            *(child for child in children(word, "xcomp", "nmod", "dep", "obl:arg") if _bare(child) and child.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")),
        ]
        if is_passive(word) and not children(word, "nsubj:pass"):
            held += children(word, "nsubj")
        if word.dep_ in ("acl", "acl:relcl") and "Part" in word.morph.get("VerbForm") and not held:
            held = [word.head]
        held += [child for child in word.children if child.dep_.startswith("obl") and child.lower_ in ("rue", "garde", "rues")]
        held = held or _farther(word)
        counted = [child for head in held if lemma(head) in _COUNTERS for child in children(head, "nmod")]
        return [*(one for head in held for one in conjuncts(head)), *counted]
    return [child for child in word.children if child.dep_ in ("amod", "nmod", "flat:name", "appos", "acl")]


def _bare(noun: Token) -> bool:
    """Without a preposition; "des" may be an article, and so is "de" under a negation ("n'enverra pas de navire")."""
    articles = ("des", "de", "d'", "d’") if any(child.lower_ in words().negation for child in noun.head.children) else ("des",)
    return all(child.lower_ in articles for child in children(noun, "case"))


def applies(entry: Entry, word: Token) -> bool:
    """Whether the entry's conditions on the words around hold."""
    if entry.verb and entry.reflexive != any(child.lower_ in ("se", "s'", "s’") for child in word.children) and (entry.reflexive or not entry.object):
        # A reflexive verb is another one ("se rendre", "rendre"), unless the entry names its object.
        return not entry.reflexive and bool(entry.prep or entry.party == ("avec",)) and _object_fits(entry, word) and _prep_fits(entry, word)
    return _object_fits(entry, word) and _prep_fits(entry, word)


def _prep_fits(entry: Entry, word: Token) -> bool:
    if not entry.prep:
        return True
    cases = {case_of(child) for child in word.children}
    marks = {"à" if mark.lower_ == "à" else "de" for child in children(word, "xcomp", "obl:arg", "advcl", "ccomp") for mark in children(child, "mark", "case")}
    return not entry.prep.isdisjoint(cases | marks)


def _object_fits(entry: Entry, word: Token) -> bool:
    heads = heads_of(word)
    if any(_is_one(head, entry.not_object) for head in heads):
        return False
    if entry.object == {"%none"}:
        return not children(word, "obj")
    if entry.object == {"%any"}:
        return True
    return not entry.object or any(_is_one(head, entry.object) for head in heads)


def _is_one(head: Token, wanted: frozenset[str]) -> bool:
    if lemma(head) in wanted or head.lower_ in wanted:
        return True
    return ("%name" in wanted and head.pos_ == "PROPN") or ("%number" in wanted and head.pos_ == "NUM")


def roles_of(entry: Entry, word: Token, cast: Cast) -> Roles:
    """The parties of the act by the entry's slots."""
    found = Roles()
    actors = _first(entry.actor, word, cast, found, "actor")
    if entry.party:
        further = [one for slot in entry.party for one in _told(_slot(slot, word, cast), found, slot, "party")]
        found.actors = _members([*actors, *further] if entry.verb or not actors else once([*further, *actors]))
        return found
    recipients = _first(entry.recipient, word, cast, found, "recipient")
    found.actors = _members(actors)
    ids = {actor.id or actor.name for actor in found.actors}
    found.recipients = tuple(actor for actor in _members(recipients) if (actor.id or actor.name) not in ids)
    return found


def _first(slots: Sequence[str], word: Token, cast: Cast, found: Roles, role: str) -> list[ActorMention]:
    for slot in slots:
        mentions = _told(_slot(slot, word, cast), found, slot, role)
        if mentions:
            return mentions
    return []


def _told(mentions: list[ActorMention], found: Roles, slot: str, role: str) -> list[ActorMention]:
    if mentions:
        found.paths.append(f"{role} {slot}")
    return mentions


def _members(mentions: Iterable[ActorMention]) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for mention in mentions:
        for actor in mention.members:
            if actor.kind != "outlet":
                found.setdefault(actor.id or actor.name, actor)
    return tuple(found.values())


def _slot(slot: str, word: Token, cast: Cast) -> list[ActorMention]:
    if slot == "subj":
        return _subject(word, cast)
    if slot == "poss":
        return _possessor(word, cast)
    if slot == "adj":
        return [mention for child in children(word, "amod") for one in conjuncts(child) if (mention := cast.mention(one)) is not None]
    if slot == "obj":
        return _object(word, cast)
    if slot == "inner":
        return [mention for child in children(word, "xcomp") for one in children(child, "obj") for mention in cast.at(one)]
    if slot == "iobj":
        return [mention for child in children(word, "iobj") for mention in cast.at(child)]
    if slot == "de-owner":
        return [mention for child in _with_case(word, "de") for mention in cast.at(child)]
    if slot.startswith("obj-"):
        return [mention for head in heads_of(word) for child in _below(head, slot[4:]) for mention in cast.at(child)]
    found = [mention for child in _with_case(word, slot) for mention in cast.at(child)]
    if found:
        return found
    if word.pos_ in ("VERB", "AUX"):
        return _elsewhere(word, slot, cast)
    inner = [] if slot == "de" else [mention for child in _with_case(word, "de") for one in _with_case(child, slot) for mention in cast.at(one)]
    return inner or _of_light_verb(word, slot, cast)


def _of_light_verb(noun: Token, slot: str, cast: Cast) -> list[ActorMention]:
    """ "Mènent des exercices avec le Japon", "un entretien a eu lieu entre": the complement may hang on the verb."""
    verb = noun.head
    if verb.pos_ not in ("VERB", "AUX") or noun.dep_ not in ("obj", "nsubj", "nsubj:pass") or slot == "de":
        return []
    near = [verb, *(child for child in children(verb, "obj", "xcomp") if child.i != noun.i)]
    return [mention for one in near for child in _with_case(one, slot) for mention in cast.at(child, deep=slot not in ("en", "à"))]


def _with_case(word: Token, case: str) -> list[Token]:
    return [child for child in word.children if child.dep_ in _COMPLEMENTS and child.pos_ not in ("VERB", "AUX") and _same_case(case_of(child), case)]


def _elsewhere(verb: Token, slot: str, cast: Cast) -> list[ActorMention]:
    """ "A envoyé une aide au Soudan", "ont manifesté à Tel-Aviv contre": the complement may hang on the object, or on what stands before it."""
    if slot in ("de", "par", "entre"):
        return []
    found = [mention for head in heads_of(verb) for child in _below(head, slot) for mention in cast.at(child)]
    if found or slot not in ("contre", "avec", "auprès"):
        return found
    return [mention for child in children(verb, "obl:arg", "obl:mod") for one in _below(child, slot) for mention in cast.at(one)]


def _below(noun: Token, case: str) -> list[Token]:
    """With that preposition anywhere in the noun's phrase: "un prêt de trois milliards de dollars au Pakistan"."""
    return _with_case(noun, case) or [one for one in noun.subtree if one.dep_ == "nmod" and one.i != noun.i and _same_case(case_of(one), case)]


_LIKE = {
    "à": ("à", "auprès"),
    "en": ("en", "à", "au"),
    "contre": ("contre",),
    "sur": ("sur", "visant"),
    "envers": ("envers", "vis-à-vis"),
    "vers": ("vers", "direction"),
}


def _same_case(told: str | None, wanted: str) -> bool:
    return told is not None and told in _LIKE.get(wanted, (wanted,))


def _subject(word: Token, cast: Cast) -> list[ActorMention]:
    if is_passive(word):
        return [mention for one in agents(word) for mention in cast.at(one)]
    if word.dep_ == "acl" and "Part" in word.morph.get("VerbForm") and "Past" in word.morph.get("Tense"):
        return [mention for one in agents(word) for mention in cast.at(one)]
    controller = _controller(word)
    if controller is not None:
        return [mention for one in controller for mention in cast.at(one)]
    return [mention for one in subjects(word) for mention in cast.at(one)]


def _controller(word: Token) -> list[Token] | None:
    """ "Appelle Israël à cesser", "accuse Minsk d'avoir violé": who is called upon does it."""
    if word.dep_ not in ("xcomp", "obl:arg", "advcl", "ccomp", "acl") or children(word, "nsubj", "nsubj:pass"):
        return None
    above = word.head
    if lemma(above) not in words().object_control:
        return None
    held = [
        child
        for child in above.children
        if child.i != word.i and (child.dep_ in ("obj", "iobj") or (child.pos_ == "PROPN" and child.dep_ in ("xcomp", "obl:arg")))
    ]
    return held or [child for child in above.children if child.i != word.i and child.dep_.startswith("obl") and case_of(child) in ("à", "de")] or None


def _object(word: Token, cast: Cast) -> list[ActorMention]:
    held = children(word, "obj", "iobj")
    if is_passive(word):
        held = [*children(word, "nsubj:pass", "nsubj"), *held]
        if not held:
            held = subjects(word)
    elif word.dep_ == "acl" and "Past" in word.morph.get("Tense"):
        held = [word.head]
    found = [mention for one in held for mention in cast.at(one)]
    if found:
        return found
    if not found:
        # "A gelé des avoirs": the model takes the article for "de" and the object for a complement.
        plural = [
            child
            for child in word.children
            if child.dep_ in ("obl:arg", "obl:mod", "nmod") and any(one.lower_ == "des" for one in children(child, "case", "det"))
        ]
        found = [mention for one in plural for mention in cast.at(one)]
        if found:
            return found
    loose = [child for child in children(word, "nmod", "xcomp", "dep", "obl:arg", "obl:mod") if child.pos_ in ("NOUN", "PROPN", "X") and case_of(child) is None]
    return [mention for one in loose for mention in cast.at(one)] or [mention for one in _farther(word) for mention in cast.at(one)]


def _farther(verb: Token) -> list[Token]:
    """ "A bombardé dans la nuit le sud du Liban": an object that the model hung on what stands between."""
    below = [one for child in verb.children if child.i > verb.i and child.dep_.startswith(("obl", "nmod")) for one in child.subtree]
    bare = [
        one for one in below if one.dep_ in ("nmod", "appos", "obj", "dep") and one.pos_ in ("NOUN", "PROPN") and case_of(one) is None and one.head.i < one.i
    ]
    return bare[:1]


def _possessor(word: Token, cast: Cast) -> list[ActorMention]:
    """ "Sa visite": the subject's."""
    if not any("Yes" in child.morph.get("Poss") for child in children(word, "det")):
        return _light_subject(word, cast)
    current = word
    for _ in range(3):
        if current.head is current:
            break
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            return [mention for one in subjects(current) for mention in cast.at(one, deep=False)]
    return []


def _light_subject(word: Token, cast: Cast) -> list[ActorMention]:
    """ "A mené des exercices": who carries it out; not who only speaks of it."""
    verb = word.head
    if word.dep_ not in ("obj", "nsubj:pass", "obl:arg", "xcomp", "nmod") or lemma(verb) not in words().light:
        return []
    return _subject(verb, cast)
