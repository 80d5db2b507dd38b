"""Whose officials, troops or ministers: the countries and bodies around a noun, left of it, in an of-phrase, or by a pronoun.

In: a scene and the noun's token. Out: Owners, with the marks that went into the phrase and how far it reaches.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dragoman.mentions.cast import Cast, Mark, Referent
from dragoman.mentions.choose import choose
from dragoman.mentions.scene import Scene
from dragoman.mentions.syntax import View

OWNER_KINDS = frozenset({"country", "demonym", "capital", "organisation", "building", "region", "group", "outlet"})
_LISTED = re.compile(r"\s*(?:,|,? and|,? or|&|/|-|–| as well as)\s*(?:the |both )?\s*", re.IGNORECASE)
_OF_PREPOSITIONS = frozenset({"of", "from"})
_IN = frozenset({"in", "at"})
_POSSESSIVE_PRONOUNS = frozenset({"his", "her", "its", "their", "our", "my", "whose"})


@dataclass(slots=True)
class Owner:
    """A country or body: `country` is what its people have for a country, `id` its own, `name` its usual name."""

    name: str
    id: str | None
    country: str | None
    sector: str | None
    kind: str


@dataclass(slots=True)
class Owners:
    """Who owns the noun; `pronoun` is the token of "his", "its" ..., for coreference to say; `of_nations`: it sits where courts of all nations do."""

    found: list[Owner] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    persons: list[Referent] = field(default_factory=list)
    pronoun: int | None = None
    start: int = 0
    end: int = 0
    determined: bool = False
    of_nations: bool = False


def owners_of(scene: Scene, view: View, noun: int, first: int, cast: Cast, *, located: bool = False) -> Owners:
    """The owners of the noun at token `noun`.

    Args:
        first: first token of the title or name that the noun heads ("foreign" of "foreign minister").
        located: a country told with "in" counts ("rebels in Chad"), where no other does.
    """
    start = min(view.phrase_start(noun), first)
    owners = Owners(start=view.start[start], end=view.end[noun])
    left = [mark for mark in scene.marks if view.start[start] <= mark.start and mark.end <= view.start[first]]
    _from_left(scene, view, owners, left, cast)
    for token in range(start, noun):
        if view.lower[token] in _POSSESSIVE_PRONOUNS and owners.pronoun is None:
            owners.pronoun = token
        if view.lower[token] in {"the", "this", "that", "'s", "’s"} or token == owners.pronoun:
            owners.determined = True
    if not owners.found:
        _from_phrase(scene, view, owners, noun, cast, _OF_PREPOSITIONS)
    if not owners.found and located:
        _from_phrase(scene, view, owners, noun, cast, _IN)
    return owners


def _from_left(scene: Scene, view: View, owners: Owners, marks: list[Mark], cast: Cast) -> None:
    """Countries before the noun; several only where they are listed ("US and Thai troops"), else the first ("Japan's US envoy")."""
    last_end: int | None = None
    for mark in marks:
        if mark.kind == "person":
            if mark.referent is not None and not owners.found:
                owners.persons.append(mark.referent)
            continue
        if mark.kind not in OWNER_KINDS or mark.used:
            continue
        if last_end is not None and not _LISTED.fullmatch(scene.text(last_end, mark.start)):
            owners.marks.append(mark)
            continue
        owner = owner_of(scene, mark, cast)
        if owner is not None:
            owners.found.append(owner)
            owners.marks.append(mark)
            last_end = mark.end


def _from_phrase(scene: Scene, view: View, owners: Owners, noun: int, cast: Cast, prepositions: frozenset[str]) -> None:
    """Countries in "of Japan and the Philippines" after the noun."""
    for child in view.children[noun]:
        if view.dep[child] != "prep" or view.lower[child] not in prepositions or child < noun:
            continue
        for pobj in view.children[child]:
            if view.dep[pobj] != "pobj":
                continue
            for token in view.conjuncts(pobj):
                _take_object(scene, view, owners, token, cast, into=prepositions is _OF_PREPOSITIONS)
        return


def _take_object(scene: Scene, view: View, owners: Owners, token: int, cast: Cast, *, into: bool) -> None:
    mark = mark_at(scene, view.start[token])
    if mark is None or mark.used or mark.kind not in OWNER_KINDS:
        return
    if not into and any(entry.sector == "JUD" for entry in mark.entries):
        # "a tribunal in The Hague" is hardly ever the Netherlands'.
        owners.of_nations = True
        return
    owner = owner_of(scene, mark, cast)
    if owner is not None:
        owners.found.append(owner)
        if into:
            # "the ministers of Chad" is one mention; in "rebels in Chad" the country stays a place of its own.
            owners.marks.append(mark)
            owners.end = max(owners.end, mark.end)


def mark_at(scene: Scene, at: int) -> Mark | None:
    """The mark on a character."""
    return next((mark for mark in scene.marks if mark.start <= at < mark.end), None)


def owner_of(scene: Scene, mark: Mark, cast: Cast) -> Owner | None:
    """What a mark is as an owner; None where it says nothing of whose."""
    surface = scene.text(mark.start, mark.end)
    if not mark.entries:
        return Owner(surface, None, None, None, mark.kind)
    entry = choose(mark.entries, cast, surface=surface)
    if entry.detail == "generic":
        return None
    return Owner(entry.name, entry.id, entry.country or entry.id, entry.sector, entry.kind)
