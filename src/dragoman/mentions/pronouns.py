"""Pronouns: he, she, it, they, and the speaker's I and we, each to the best antecedent within three sentences.

In: a pronoun's token and the history. Out: a candidate, or None where it can't be said.
"""

from __future__ import annotations

from dragoman.mentions.cast import Candidate, Referent
from dragoman.mentions.history import History, same_clause
from dragoman.mentions.references import reference_words
from dragoman.mentions.scene import Scene
from dragoman.mentions.syntax import SUBJECTS, View

_GENDER = {"he": "m", "she": "f"}
# Kind of a person whom the report does not name: a pronoun may mean her, and then means nobody else.
UNNAMED = "unnamed"
_BODIES = frozenset({"country", "organisation", "outlet"})
_INDEFINITE = frozenset({"a", "an", "another", "one"})
_GENDER_KNOWN = 0.75
_ONE_BODY = -1.5
_OWN_SUBJECT = 1.0
# Who speaks is oftenest "he" in what he is said to say.
_TELLER = 2.0
# Who says so at the end of a sentence is none of those whom it tells of, but oftenest the one who spoke before.
_TOLD_OF = -3.0
_SPOKE = 1.0
# "he" in a quotation is hardly ever the speaker.
_SPEAKER_IN_QUOTE = -4.0


def resolve_pronoun(scene: Scene, view: View, token: int, history: History) -> Candidate | None:
    """The candidate that the pronoun at `token` makes; it is not yet added to the history."""
    kind = reference_words().pronouns[view.lower[token]]
    if kind in {"speaker", "speakers"}:
        referents = _speaker(scene, view, token, history)
    elif kind == "it":
        referents = None if _empty(view, token) else _body(scene, view, token, history)
    elif kind == "they":
        referents = _many(scene, view, token, history)
    else:
        referents = _person(scene, view, token, history, _GENDER[kind])
    if not referents:
        return None
    found = scene.add(view.start[token], view.end[token], referents, "pronoun", head=token, plural=kind in {"they", "speakers"})
    found.subject = view.dep[token] in SUBJECTS
    return found


def unnamed(scene: Scene, view: View, token: int) -> Candidate | None:
    """ "her mother", "a policewoman": somebody else than the persons named, for the history only; None where the words may mean one of them."""
    gender = reference_words().unnamed.get(view.lower[token])
    if gender is None or view.pos[token] != "NOUN" or view.dep[token] in {"appos", "attr", "compound", "npadvmod"}:
        return None
    named = any(view.dep[child] == "appos" for child in view.children[token]) or any(one.start == view.end[token] + 1 for one in scene.candidates)
    own = view.lower[view.phrase_start(token)]
    others = any(view.dep[child] == "poss" for child in view.children[token]) or own in _INDEFINITE
    if named or not others:
        return None
    found = Candidate(view.start[token], view.end[token], scene.sentence.index, [Referent("", kind=UNNAMED, gender=gender)], "title", head=token)
    found.subject = view.is_subject(token)
    return found


def _barred(scene: Scene, view: View, token: int, candidate: Candidate) -> bool:
    words = reference_words()
    if candidate.sentence != scene.sentence.index or view.dep[token] == "poss":
        return False
    return view.lower[token] not in words.reflexives and same_clause(scene, candidate, token)


def _person(scene: Scene, view: View, token: int, history: History, gender: str) -> list[Referent] | None:
    quoted = scene.in_quotes(view.start[token])
    speaker = _quoting(scene, view, token) if quoted else None
    tellers = frozenset() if quoted else _tellers(view, token)
    content = _content(view, token)

    def fits(distance: int, candidate: Candidate) -> float | None:
        if len(candidate.referents) != 1:
            return None
        referent = candidate.referents[0]
        one = referent.kind in {"person", "office", UNNAMED} or (referent.kind == "group" and not candidate.plural)
        if not one or referent.many or referent.gender not in {None, gender}:
            return None
        if _barred(scene, view, token, candidate) or (distance and referent.kind == UNNAMED):
            return None
        bonus = _GENDER_KNOWN if referent.gender == gender else 0.0
        if tellers and distance == 0 and candidate.head is not None and view.governor(candidate.head) in tellers:
            bonus += _TELLER
        if content and distance == 0 and candidate.head in content:
            bonus += _TOLD_OF
        if content and distance and candidate.speaks:
            bonus += _SPOKE
        if speaker is not None and candidate.head == speaker and distance == 0:
            bonus += _SPEAKER_IN_QUOTE
        return bonus

    ahead = _ahead(scene, view, token)
    # "Hours after he landed, President Mora signed": who is named there for the first time is meant only if nobody before can be.
    found = history.best(fits, [one for one in ahead if any(history.counts.get(id(referent)) for referent in one.referents)]) or history.best(fits, ahead)
    if found is None or found.referents[0].kind == UNNAMED:
        return None
    referent = found.referents[0]
    if referent.gender is None and referent.kind == "person":
        referent.gender = gender
    return [referent]


def _tellers(view: View, token: int) -> frozenset[int]:
    """Subjects of the verbs of saying above the pronoun's clause: "Osman said he would resign"."""
    found: set[int] = set()
    for above in view.ancestors(token):
        if view.lemma[above] in reference_words().speech:
            found.update(child for child in view.children[above] if view.dep[child] in SUBJECTS and child != token)
    return frozenset(found)


