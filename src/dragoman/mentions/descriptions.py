"""Descriptions that stand for actors named before: "the two sides", "the country", "the North", "his Chinese counterpart", "the minister".

In: a token and the history. Out: the candidate it makes or completes, or None where it can't be said.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from dragoman.mentions.cast import Candidate, Referent
from dragoman.mentions.history import History
from dragoman.mentions.holders import holder
from dragoman.mentions.names import country_referent
from dragoman.mentions.owners import owners_of
from dragoman.mentions.references import reference_words
from dragoman.mentions.scene import Scene
from dragoman.mentions.syntax import View
from dragoman.model import Interval

# Characters of ", and the ".
_AND = 10
_KOREAS = {"north": "PRK", "south": "KOR"}
_DETERMINERS = frozenset({"the", "both", "this", "that", "these", "those"})


def description(scene: Scene, view: View, token: int, history: History, knowledge: Any, when: Interval | None) -> Candidate | None:
    """The candidate that a description headed by `token` makes, None if it is none or can't be said."""
    words = reference_words()
    lemma, lower = view.lemma[token], view.lower[token]
    if lower in _KOREAS and view.text[token][0].isupper():
        return _korea(scene, view, token, history, knowledge)
    if lemma == "counterpart":
        return _counterpart(scene, view, token, history, knowledge, when)
    if lower in {"former", "latter"} and view.lower[token - 1] == "the" and not _modifies(view, token):
        return _listed(scene, view, token, history)
    # The words first: few are such nouns, and what stands before and below them takes a walk through the tree.
    states, persons = lemma in words.countries_of, lemma in words.leaders_of or lemma in words.persons_of
    many = number_told(view, token) if states or persons else 0
    if many and states:
        return _countries(scene, view, token, many, history, knowledge)
    if many and persons:
        return _persons(scene, view, token, many, history)
    if lower in words.country_nouns and _definite(view, token):
        return _last(scene, view, token, history, frozenset({"country"}))
    if lower in words.body_nouns and _definite(view, token):
        return _last(scene, view, token, history, frozenset({"organisation", "outlet"}))
    return None


def _modifies(view: View, token: int) -> bool:
    return view.dep[token] in {"amod", "compound", "nmod"}


def _definite(view: View, token: int) -> bool:
    """ "the country", "the landlocked kingdom", with no country, owner or of-phrase of its own."""
    start = view.phrase_start(token)
    own = [
        at
        for at in view.children[token]
        if view.dep[at] in {"poss", "prep", "relcl", "appos"} or (view.dep[at] in {"amod", "compound"} and view.text[at][0].isupper())
    ]
    return view.lower[start] in _DETERMINERS and not own


def number_told(view: View, token: int) -> int:
    """How many are meant: 2 for "the two sides" and "both sides", 0 where no number is told or they are others ("two ministers")."""
    numbers = reference_words().numbers
    start = view.phrase_start(token)
    lower = view.lower[start : token + 1]
    told = next((numbers[word] for word in lower if word in numbers), 0)
    own = any(view.dep[at] == "amod" and view.text[at][0].isupper() for at in view.children[token])
    return told if told and not own and (lower[0] in _DETERMINERS or lower[0] in {"their", "its"}) else 0


def _make(scene: Scene, view: View, token: int, referents: list[Referent], how: str = "pronoun") -> Candidate:
    start = view.start[view.phrase_start(token)]
    return scene.add(start, view.end[token], referents, how, head=token, plural=len(referents) > 1)


def _korea(scene: Scene, view: View, token: int, history: History, knowledge: Any) -> Candidate | None:
    """ "the North" in a report that names a Korea; not "the North Atlantic", "the north"."""
    tally = history.cast.tally
    if view.lower[token - 1] != "the" or _modifies(view, token) or not (tally["PRK"] or tally["KOR"]):
        return None
    follows = view.text[token + 1] if token + 1 < len(view) else ""
    if follows[:1].isupper() or follows.lower() in {"of", "-"}:
        return None
    return _make(scene, view, token, [country_referent(_KOREAS[view.lower[token]], history.cast, knowledge)], "name")


def _countries(scene: Scene, view: View, token: int, many: int, history: History, knowledge: Any) -> Candidate | None:
    codes = history.countries(many, lambda code: knowledge.countries.get(code) is not None)
    if not codes:
        tally = history.cast.tally
        named = [code for code in sorted(tally, key=lambda code: (-tally[code], code)) if knowledge.countries.get(code) is not None]
        codes = named[:many]
    if len(codes) < many:
        return None
    return _make(scene, view, token, [country_referent(code, history.cast, knowledge) for code in codes])


def _persons(scene: Scene, view: View, token: int, many: int, history: History) -> Candidate | None:
    lemma = view.lemma[token]
    fitting = history.persons(many, lambda one: fits_noun(one, lemma)) or history.persons(many, lambda one: one.country is not None)
    return _make(scene, view, token, fitting) if fitting else None


