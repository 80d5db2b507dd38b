"""Places: every place name of a report, where it lies, and whether it means the place or its government.

In: scenes at the end of the reading. Out: PlaceFound in text order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.knowledge.places import Place
from dragoman.mentions.cast import Cast, Mark
from dragoman.mentions.choose import choose
from dragoman.mentions.literal import in_scene, kind_of
from dragoman.mentions.names import dateline_end
from dragoman.mentions.placing import Choice, choose_places, outlet_home, report_homes, sense_key
from dragoman.mentions.scene import Scene
from dragoman.mentions.toponyms import LISTED, Toponym, toponyms, unshouted
from dragoman.model import Report
from dragoman.model.working import PlaceFound, Working

# A name that is no place by itself is one if it lies so clearly among the report's other places, and something speaks for it.
_DRAWN_IN, _NOT_BELOW = 2.5, -1.6
# Their coordinates say where their middle lies, and nothing of where in them an event took place.
AREAS = frozenset({"country", "division", "district", "region", "water", "area", "border", "mountain"})


def places(scenes: Sequence[Scene], cast: Cast, knowledge: Any, working: Working) -> list[PlaceFound]:
    """One entry for each place name; a country inside a title or group ("US president", "French troops") is there as no place."""
    names = toponyms(scenes, cast, knowledge)
    report = working.report
    address = f"{(report.url or '').split('://')[-1].split('/', 1)[0]} {report.outlet or ''}"
    homes = report_homes(working.clean.text, _home(report, knowledge))
    chosen = choose_places(names, homes, address)
    found = []
    for name in names:
        choice = chosen.get(sense_key(name))
        if not name.sure and name.evidence <= 0 and not (choice is not None and choice.support >= _DRAWN_IN and name.evidence > _NOT_BELOW):
            continue
        found.append(_found(scenes[name.scene], name, choice, cast, knowledge))
    return found


def _home(report: Report, knowledge: Any) -> str | None:
    outlet = knowledge.outlets.find(report.outlet) if report.outlet else None
    return outlet_home(report.url or report.outlet, outlet.country if outlet is not None else None, ((one.iso2, one.iso3) for one in knowledge.countries))


def _found(scene: Scene, name: Toponym, choice: Choice | None, cast: Cast, knowledge: Any) -> PlaceFound:
    mark = name.mark
    if mark is not None and (mark.kind in LISTED or mark.kind == "demonym"):
        return _listed(scene, mark, choice.place if choice is not None else None, cast, knowledge)
    kind = mark.kind if mark is not None else "city"
    literal = _literal(scene, name.start, name.end, kind, knowledge)
    found = PlaceFound(name.start, name.end, scene.sentence.index, name.text, literal)
    if choice is None:
        return _lying_in(found, name)
    if choice.doubtful:
        found.country = choice.place.country
        return found
    return _located(found, choice.place)


def _listed(scene: Scene, mark: Mark, place: Place | None, cast: Cast, knowledge: Any) -> PlaceFound:
    surface = scene.text(mark.start, mark.end)
    entry = choose(mark.entries, cast, surface=surface)
    literal = _literal(scene, mark.start, mark.end, kind_of(entry), knowledge)
    if entry.kind == "capital":
        # The city lies in a country, whatever body it houses.
        entry = next((one for one in mark.entries if one.country is not None and knowledge.countries.get(one.country) is not None), entry)
    country = entry.country if knowledge.countries.get(entry.country) is not None else None
    name = entry.name if entry.kind in {"country", "region", "demonym"} else unshouted(surface)
    found = PlaceFound(mark.start, mark.end, scene.sentence.index, name, literal, country)
    if entry.kind in {"country", "demonym"} and country is not None and (place is None or place.kind == "country"):
        place = knowledge.places.country(country)
    return _located(found, place) if place is not None else found


def _literal(scene: Scene, start: int, end: int, kind: str, knowledge: Any) -> bool:
    """True for the place, False for its people or government ("Toronto police"); a dateline's is the place."""
    return end <= dateline_end(scene) or in_scene(scene, start, end, kind, knowledge.agents.heads).literal


def _located(found: PlaceFound, place: Place) -> PlaceFound:
    found.country = place.country or found.country
    found.geonames, found.lat, found.lon = place.geonames, place.lat, place.lon
    found.area = place.kind in AREAS
    return found


def _lying_in(found: PlaceFound, name: Toponym) -> PlaceFound:
    """A place that the gazetteer lacks, with the country that the words after it tell."""
    if name.told:
        found.country = name.told[0].country
    return found
