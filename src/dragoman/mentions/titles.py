"""Titles and countries around a name: "South Korean Foreign Minister | Chung Eui-yong", "Wang Yi | , China's top diplomat".

In: a scene and the place of a mark in it. Out: a TitlePhrase that says office, role, country, and which marks it took up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dragoman.knowledge.names import NameEntry
from dragoman.mentions.cast import Cast, Mark
from dragoman.mentions.choose import choose
from dragoman.mentions.scene import Scene
from dragoman.mentions.words import name_words

_OWNERS = frozenset({"country", "demonym", "capital", "organisation", "building", "region", "group"})
_OF = re.compile(r" (?:of|for|in) (?:the )?")
_TO = re.compile(r" to (?:the )?")
_JOINED = re.compile(r" |, | and |-")
_APPOSED = re.compile(r"(?:,| \(| [—–-])\s?(?:(?:who|that) (?:is|was|serves as) )?(?:now |then |currently )?(?:the |an? |its |their )?")
_CLOSED = re.compile(r"\s?(?:[,.;:)\]!?—–]|-|$| who\b)")
_DETERMINED = re.compile(r"(?:\bthe|\bits|\btheir|\bhis|\bher|['’]s?) ?\Z", re.IGNORECASE)


@dataclass(slots=True)
class TitlePhrase:
    """What the words around a name say of its bearer."""

    office: str | None = None
    role: str | None = None
    sector: str | None = None
    country: str | None = None
    told_country: bool = False
    past: bool = False
    start: int | None = None
    used: list[Mark] = field(default_factory=list)


@lru_cache(maxsize=1)
def _modifiers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(re.escape(word) for word in sorted(name_words().title_modifiers, key=len, reverse=True))
    chain = rf"(?:(?:{words})(?:,? |-))*"
    return re.compile(rf"(?:['’]s?)?[ -]{chain}", re.IGNORECASE), re.compile(rf"(?:^|[ '’-])({chain})\Z", re.IGNORECASE)


def left_of(scene: Scene, index: int, cast: Cast, knowledge: Any) -> TitlePhrase | None:
    """The titles and country before the mark at `index`, None where there are none."""
    marks, person = scene.marks, scene.marks[index]
    titles: list[Mark] = []
    owner: Mark | None = None
    at, position = person.start, index - 1
    while position >= 0 and owner is None:
        mark = marks[position]
        if mark.used or mark.end > at:
            break
        gap = scene.text(mark.end, at)
        ministry = mark.kind == "organisation" and _generic(mark) and bool(titles) and gap == " "
        if ministry or (mark.kind == "title" and _title_gap(scene, gap, titles, person, mark, position)):
            titles.insert(0, mark)
        elif mark.kind in _OWNERS and _owner_gap(gap, mark, bool(titles), scene, at):
            owner = mark
        elif mark.kind in _OWNERS and not titles and gap in {" ", ", "} and position > 0:
            return _title_of_country(scene, position, cast, knowledge)
        else:
            break
        at, position = mark.start, position - 1
    if not titles and owner is None:
        return None
    return _phrase(scene, titles, owner, cast, knowledge)


def _title_gap(scene: Scene, gap: str, titles: list[Mark], person: Mark, mark: Mark, position: int) -> bool:
    if titles:
        return bool(_JOINED.fullmatch(gap))
    if gap in {" ", "  "}:
        return True
    # "China's foreign minister, Wang Yi, said" but not "the president, Wang Yi and others".
    if gap != ", " or not _CLOSED.match(scene.text(person.end, person.end + 2)):
        return False
    before = scene.text(scene.sentence.start, mark.start)
    modifiers = _modifiers()[1].search(before)
    before = before[: modifiers.start(1)] if modifiers else before
    owned = position > 0 and scene.marks[position - 1].kind in _OWNERS and _modifiers()[0].fullmatch(scene.text(scene.marks[position - 1].end, mark.start))
    return bool(owned or _DETERMINED.search(before))


def _owner_gap(gap: str, mark: Mark, titled: bool, scene: Scene, at: int) -> bool:
    if not _modifiers()[0].fullmatch(gap):
        return False
    # "Italy's Luigi Di Maio", "French Foreign Minister": without a title only a possessive or an adjective owns a name.
    return titled or "'" in gap or "’" in gap or (mark.kind == "demonym" and gap == " ")


def _title_of_country(scene: Scene, position: int, cast: Cast, knowledge: Any) -> TitlePhrase | None:
    """ "Prime Minister of Japan Fumio Kishida", "ambassador to China Nicholas Burns": the country stands between title and name."""
    title, country = scene.marks[position - 1], scene.marks[position]
    gap = scene.text(title.end, country.start)
    if title.kind != "title" or title.used:
        return None
    if _OF.fullmatch(gap):
        return _phrase(scene, [title], country, cast, knowledge)
    if _TO.fullmatch(gap):
        owner = _owner_before(scene, position - 1)
        phrase = _phrase(scene, [title], owner, cast, knowledge)
        phrase.used.append(country)
        return phrase
    return None


def _owner_before(scene: Scene, index: int) -> Mark | None:
    """The country right before the title at `index`."""
    if index == 0:
        return None
    mark = scene.marks[index - 1]
    fits = mark.kind in _OWNERS and not mark.used and _modifiers()[0].fullmatch(scene.text(mark.end, scene.marks[index].start))
    return mark if fits else None


def right_of(scene: Scene, index: int, cast: Cast, knowledge: Any) -> TitlePhrase | None:
    """The title in apposition after the mark at `index`: ", China's top diplomat," / ", president of Chile," """
    marks, person = scene.marks, scene.marks[index]
    first = index + 1
    if first >= len(marks):
        return None
    gap = _APPOSED.match(scene.text(person.end, marks[first].start))
    if gap is None:
        return None
    rest = scene.text(person.end, marks[first].start)[gap.end() :]
    if rest and not _modifiers()[1].fullmatch(" " + rest):
        return None
    owner: Mark | None = None
    if marks[first].kind in _OWNERS and not _generic(marks[first]):
        owner, first = marks[first], first + 1
        if first >= len(marks) or not _modifiers()[0].fullmatch(scene.text(owner.end, marks[first].start)):
            return None
    title = marks[first]
    if title.kind != "title" or title.used:
        return None
    end, more = title.end, []
    if first + 1 < len(marks) and marks[first + 1].kind in _OWNERS:
        between = scene.text(title.end, marks[first + 1].start)
        if owner is None and _OF.fullmatch(between):
            owner, end = marks[first + 1], marks[first + 1].end
        elif _TO.fullmatch(between):
            more, end = [marks[first + 1]], marks[first + 1].end
    if not _CLOSED.match(scene.text(end, end + 5)):
        return None
    phrase = _phrase(scene, [title], owner, cast, knowledge)
    phrase.used.extend(more)
    return phrase


def country_after(scene: Scene, index: int, cast: Cast) -> TitlePhrase | None:
    """ "President Nelson Mandela | of South Africa": the country right after a titled name."""
    if index + 1 >= len(scene.marks):
        return None
    person, mark = scene.marks[index], scene.marks[index + 1]
    if mark.kind not in {"country", "organisation"} or not _OF.fullmatch(scene.text(person.end, mark.start)):
        return None
    entry = owner_entry(mark, cast)
    return TitlePhrase(country=country_of(entry) if entry else None, told_country=True, used=[mark])


def owner_entry(mark: Mark, cast: Cast) -> NameEntry | None:
    """The country or body that a mark names as the owner of what follows."""
    return choose(mark.entries, cast) if mark.entries else None


def country_of(entry: NameEntry) -> str | None:
    """Country, or organisation, whose people and offices the entry's owner has; None for a ministry of nobody told."""
    return entry.country or (None if entry.detail == "generic" else entry.id)


