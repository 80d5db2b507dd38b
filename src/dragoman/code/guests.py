"""A guest named beside other news: "told visiting Foreign Minister Aso in Santiago that ties were good" tells of a visit, too.

In: a SentenceView, the lexicon and the candidates that it has so far. Out: a visit for each such guest whose host or place the clause names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.code.candidates import Candidate
from dragoman.code.hosts import filed_from, host_at
from dragoman.code.parties import is_state
from dragoman.code.status import Status
from dragoman.code.syntax import clause_of, subjects
from dragoman.code.view import SentenceView, actors_of, countries_of
from dragoman.knowledge.triggers import TriggerLexicon
from dragoman.model.reading import Actor

Token = Any

VISITING = "visiting"
# What stands before the word where it describes somebody: "told visiting", "the visiting", "talks with visiting"; not "after visiting", "is visiting".
BEFORE = frozenset({"the", "a", "an", "with", "to", "from", "between", "and", "of"})
TELLING = frozenset({"tell", "meet", "assure", "receive", "welcome", "greet", "inform", "see", "urge", "ask", "host", "thank", "brief", "warn", "praise"})
# Words between "visiting" and the name: title and demonym.
REACH = 6
CONFIDENCE = 0.8


def guests(view: SentenceView, lexicon: TriggerLexicon, candidates: Sequence[Candidate]) -> list[Candidate]:
    """A visit for each person described as visiting, unless another meeting of the sentence has them as a party already."""
    frame = next((one for one in lexicon.verbs.get("visit", ()) if one.mode == "visit"), None)
    if frame is None or VISITING not in view.sentence.text.lower():
        return []
    found = []
    for token in view.doc:
        if token.lower_ != VISITING or not _describes(token):
            continue
        candidates = [one for one in candidates if one.token.i != token.i or _dropped(one)]
        visitors = _visitors(view, token)
        home = countries_of(visitors)
        if not visitors or any(one.frame.type == "CONSULT" and one.dropped is None and home & countries_of(one.parties) for one in candidates):
            continue
        hosts = _hosts(view, token, home)
        if hosts:
            status = Status(status="happened", tense="past", cues=["described as visiting"])
            found.append(Candidate(frame, token, visitors, hosts, status, CONFIDENCE, [f"actor: described as {VISITING}"]))
    return found


def _dropped(candidate: Candidate) -> bool:
    """The same word read as a verb of its own ("told him visiting ...") was misread."""
    candidate.dropped = "describes a guest"
    return True


def _describes(token: Token) -> bool:
    if token.i == 0:
        return token.i + 1 < len(token.doc) and token.doc[1].ent_type_ in ("PERSON", "NORP", "GPE")
    before = token.doc[token.i - 1]
    return before.lower_ in BEFORE or before.lemma_.lower() in TELLING


def _visitors(view: SentenceView, token: Token) -> tuple[Actor, ...]:
    """Who is named right after the word."""
    for near in token.doc[token.i + 1 : token.i + 1 + REACH]:
        if near.is_punct or near.pos_ in ("VERB", "AUX", "ADP"):
            return ()
        named = view.named(near)
        people = tuple(actor for actor in named.actors if actor.kind == "person" and actor.country is not None) if named is not None else ()
        if people:
            return people
    return ()


def _hosts(view: SentenceView, token: Token, home: frozenset[str]) -> tuple[Actor, ...]:
    """The other side of the clause, else the country of its place, else where the report is filed from."""
    verb = clause_of(token.doc[token.i - 1]) if token.i else clause_of(token)
    told = [actor for actor in actors_of(view.at(subjects(verb), owner=False)) if actor.country is not None and actor.country not in home and is_state(actor)]
    if told:
        return tuple(told)
    places = [place for place in view.working.places if place.sentence == view.sentence.index and place.literal and place.country]
    place = next((place for place in places if place.country not in home), None) or filed_from(view.working)
    return (host_at(place),) if place is not None and place.country is not None and place.country not in home else ()