def fits_noun(referent: Referent, lemma: str) -> bool:
    """A person of that office may be called by the noun: "the minister" for a Defence Minister."""
    words = reference_words()
    if referent.office is not None and lemma in referent.office.lower().split():
        return True
    return referent.role in words.fits_role.get(lemma, ()) or (referent.role is not None and lemma in words.any_office and lemma not in words.fits_role)


def _last(scene: Scene, view: View, token: int, history: History, kinds: frozenset[str]) -> Candidate | None:
    def fits(distance: int, candidate: Candidate) -> float | None:
        if len(candidate.referents) != 1 or candidate.referents[0].kind not in kinds:
            return None
        return 1.0 if candidate.adjective or candidate.literal else 0.0

    found = history.best(fits)
    return _make(scene, view, token, list(found.referents)) if found is not None else None


def _listed(scene: Scene, view: View, token: int, history: History) -> Candidate | None:
    """ "the former" and "the latter" of the last two actors named side by side, else of the last two named at all."""
    named = [one for _, one in history.recent() if one.how != "pronoun" and not one.adjective]
    beside = next(((last, first) for last, first in pairwise(named) if _beside(first, last)), None)
    last = beside or tuple(named[:2])
    if len(last) < 2:
        return None
    return _make(scene, view, token, list(last[0 if view.lower[token] == "latter" else 1].referents))


def _beside(first: Candidate, last: Candidate) -> bool:
    """ "Chad and the Sudan": of one kind, in one sentence, with no more than an "and the" between them."""
    kinds = {first.referents[0].kind, last.referents[0].kind}
    return first.sentence == last.sentence and 0 < last.start - first.end <= _AND and len(kinds) == 1


def _counterpart(scene: Scene, view: View, token: int, history: History, knowledge: Any, when: Interval | None) -> Candidate | None:
    """ "his Chinese counterpart": the office of the one it is the counterpart of, in the country told."""
    owners = owners_of(scene, view, token, token, history.cast)
    if not owners.found:
        return None
    country = owners.found[0].country
    own = _whose(scene, view, token, history)
    if country is None or own is None or own.role is None:
        return None
    for mark in owners.marks:
        mark.used = True
        scene.candidates = [one for one in scene.candidates if (one.start, one.end) != (mark.start, mark.end)]
    person = holder(own.role, country, history.cast, knowledge, when, view.start[token])
    if person is None:
        label = f"{owners.found[0].name} {own.role}"
        person = history.cast.add(Referent(label, f"o:{country}:{own.role}", country, "GOV", "office", own.role, own.role))
    return _make(scene, view, token, [person], "title")


def _whose(scene: Scene, view: View, token: int, history: History) -> Referent | None:
    """The person before whose office is named, the subject of the clause first."""

    def fits(distance: int, candidate: Candidate) -> float | None:
        fine = len(candidate.referents) == 1 and candidate.referents[0].role is not None and candidate.start < view.start[token]
        return 0.0 if fine else None

    found = history.best(fits)
    return found.referents[0] if found is not None else None


def complete(candidate: Candidate, history: History) -> bool:
    """Gives an unowned definite noun ("the minister", "the spokesman") the person it was said of; False where there is none."""
    noun = candidate.noun or ""
    if not candidate.definite or candidate.owned:
        return False
    # Whose "the government" is, all that is said lately tells, not only the government named last.
    weighed = noun in reference_words().domestic and noun not in reference_words().person_nouns
    told = (
        None
        if weighed
        else next(
            (
                one
                for _, one in history.recent()
                if one.noun == noun and one.plural == candidate.plural and one.referents[0].country and not _clash(one, candidate)
            ),
            None,
        )
    )
    if told is not None:
        candidate.referents = list(told.referents)
        return True
    if candidate.plural or noun not in reference_words().person_nouns:
        return False

    def fits(distance: int, other: Candidate) -> float | None:
        if len(other.referents) != 1 or other.referents[0].kind != "person" or not fits_noun(other.referents[0], noun):
            return None
        if _clash(other, candidate):
            return None
        if distance == 0 and other.subject and not candidate.subject:
            # "Osman met the minister"
            return None
        return 0.0

    found = history.best(fits)
    if found is None:
        return False
    candidate.referents = list(found.referents)
    return True


def _clash(other: Candidate, candidate: Candidate) -> bool:
    """The words name an office, and the other is told in another one: "the prime minister" is not the foreign minister named before."""
    held = other.role or other.referents[0].role
    return candidate.role is not None and held is not None and held != candidate.role


def place_country(candidates: list[Candidate]) -> str | None:
    """The country of the one place that a sentence names as a place."""
    codes = {one.referents[0].country for one in candidates if one.literal and one.referents}
    return codes.pop() if len(codes) == 1 else None
