"""What the words around a name say its bearer is though no list of titles has them: "Chadian rebel leader | X", "X | , a Thai activist,".

In: a scene and the place of a person's mark in it. Out: a TitlePhrase with the words as office, their sector, and the country told beside them.
"""

from __future__ import annotations

import re
from typing import Any

from dragoman.mentions.cast import Cast, Mark
from dragoman.mentions.scene import Scene
from dragoman.mentions.titles import TitlePhrase, country_of, owner_entry

_OWNERS = frozenset({"country", "demonym", "organisation"})
_BEFORE = re.compile(r"(?<![\w-])([A-Za-z]?(?:[a-z]+[ -]){1,4})\Z")
_AFTER = re.compile(r", (?:who (?:is|was) )?(?:(?:a|an|the|its|their) )?(?:(?:senior|prominent|leading|veteran|top|former|exiled|jailed) )*")
_WORDS = re.compile(r"[a-z]+(?:[ -][a-z]+){0,3}")
_GAP = re.compile(r"(?:['’]s?)? (?:(?:senior|prominent|leading|veteran|top|former|exiled|jailed|ousted|main) )*")
_LOOK_BACK = 60


def trade_before(scene: Scene, index: int, cast: Cast, knowledge: Any) -> TitlePhrase | None:
    """The agent noun right before the name, with the country or body that owns it."""
    mark = scene.marks[index]
    found = _BEFORE.search(scene.text(max(scene.sentence.start, mark.start - _LOOK_BACK), mark.start))
    if found is None or not found.group().endswith(" "):
        return None
    words = found.group(1).split()
    for first in range(len(words)):
        agent = knowledge.agents.get(" ".join(words[first:]))
        if agent is None or agent.plural or agent.group:
            continue
        office = " ".join(words[first:])
        start = mark.start - len(office) - 1
        titles = [one for one in scene.marks[:index] if one.start >= start]
        owner = scene.marks[index - len(titles) - 1] if index > len(titles) else None
        if owner is not None and (owner.used or owner.kind not in _OWNERS or not _GAP.fullmatch(scene.text(owner.end, start))):
            owner = None
        phrase = _phrase(office, agent.sector, owner, start, cast)
        phrase.used += titles + ([owner] if owner is not None else [])
        return phrase
    return None


def trade_after(scene: Scene, index: int, cast: Cast, knowledge: Any) -> TitlePhrase | None:
    """The agent noun in apposition after the name, closed by a comma or stop."""
    mark = scene.marks[index]
    opened = _AFTER.match(scene.text(mark.end, mark.end + _LOOK_BACK))
    if opened is None:
        return None
    at = mark.end + opened.end()
    owner = scene.marks[index + 1] if index + 1 < len(scene.marks) else None
    if owner is not None and owner.start == at and owner.kind in _OWNERS and not owner.used:
        gap = _GAP.match(scene.text(owner.end, owner.end + _LOOK_BACK))
        if gap is None:
            return None
        at = owner.end + gap.end()
    else:
        owner = None
    words = _WORDS.match(scene.text(at, at + _LOOK_BACK))
    if words is None or scene.text(at + words.end(), at + words.end() + 1) not in {",", ".", ";", ")", ""}:
        return None
    agent = knowledge.agents.get(words.group())
    if agent is None or agent.plural or agent.group:
        return None
    return _phrase(words.group(), agent.sector, owner, None, cast)


def _phrase(office: str, sector: str | None, owner: Mark | None, start: int | None, cast: Cast) -> TitlePhrase:
    phrase = TitlePhrase(office=office, sector=sector, start=start)
    entry = owner_entry(owner, cast) if owner is not None else None
    if owner is not None and entry is not None:
        phrase.country, phrase.told_country = country_of(entry), True
        if entry.kind == "organisation" and entry.sector:
            phrase.sector = entry.sector if sector in {None, "GOV"} else sector
    return phrase
