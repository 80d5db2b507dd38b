"""The mentions room's door: who, when and where in one parsed report.

In: a Working with sentences and hits. Out: the same with `actors`, `times`, `places` filled.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from dragoman.mentions.besides import besides, with_those
from dragoman.mentions.carry import carry
from dragoman.mentions.cast import Candidate, Cast, Referent
from dragoman.mentions.groups import Pending, groups
from dragoman.mentions.holders import era
from dragoman.mentions.home import home_country
from dragoman.mentions.marks import by_sentence, with_ner
from dragoman.mentions.names import names
from dragoman.mentions.persons import full_names, short_names
from dragoman.mentions.places import places
from dragoman.mentions.scene import Scene
from dragoman.mentions.syntax import View
from dragoman.mentions.times import find_times
from dragoman.mentions.walk import Walk
from dragoman.model import Actor, Interval
from dragoman.model.working import ActorMention, Working

_NAMED_KINDS = frozenset({"country", "demonym", "organisation", "capital"})


def find(working: Working, knowledge: Any) -> Working:
    """Fills actors, times and places.

    Mentions of actors are in text order. A country's adjective before a noun ("Chinese goods") is a mention of kind country, how "name", over
    the adjective; one that goes into a title or a group ("Chinese officials", "US Secretary of State Dean Rusk") is part of that mention and
    makes none of its own. A country or capital in place use ("in Oslo", "a visit to Oslo") is a mention with `literal` set.

    Args:
        working: after parse. knowledge: what `dragoman.knowledge.load` gives.
    """
    when = published(working)
    scenes = _scenes(working, knowledge)
    carry(scenes)
    cast = Cast(tally=_tally(scenes))
    full_names(scenes, cast, knowledge, when)
    when = when or era(cast.persons, cast, knowledge)
    short_names(scenes, cast, knowledge, when)
    pending: dict[int, list[Pending]] = {}
    for scene in scenes:
        pending[scene.sentence.index] = groups(scene, cast, knowledge, when)
        names(scene, cast, knowledge, when)
    walk = Walk(cast, knowledge, when, pending)
    walk.home = home_country(scenes, cast, working, knowledge)
    walk.run(scenes)
    working.actors = _mentions(scenes)
    working.places = with_those(places(scenes, cast, knowledge, working), besides(scenes, knowledge))
    working.times = list(find_times(working.clean.text, working.sentences))
    for what, count in sorted(walk.unsaid.items()):
        working.notes.append(f"{count} {what}(s) were not traced to an actor")
    return working


def published(working: Working) -> Interval | None:
    """The day of publication as given; None where it is absent or no date."""
    if not working.report.published:
        return None
    try:
        day = Interval.parse(working.report.published)
    except ValueError:
        return None
    return day if day.reckonable else None


def _scenes(working: Working, knowledge: Any) -> list[Scene]:
    scenes = []
    for sentence, marks in zip(working.sentences, by_sentence(working.sentences, working.hits, knowledge), strict=True):
        view = View.of(sentence)
        scenes.append(Scene.of(sentence, view, with_ner(view, marks) if view is not None else marks))
    return scenes


def _tally(scenes: list[Scene]) -> Counter[str]:
    """How often the report names each country and body, by names that stand for one thing only."""
    tally: Counter[str] = Counter()
    for scene in scenes:
        for mark in scene.marks:
            codes = {code for entry in mark.entries if entry.kind in _NAMED_KINDS for code in [entry.country or entry.id] if code}
            if len(codes) == 1:
                tally[codes.pop()] += 1
    return tally


def _mentions(scenes: list[Scene]) -> list[ActorMention]:
    found = []
    for scene in scenes:
        for one in sorted(scene.candidates, key=lambda candidate: (candidate.start, candidate.end)):
            members = tuple(_actor(one, referent) for referent in one.referents)
            found.append(ActorMention(one.start, one.end, one.sentence, members, one.how, one.literal, one.plural, one.head))
    return found


def _actor(candidate: Candidate, referent: Referent) -> Actor:
    return Actor(candidate.start, candidate.end, referent.name, referent.id, referent.country, referent.sector, referent.kind, referent.office, candidate.how)
