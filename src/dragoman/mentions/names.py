"""Countries, cities as governments, organisations, outlets and peoples, wherever no person's title has taken them up.

In: scenes after persons and groups. Out: candidates; the place of each name is decided by `literal`.
"""

from __future__ import annotations

import re
from typing import Any

from dragoman.knowledge.names import NameEntry
from dragoman.mentions.cast import Cast, Mark, Referent
from dragoman.mentions.choose import choose
from dragoman.mentions.literal import in_scene, kind_of
from dragoman.mentions.scene import Scene
from dragoman.model import Interval

# "SEOUL, March 3 (Reuters) —", "Cairo --": a city before a dash at the beginning of a paragraph.
_DATELINE = re.compile(r"[A-Z][^.!?:;—–]{1,60}?(?:\([^)]{2,40}\)\s*)?(?:—|–|--|\s-)\s")
_ADJECTIVE_DEPS = frozenset({"amod", "compound", "nmod", "nummod"})


def names(scene: Scene, cast: Cast, knowledge: Any, when: Interval | None) -> None:
    """Adds a candidate for every unused mark that names a country, body or people."""
    dateline = dateline_end(scene)
    for mark in scene.marks:
        if mark.used:
            continue
        if mark.kind in {"country", "capital", "region", "demonym", "building"}:
            _country(scene, mark, cast, knowledge, when, literal=mark.end <= dateline)
        elif mark.kind in {"organisation", "outlet"}:
            _body(scene, mark, cast, knowledge)
        elif mark.kind == "group":
            _people(scene, mark, cast)


def dateline_end(scene: Scene) -> int:
    """Where the paragraph's dateline ends; the sentence's start if it has none."""
    text = scene.sentence.text
    found = _DATELINE.match(text + " ")
    return scene.sentence.start + (min(found.end(), len(text)) if found else 0)


def country_referent(code: str, cast: Cast, knowledge: Any) -> Referent:
    """The country or organisation of that code."""
    country = knowledge.countries.get(code)
    if country is not None:
        return cast.add(Referent(country.name, code, code, "GOV", "country"))
    body = knowledge.organisations.get(code)
    if body is not None:
        return cast.add(Referent(body.short_name, code, body.country or code, body.sector, "organisation"))
    return cast.add(Referent(code, code, code, None, "organisation"))


def _country(scene: Scene, mark: Mark, cast: Cast, knowledge: Any, when: Interval | None, *, literal: bool) -> None:
    entry = choose(mark.entries, cast, surface=scene.text(mark.start, mark.end), when=when)
    view = scene.view
    head = view.head_of(*view.tokens_of(mark.start, mark.end)) if view is not None else None
    if entry.kind == "demonym":
        _demonym(scene, mark, entry, head, cast, knowledge)
        return
    literal = literal or in_scene(scene, mark.start, mark.end, kind_of(entry), knowledge.agents.heads).literal
    if literal and entry.kind == "capital":
        # Literally the city lies in its country, whatever body it houses.
        home = next((one for one in mark.entries if knowledge.countries.get(one.country) is not None), None)
        if home is None:
            return
        entry = home
    if entry.kind == "region" and entry.country is None:
        # Asia and the South China Sea act in nothing; they stay places.
        return
    referent = _stands_for(entry, cast, knowledge)
    how = "metonym" if entry.kind in {"capital", "building"} and not literal else "name"
    scene.add(mark.start, mark.end, [referent], how, head=head, literal=literal)


def _stands_for(entry: NameEntry, cast: Cast, knowledge: Any) -> Referent:
    code = entry.country or entry.id
    if entry.kind == "building" and entry.sector not in {"GOV", None}:
        # The Pentagon is not all of its government.
        return cast.add(Referent(entry.name, f"o:{code}:{entry.name}", entry.country, entry.sector, "organisation"))
    if entry.kind == "region" and entry.country is not None:
        # Gaza and Scotland are no states: their own name, the code of the state they belong to.
        return cast.add(Referent(entry.name, f"o:{entry.country}:{entry.name}", entry.country, "GOV", "organisation"))
    return country_referent(code, cast, knowledge) if code else cast.add(Referent(entry.name, entry.id, None, None, "country"))


def _demonym(scene: Scene, mark: Mark, entry: NameEntry, head: int | None, cast: Cast, knowledge: Any) -> None:
    view = scene.view
    if view is not None and head is not None and view.dep[head] not in _ADJECTIVE_DEPS and view.pos[head] in {"NOUN", "PROPN"}:
        text = scene.text(mark.start, mark.end)
        plural = view.tag[head] in {"NNS", "NNPS"} or view.lower[head - 1] == "the"
        people = Referent(text, f"o:{entry.country or entry.id}:people", entry.country or entry.id, "CVL", "group", many=plural)
        scene.add(mark.start, mark.end, [cast.add(people)], "name", head=head, plural=plural)
        return
    referent = country_referent(entry.country or entry.id or entry.name, cast, knowledge)
    scene.add(mark.start, mark.end, [referent], "name", head=head).adjective = True


def _body(scene: Scene, mark: Mark, cast: Cast, knowledge: Any) -> None:
    text = mark.name or " ".join(scene.text(mark.start, mark.end).split())
    if not mark.entries:
        scene.add(mark.start, mark.end, [cast.add(Referent(text, f"o:{text}", mark.country, mark.sector, "organisation"))], "name")
        return
    bodies = [entry for entry in mark.entries if entry.detail not in {"metonym", "generic"}] or list(mark.entries)
    entry = choose(bodies, cast, surface=text)
    if entry.detail == "generic" or entry.kind == "title":
        return
    country = entry.country if entry.kind == "outlet" else entry.country or entry.id
    sector = "JRN" if entry.kind == "outlet" else entry.sector
    body = knowledge.organisations.get(entry.id) if entry.kind == "organisation" else None
    name = body.short_name if body is not None else entry.name
    scene.add(mark.start, mark.end, [cast.add(Referent(name, entry.id or f"o:{entry.name}", country, sector, entry.kind))], "name")


def _people(scene: Scene, mark: Mark, cast: Cast) -> None:
    """A people, party or faith that nobody listed, where it stands for its members and not as an adjective."""
    view = scene.view
    head = view.head_of(*view.tokens_of(mark.start, mark.end)) if view is not None else None
    if view is None or head is None or view.dep[head] in _ADJECTIVE_DEPS:
        return
    text = scene.text(mark.start, mark.end)
    plural = view.tag[head] in {"NNS", "NNPS"}
    scene.add(mark.start, mark.end, [cast.add(Referent(text, f"o:{text}", None, None, "group", many=plural))], "name", head=head, plural=plural)
