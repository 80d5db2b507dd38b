"""Who travels with somebody: "arrived in Lima accompanied by the defence minister". In: a SentenceView and its candidates; out: actors added to visits.

Only persons named, of the visitor's own country, come along; a host who accompanies a guest at home does not travel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.code.candidates import Candidate
from dragoman.code.syntax import children, conjuncts, is_verb
from dragoman.code.view import SentenceView, actors_of, countries_of, joined

Token = Any

ACCOMPANY = "accompany"
TOGETHER = frozenset({"together", "along"})
ALONGSIDE = "alongside"


def add_companions(view: SentenceView, candidates: Sequence[Candidate]) -> None:
    """Add to the actors of each visit told by a verb those who come along, in place."""
    for candidate in candidates:
        if candidate.frame.mode != "visit" or candidate.dropped is not None or not is_verb(candidate.token) or "obj" in candidate.frame.actor:
            continue
        home = countries_of(candidate.actors)
        named = actors_of(view.at(noun for head in _beside(candidate.token) for noun in conjuncts(head)))
        along = tuple(actor for actor in named if actor.kind == "person" and actor.country in home)
        if along and not countries_of(along) & countries_of(candidate.recipients):
            candidate.actors = joined(candidate.actors, along)
            candidate.paths.append("actor: comes along")


def _beside(verb: Token) -> Iterator[Token]:
    """The nouns after "accompanied by", "together with", "along with" and "alongside", at the verb."""
    for child in verb.children:
        if child.lemma_.lower() == ACCOMPANY and child.tag_ == "VBN":
            yield from (noun for agent in children(child, "agent", "prep") if agent.lower_ == "by" for noun in children(agent, "pobj"))
        elif child.lower_ in TOGETHER:
            yield from (noun for prep in children(child, "prep") if prep.lower_ == "with" for noun in children(prep, "pobj"))
        elif child.lower_ == ALONGSIDE or (child.lower_ == "with" and child.i > 0 and child.doc[child.i - 1].lower_ in TOGETHER):
            yield from children(child, "pobj")
