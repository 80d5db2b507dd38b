"""Reads the report in order and gives pronouns, descriptions and unowned nouns the actors named before them.

In: scenes with their named candidates. Out: the same with further candidates, and a count of what could not be said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dragoman.mentions.cast import Candidate, Cast, Referent
from dragoman.mentions.descriptions import complete, description, number_told, place_country
from dragoman.mentions.groups import Pending, own
from dragoman.mentions.history import History
from dragoman.mentions.names import country_referent
from dragoman.mentions.pronouns import resolve_pronoun, unnamed
from dragoman.mentions.references import reference_words
from dragoman.mentions.scene import Scene
from dragoman.mentions.syntax import View
from dragoman.mentions.unowned import country_of_unowned
from dragoman.mentions.words import name_words
from dragoman.model import Interval

_STATE = frozenset({"GOV", "MIL", "LEG", "COP", "SPY", "JUD", "OPP"})


class Walk:
    """One pass over one report.

    Args:
        cast, knowledge, when: as elsewhere in this room; `when` is the day of publication where given.
        pending: groups whose owner is a pronoun, by sentence.
    """

    def __init__(self, cast: Cast, knowledge: Any, when: Interval | None, pending: dict[int, list[Pending]]) -> None:
        self.cast, self.knowledge, self.when, self.pending = cast, knowledge, when, pending
        self.history = History(cast)
        self.unsaid: Counter[str] = Counter()
        self.home: str | None = None

    def run(self, scenes: Sequence[Scene]) -> None:
        for scene in scenes:
            self._scene(scene)
            self.history.next_sentence()

    def _scene(self, scene: Scene) -> None:
        waiting = sorted(scene.candidates, key=lambda one: (one.start, one.end))
        by_head = {one.head: one for one in waiting if one.how == "title" and not one.owned}
        owned = {item.token: item for item in self.pending.get(scene.sentence.index, [])}
        view = scene.view
        at = 0
        if view is not None:
            for token in range(len(view)):
                at = self._see(waiting, at, view.start[token])
                self._token(scene, view, token, by_head.get(token), owned.get(token))
            _same_as_subject(scene, view)
        self._see(waiting, at, scene.sentence.end)
        self._settle(scene)

    def _see(self, waiting: list[Candidate], at: int, until: int) -> int:
        """Lets the history see the candidates that begin before `until`, the unresolved ones excepted."""
        while at < len(waiting) and waiting[at].start < until:
            if waiting[at].how != "title" or waiting[at].owned:
                self._settle_person(waiting[at])
                self.history.saw(waiting[at])
            at += 1
        return at

    def _token(self, scene: Scene, view: View, token: int, unowned: Candidate | None, item: Pending | None) -> None:
        if view.lower[token] in reference_words().pronouns and view.pos[token] in {"PRON", "DET"}:
            found = resolve_pronoun(scene, view, token, self.history)
            self._saw_or_count(found, "pronoun")
            return
        if item is not None:
            self._own(scene, view, item)
        found = description(scene, view, token, self.history, self.knowledge, self.when)
        if found is not None:
            if unowned is not None and unowned in scene.candidates:
                scene.candidates.remove(unowned)
            self.history.saw(found)
        elif unowned is not None:
            if not complete(unowned, self.history):
                self._place(scene, unowned)
            self.history.saw(unowned)
        other = unnamed(scene, view, token)
        if other is not None:
            self.history.saw(other)

    def _own(self, scene: Scene, view: View, item: Pending) -> None:
        pronoun = item.owners.pronoun
        if pronoun is None:
            return
        start = view.start[pronoun]
        if view.lower[pronoun] == "whose":  # "Ethiopia, whose troops": theirs whose name stands right before
            near = [one for one in scene.candidates if one.end <= start and not scene.text(one.end, start).strip(" ,(–—-")]
            whose = max(near, key=lambda one: one.end, default=None)
        else:
            whose = next((one for one in scene.candidates if one.start == start and one.how == "pronoun"), None)
        if whose is not None:
            own(scene, item, whose.referents, self.cast, self.knowledge, self.when)

    def _saw_or_count(self, found: Candidate | None, what: str) -> None:
        if found is None:
            self.unsaid[what] += 1
        else:
            self.history.saw(found)

    def _place(self, scene: Scene, one: Candidate) -> None:
        """Gives a noun of home affairs the country told in its sentence, else the one that the lines before speak for."""
        words, noun = reference_words(), one.noun or ""
        body = _body_of(scene, one) if noun in words.members_of and one.referents[0].country is None else None
        if body is not None:
            told = one.referents[0]
            label = f"o:{body.country}:{told.sector or body.sector or '-'}:{noun}"
            one.referents = [Referent(told.name, label, body.country, told.sector or body.sector, told.kind, told.office, told.role, many=told.many)]
            return
        if noun not in words.domestic | words.local or one.referents[0].country is not None or one.referents[0].kind == "person":
            return
        country = place_country(scene.candidates)
        if noun in words.domestic:
            country = country_of_unowned(noun, self.history, self.home, country, self._is_state)
        if country is not None:
            one.referents = [self._at_home(one.referents[0], noun, country)]

    def _settle_person(self, one: Candidate) -> None:
        """ "Spokesman Osman": an unlisted person told with an office of state but no country is of the country spoken of."""
        person = one.referents[0]
        if person.kind == "person" and person.country is None and person.office is not None and person.sector in _STATE:
            person.country = country_of_unowned(person.office.lower().split()[-1], self.history, self.home, None, self._is_state)

    def _is_state(self, code: str) -> bool:
        return self.knowledge.countries.get(code) is not None

    def _settle(self, scene: Scene) -> None:
        """Drops descriptions that stand for nobody known."""
        kept = []
        for one in scene.candidates:
            bare = one.noun is not None and not one.owned and one.referents[0].country is None and one.referents[0].kind != "person"
            if bare and self._is_description(scene, one):
                self.unsaid["description"] += 1
                continue
            kept.append(one)
        scene.candidates = kept

    def _is_description(self, scene: Scene, one: Candidate) -> bool:
        """ "the country", "the two leaders": words that only point back, so that they say nothing once that fails."""
        words, noun, view = reference_words(), one.noun, scene.view
        if noun in words.country_nouns or (noun in words.body_nouns and one.definite):
            return True
        if noun in words.empty_unowned and one.referents[0].sector is None:
            return True
        told = view is not None and one.head is not None and number_told(view, one.head) > 0
        return told and noun in words.countries_of | words.leaders_of | words.persons_of

    def _at_home(self, referent: Referent, noun: str, country: str) -> Referent:
        if noun in name_words().governments:
            return country_referent(country, self.cast, self.knowledge)
        label = (referent.id or "").replace("o:-:", f"o:{country}:", 1) or None
        return self.cast.add(Referent(referent.name, label, country, referent.sector, referent.kind, referent.office, referent.role, many=referent.many))


def _same_as_subject(scene: Scene, view: View) -> None:
    """ "Trump became the first sitting president to ...": what somebody is or becomes is himself, and acts as he does."""
    by_head = {one.head: one for one in scene.candidates if one.head is not None}
    for one in scene.candidates:
        token = one.head
        if token is None or one.how != "title" or one.plural or view.dep[token] != "attr" or view.lemma[view.head[token]] not in reference_words().being:
            continue
        subject = next((by_head[at] for at in view.children[view.head[token]] if view.dep[at] == "nsubj" and at in by_head), None)
        if subject is None or len(subject.referents) != 1 or len(one.referents) != 1:
            continue
        who, what = subject.referents[0], one.referents[0]
        if who.kind == "person" and what.kind in ("office", "person", "group") and (what.country is None or who.country in (None, what.country)):
            who.country = who.country or what.country
            one.referents = [who]


def _body_of(scene: Scene, one: Candidate) -> Referent | None:
    """The one body or group told after "of", if its country is known."""
    view = scene.view
    if view is None or one.head is None:
        return None
    for child in view.children[one.head]:
        if view.lower[child] == "of" and child > one.head:
            inner = {at for at in view.children[child] if view.dep[at] == "pobj"}
            bodies = [other.referents[0] for other in scene.candidates if other.head in inner and len(other.referents) == 1]
            return next((body for body in bodies if body.country is not None and body.kind in {"organisation", "group"}), None)
    return None
