"""Finds what may be place names: in the names listed, in the parser's, and in every run of capitalised words that the gazetteer knows.

In: scenes at the end of the reading. Out: `Toponym`s in text order, not overlapping, each with what speaks for its being a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from dragoman.knowledge.names import name_key
from dragoman.knowledge.places import Place
from dragoman.mentions.cast import Cast, Mark
from dragoman.mentions.names import dateline_end
from dragoman.mentions.place_cues import PARTY, around, by_size
from dragoman.mentions.place_words import PlacingWords, placing_words
from dragoman.mentions.scene import Scene

LISTED = frozenset({"country", "capital", "region", "building"})
_NER = frozenset({"city", "place"})
# Capitalised words in a row, small words of names between them ("Rio de Janeiro", "Isle of Wight"), and "St." before them.
_CAPITALISED = r"(?:St\.|Ste\.|Mt\.|Ft\.|[^\W\d_a-zà-ÿ][\w'’]*)"
_SMALL = r"(?:(?:of|the|and|de|del|da|do|dos|la|las|le|les|upon|on|sur|al|el|ul|an|in|i) )*(?:al-|el-|ad-|as-|ar-|ash-|an-)?"
_RUN = re.compile(rf"{_CAPITALISED}(?:(?: |-|\n){_SMALL}{_CAPITALISED})*")
_WORD = re.compile(r"[\w'’.]+|-")
_LONGEST = 6
_IN_TOWN = re.compile(r" in (?:(?:the|central|downtown) )*[^\W\d_a-z]")
_BUILT = frozenset({"base", "facility", "town"})  # kinds of features.csv that people live or work in
# ", Ill.", ", Minnesota", " (Ontario)", " in eastern Congo": where a place lies. A short form keeps its dot.
_NAME = r"[^\W\d_a-z][\w'’-]*"
_LIES = re.compile(
    r"(?:, | \(|,\n| in (?:the )?(?:(?:north|south|east|west|central)\w*[- ]?\w* )?)"
    rf"(?P<name>[A-Z]\. ?[A-Z][a-z]\.|(?:[A-Z]\. ?){{2,3}}|[A-Z][a-z]{{1,5}}\.|{_NAME}(?: (?:of |and )?{_NAME}){{0,3}})"
)
# What may stand between a country's adjective and its town, and in how many characters.
_SETTLED = "city|town|village|province|region|port|capital|island|district|state|resort|suburb|settlement|stronghold|enclave"
_CITY_OF = re.compile(rf"(?: [\w-]+){{0,3}} (?:{_SETTLED})(?: of)?,? ")
_NEAR = 50
_BETWEEN = re.compile(r"(?:,|,? and|,? or|/|-|;| to| County,| counties,)[ \n]?(?:the )?")


@dataclass(slots=True)
class Toponym:
    """What may be a place name; offsets are clean ones.

    Attributes:
        text: as written, shouting undone. places: what the gazetteer has under it. mark: the name of the list or of the parser that it is.
        evidence: how surely it is a place at all; above 0 it is.
        told: places that the words after it say it lies in. kind: what a designator says it is ("division", "district").
        country: where the list of names has it. sure: it is a place whatever the evidence.
        why: cues that counted.
    """

    start: int
    end: int
    scene: int
    text: str
    places: tuple[Place, ...]
    mark: Mark | None = None
    evidence: float = 0.0
    told: tuple[Place, ...] = ()
    kind: str = ""
    country: str | None = None
    sure: bool = False
    why: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return name_key(self.text)


def unshouted(name: str) -> str:
    """A name in the capitals of a dateline or headline as it is otherwise written: "SEOUL", not "DMZ"."""
    return name.title() if name.isupper() and len(name) > 3 else name


def toponyms(scenes: Sequence[Scene], cast: Cast, knowledge: Any) -> list[Toponym]:
    """All that may be a place name; what stays at 0 or below is no place unless the report's other places draw it in."""
    finder = _Finder(cast, knowledge)
    found = [list(finder.of_scene(index, scene)) for index, scene in enumerate(scenes)]
    flat = [one for held in found for one in held]
    words = placing_words()
    names = {one.key for one in flat if one.sure or one.evidence > 1}
    for one in flat:
        if not one.sure and one.evidence <= 1 and one.key in names:
            one.evidence += words.finding["elsewhere"]
            one.why.append("elsewhere")
    _rows(scenes, found, words)
    return flat