def _generic(mark: Mark) -> bool:
    return any(entry.detail == "generic" for entry in mark.entries)


def _phrase(scene: Scene, titles: list[Mark], owner: Mark | None, cast: Cast, knowledge: Any) -> TitlePhrase:
    phrase = TitlePhrase(used=list(titles))
    if owner is not None:
        entry = owner_entry(owner, cast)
        phrase.country = country_of(entry) if entry else None
        phrase.told_country = phrase.country is not None
        phrase.sector = entry.sector if entry and entry.kind == "organisation" else None
        phrase.used.append(owner)
        phrase.start = owner.start
    if not titles:
        return phrase
    start = min(title.start for title in titles)
    phrase.start = start if phrase.start is None else min(phrase.start, start)
    read_title(phrase, scene, titles, knowledge)
    return phrase


def read_title(phrase: TitlePhrase, scene: Scene, titles: list[Mark], knowledge: Any) -> None:
    """Fills office, role, sector and country from the title marks, the country known so far deciding between roles."""
    start, end = min(title.start for title in titles), max(title.end for title in titles)
    told = scene.text(start, end)
    modifiers: list[str] = []
    # "former German Chancellor" and "German former Chancellor"
    for at in {start, phrase.start if phrase.start is not None else start}:
        before = _modifiers()[1].search(scene.text(scene.sentence.start, at))
        modifiers += before.group(1).lower().split() if before else []
    phrase.past = any(word.strip("-,") in name_words().past_office for word in modifiers)
    phrase.office = f"former {told}" if phrase.past else told
    proper = [title for title in titles if title.kind == "title"]
    outer = proper[-1] if proper else titles[-1]
    match = knowledge.titles.match(outer_words(scene, outer), phrase.country) if proper else None
    if match is not None:
        phrase.role = match.role
        phrase.sector = phrase.sector or match.sector
        phrase.country = phrase.country or match.only_country
    for entry in outer.entries:
        if entry.kind == "title":
            phrase.role = phrase.role or entry.id
            phrase.sector = phrase.sector or entry.sector
            if len(outer.entries) == 1:
                phrase.country = phrase.country or entry.country


def outer_words(scene: Scene, title: Mark) -> str:
    return scene.text(title.start, title.end)