def _content(view: View, token: int) -> frozenset[int]:
    """The tokens of what the pronoun is said to say, where that stands before it: "Osman was ready to go, he said"."""
    verb = view.head[token]
    if view.dep[token] not in SUBJECTS or view.lemma[verb] not in reference_words().speech:
        return frozenset()
    found = [child for child in view.children[verb] if view.dep[child] == "ccomp" and child < token]
    for at in found:
        found.extend(child for child in view.children[at])
    return frozenset(found)


def _only_tells(view: View, token: int, candidate: Candidate) -> bool:
    """ "Chad fired a rocket, Sudan said, in its first test": what follows the saying goes on with what is said, not with who says it."""
    if candidate.head is None or not candidate.subject:
        return False
    verb = view.head[candidate.head]
    if not token > verb > candidate.head or view.lemma[verb] not in reference_words().speech:
        return False
    above = view.dep[verb] == "parataxis" and view.head[verb] < candidate.head
    return above or any(view.dep[at] == "ccomp" and at < candidate.head for at in view.children[verb])


def _ahead(scene: Scene, view: View, token: int) -> list[Candidate]:
    """The subject of the main clause where the pronoun stands in a phrase or clause put before it."""
    root = next((at for at in range(len(view)) if view.head[at] == at), None)
    if root is None or token >= root:
        return []
    top = token
    while view.head[top] not in {root, top}:
        top = view.head[top]
    if view.dep[top] not in {"advcl", "prep", "npadvmod", "advmod"}:
        return []
    return [one for one in scene.candidates if one.start > view.end[token] and one.head is not None and view.head[one.head] == root and one.subject]


def _body(scene: Scene, view: View, token: int, history: History) -> list[Referent] | None:
    def fits(distance: int, candidate: Candidate) -> float | None:
        if len(candidate.referents) != 1 or candidate.referents[0].kind not in _BODIES or candidate.referents[0].many:
            return None
        if _barred(scene, view, token, candidate) or (own and distance == 0 and _only_tells(view, token, candidate)):
            return None
        # "A ship trained its guns": its own clause's subject owns it.
        return _OWN_SUBJECT if own and distance == 0 and candidate.subject and same_clause(scene, candidate, token) else 0.0

    own = view.dep[token] == "poss"
    found = history.best(fits, _ahead(scene, view, token))
    return list(found.referents) if found is not None else None


def _many(scene: Scene, view: View, token: int, history: History) -> list[Referent] | None:
    def fits(distance: int, candidate: Candidate) -> float | None:
        if _barred(scene, view, token, candidate):
            return None
        if candidate.plural or len(candidate.referents) > 1 or candidate.referents[0].many:
            return 0.5
        one = view.dep[token] in SUBJECTS and candidate.referents[0].kind in _BODIES and not candidate.adjective
        return _ONE_BODY if one else None

    listed = _listed(scene, view, token, history)
    found = history.best(fits, _ahead(scene, view, token))
    if listed is not None and listed[0].referents == listed[1].referents:
        listed = None
    if listed is not None and (found is None or listed[0].sentence >= found.sentence):
        return [referent for candidate in listed for referent in candidate.referents]
    return list(found.referents) if found is not None else None


def _listed(scene: Scene, view: View, token: int, history: History) -> list[Candidate] | None:
    """ "Osman and Diaz ... they": the last coordinated subjects, in this sentence or the one before."""
    for candidates in (history.present, *([history.before[-1]] if history.before else [])):
        subjects = [one for one in candidates if one.subject and not one.adjective and one.how != "pronoun" and not _barred(scene, view, token, one)]
        together = [one for one in subjects if sum(other.start - one.end < 60 and other.start > one.start for other in subjects) or one is subjects[-1]]
        if len(together) > 1 and together[-1].start - together[-2].end <= 40:
            return together[-2:]
    return None


def _quoting(scene: Scene, view: View, token: int) -> int | None:
    """Token of the subject of the verb of saying above the quotation."""
    for above in view.ancestors(token):
        if view.lemma[above] in reference_words().speech and not scene.in_quotes(view.start[above]):
            return next((child for child in view.children[above] if view.dep[child] in SUBJECTS), None)
    return None


def _speaker(scene: Scene, view: View, token: int, history: History) -> list[Referent] | None:
    """Who says "I" or "we": the subject of the verb of saying, else whoever spoke in the sentence before."""
    speaker = _quoting(scene, view, token)
    if speaker is not None:
        here = next((one for one in scene.candidates if one.head == speaker), None)
        return list(here.referents) if here is not None else None
    for distance, candidate in history.recent():
        if distance == 1 and candidate.subject and not candidate.adjective and candidate.referents[0].kind != "group":
            return list(candidate.referents)
    return None


def _empty(view: View, token: int) -> bool:
    """ "it is clear that", "it took a week to": stands for nobody."""
    if view.lower[token] != "it" or view.dep[token] not in {"nsubj", "nsubjpass", "expl"}:
        return view.dep[token] == "expl"
    verb = view.head[token]
    if view.lemma[verb] in reference_words().empty_it:
        return True
    return view.dep[token] == "nsubjpass" and any(view.dep[child] in {"ccomp", "xcomp", "csubj"} and child > verb for child in view.children[verb])