def _rows(scenes: Sequence[Scene], found: list[list[Toponym]], words: PlacingWords) -> None:
    """ "Becker, Clay and Grant": a name in a row with a place is one too, from either side."""
    for scene, held in zip(scenes, found, strict=True):
        pairs = list(pairwise(held))
        for one, other in [*pairs, *((right, left) for left, right in reversed(pairs))]:
            if other.sure or not (one.sure or one.evidence > 0) or "listed" in other.why:
                continue
            left, right = min(one, other, key=lambda name: name.start), max(one, other, key=lambda name: name.start)
            if _BETWEEN.fullmatch(scene.text(left.end, right.start)):
                other.evidence += words.finding["listed"]
                other.why.append("listed")


class _Finder:
    """Finds the names of one report."""

    def __init__(self, cast: Cast, knowledge: Any) -> None:
        self._places = knowledge.places
        self._words = placing_words()
        self._surnames = {name_key(person.name.split()[-1]) for person in cast.persons if person.name.split()}

    def of_scene(self, index: int, scene: Scene) -> Iterator[Toponym]:
        listed: list[Mark] = []
        blocked: list[tuple[int, int]] = []
        for mark in scene.marks:
            if (mark.entries and mark.kind in LISTED) or (mark.kind == "demonym" and mark.used):
                if not _surname(scene, mark):
                    listed.append(mark)
            elif (mark.kind in {"person", "title", "demonym"} and not _single(scene, mark)) or (mark.entries and mark.kind in {"organisation", "outlet"}):
                blocked.append((mark.start, mark.end))
        dateline = dateline_end(scene)
        ner = [mark for mark in scene.marks if mark.kind in _NER]
        bodies = [(mark.start, mark.end) for mark in scene.marks if mark.kind == "organisation"]
        short = [self._shortened(index, scene, found) for found in self._places.shortened.finditer(scene.sentence.text)]
        blocked += [(one.start, one.end) for one in short]
        known = self._known(scene, blocked, [(mark.start, mark.end) for mark in listed])
        # "Guernsey County": a longer name takes the listed one in.
        taken = [self._listed(index, scene, mark) for mark in listed if not any(start <= mark.start and mark.end <= end for start, end, _ in known)]
        taken += [one for one in short if not any(other.start < one.end and one.start < other.end for other in taken)]
        for start, end, places in known:
            if any(mark.start < start and end <= mark.end and not _aside(scene.text(mark.start, start)) for mark in ner):
                # "Rocky Mountain National Park" is not the town of National Park.
                continue
            taken.append(self._toponym(index, scene, start, end, places, ner, bodies, dateline))
        for mark in ner:
            text = unshouted(scene.text(mark.start, mark.end))
            body = text.rsplit(None, 1)[-1].lower() in self._words.bodies
            if not body and not any(one.start < mark.end and mark.start < one.end for one in taken):
                taken.append(Toponym(mark.start, mark.end, index, text, (), mark, 1.0, told=self._container(scene, mark.end), sure=True))
        taken.sort(key=lambda one: one.start)
        yield from (one for one in taken if not self._house(scene, one))

    def _house(self, scene: Scene, one: Toponym) -> bool:
        """ "The Diaoyutai guesthouse", "the Ararat hotel in Yerevan": a house that is called like an island or a town does not stand there."""
        found = self._words.houses.match(scene.sentence.text, one.end - scene.sentence.start)
        if found is None:
            return False
        elsewhere = _IN_TOWN.match(scene.sentence.text, found.end()) is not None
        return elsewhere or any(place.number < 0 and place.kind not in _BUILT for place in one.places)

    def _shortened(self, index: int, scene: Scene, found: re.Match[str]) -> Toponym:
        shift = scene.sentence.start
        return Toponym(
            found.start() + shift, found.end() + shift, index, found.group(), self._places.told(found.group()), evidence=5.0, sure=True, why=["short name"]
        )

    def _listed(self, index: int, scene: Scene, mark: Mark) -> Toponym:
        text = unshouted(scene.text(mark.start, mark.end))
        countries = {entry.country for entry in mark.entries if entry.country is not None}
        country = countries.pop() if len(countries) == 1 else None
        places = () if mark.kind in {"demonym", "building"} else self._places.named(text)
        if mark.kind == "region":
            # "Middle East" is no hamlet in Pennsylvania.
            places = tuple(place for place in places if place.number < 0 or (country is not None and place.country == country))
        return Toponym(mark.start, mark.end, index, text, places, mark, 5.0, told=self._container(scene, mark.end), country=country, sure=True)

    def _known(self, scene: Scene, blocked: list[tuple[int, int]], listed: list[tuple[int, int]]) -> list[tuple[int, int, tuple[Place, ...]]]:
        """Names of the gazetteer in the sentence, longest first within each run of capitals, beside what is blocked; none that is listed as it stands."""
        text, shift = scene.sentence.text, scene.sentence.start
        found: list[tuple[int, int, tuple[Place, ...]]] = []
        for run in _RUN.finditer(text):
            spans = [(found.start() + run.start(), found.end() + run.start()) for found in _WORD.finditer(run.group()) if found.group() != "-"]
            at = 0
            while at < len(spans):
                for last in range(min(len(spans), at + _LONGEST), at, -1):
                    start, end = spans[at][0], spans[last - 1][1]
                    if any(left < end + shift and start + shift < right for left, right in blocked):
                        continue
                    if any(_clashes(start + shift, end + shift, left, right) for left, right in listed):
                        continue
                    name = text[start:end]
                    if name.endswith(("'s", "’s")):
                        name, end = name[:-2], end - 2
                    name = name.rstrip("'’.")
                    end = start + len(name)
                    if self._is_known(name, last - at):
                        found.append((start + shift, end + shift, self._places.named(unshouted(name))))
                        at = last - 1
                        break
                at += 1
        return found

    def _is_known(self, name: str, words: int) -> bool:
        if len(name) < 3 or (words == 1 and ((name.isupper() and len(name) < 4) or name.lower() in self._words.never)):
            return False
        return bool(self._places.knows(name))

    def _owners(self, scene: Scene, start: int) -> tuple[Place, ...]:
        """The country whose adjective stands before: "the Spanish city of Toledo"."""
        for mark in scene.marks:
            if mark.kind == "demonym" and mark.end < start <= mark.end + _NEAR and _CITY_OF.fullmatch(scene.text(mark.end, start)):
                codes = sorted({entry.country for entry in mark.entries if entry.country is not None})
                return tuple(country for code in codes if (country := self._places.country(code)) is not None)
        return ()

    def _container(self, scene: Scene, end: int) -> tuple[Place, ...]:
        found = _LIES.match(scene.sentence.text, end - scene.sentence.start)
        if found is None:
            return ()
        name = found["name"].strip()
        parts = name.split(" ")
        for length in range(len(parts), 0, -1):
            told: tuple[Place, ...] = self._places.told(" ".join(parts[:length]))
            if told:
                return told
        return ()

    def _toponym(
        self, index: int, scene: Scene, start: int, end: int, places: tuple[Place, ...], ner: list[Mark], bodies: list[tuple[int, int]], dateline: int
    ) -> Toponym:
        one = Toponym(start, end, index, unshouted(scene.text(start, end)), places)
        one.told = self._inside(places, self._container(scene, end) or self._owners(scene, start))
        mark = next((mark for mark in ner if mark.start < end and start < mark.end), None)
        cues: list[tuple[str, float]] = []
        weight = self._words.finding

        def count(cue: str, times: float = 1.0) -> None:
            cues.append((cue, weight[cue] * times))

        count("bare")
        if one.told:
            count("contained")
        if end <= dateline and start == scene.sentence.start:
            count("dateline")
        if mark is not None:
            one.mark = mark
            count("ner_place")
        elif any(left < end and start < right for left, right in bodies):
            count("ner_organisation")
        elif any(mark.kind == "person" and mark.start < end and start < mark.end for mark in scene.marks):
            count("ner_person")
        elif scene.view is not None:
            count("unseen")
        cues += by_size(places, self._words)
        one.kind, beside = around(scene, start, end, one.text, self._words)
        cues += beside
        if one.key in self._surnames:
            count("surname")
        one.evidence = sum(value for _, value in cues)
        one.why = [cue for cue, _ in cues]
        return one

    def _inside(self, places: tuple[Place, ...], told: tuple[Place, ...]) -> tuple[Place, ...]:
        """Those of the larger places in which one of these lies."""
        return tuple(larger for larger in told if any(larger.number in place.within or _same_country(place, larger) for place in places))


def _clashes(start: int, end: int, left: int, right: int) -> bool:
    """True if the first stretch lies in the second or laps over its edge; it may hold it whole and more."""
    return start < right and left < end and not (start <= left and right <= end and end - start > right - left)


def _aside(text: str) -> bool:
    """True for words before a name that are none of it: "the", "southeast", "downtown"."""
    aside = placing_words().aside
    return PARTY.search(text) is not None or all(word.lower() in aside or word.lower().endswith("ern") for word in text.split())


def _surname(scene: Scene, mark: Mark) -> bool:
    """ "John Flanders": what the parser's names take for a given name stands right before the region or city."""
    return mark.kind != "country" and any(
        one.kind == "person" and one.source == "ner" and one.end + 1 == mark.start and scene.text(one.end, mark.start) == " " for one in scene.marks
    )


def _single(scene: Scene, mark: Mark) -> bool:
    """One word that only the parser's names take for a person's: "Joliet's inspector"."""
    return mark.kind == "person" and mark.source == "ner" and " " not in scene.text(mark.start, mark.end)


def _same_country(place: Place, larger: Place) -> bool:
    return larger.kind == "country" and place.country == larger.country
