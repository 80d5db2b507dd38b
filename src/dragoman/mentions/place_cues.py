"""What the size of a place and the words beside its name say of whether the name is a place's here.

In: a name in a scene with what the gazetteer has under it. Out: cues with their weights from data/placing.yaml.
"""

from __future__ import annotations

import re

from dragoman.knowledge.places import Place
from dragoman.mentions.place_words import PlacingWords
from dragoman.mentions.scene import Scene

Cues = list[tuple[str, float]]
_BEFORE = re.compile(r"(?:([^\W\d_][\w'’.-]*) )?(?:the )?([^\W\d_][\w'’.-]*)[ \n](?:the )?$")
_AFTER = re.compile(r"(?:['’]s)?[ \n]([^\W\d_][\w-]*)")
PARTY = re.compile(r"\b[RDI]-$")
_INITIAL = re.compile(r"\b[A-Z]\.[ \n]$")


def by_size(places: tuple[Place, ...], words: PlacingWords) -> Cues:
    """How large and how well known the largest place of the name is."""
    cues: Cues = []

    def count(cue: str, times: float = 1.0) -> None:
        cues.append((cue, words.finding[cue] * times))

    usual = [place for place in places if not place.otherwise or place.kind == "division"]
    if any(place.kind in {"country", "division"} or place.number < 0 for place in usual):
        count("curated")
    people = max((place.people for place in usual or places), default=0)
    if not usual:
        count("otherwise")
    tens = len(str(max(people, 1) // 3)) - 5
    count("large" if tens > 0 else "small", abs(tens))
    if any(place.word for place in places):
        count("word")
    return cues


def around(scene: Scene, start: int, end: int, name: str, words: PlacingWords) -> tuple[str, Cues]:
    """What the words beside the name say.

    Args:
        start, end: clean offsets of the name. name: as otherwise written.
    Returns:
        What a designator says that it is ("division", "district", "either" or nothing), and the cues.
    """
    cues: Cues = []

    def count(cue: str) -> None:
        cues.append((cue, words.finding[cue]))

    before, after = scene.text(start - 40, start), scene.text(end, end + 30)
    left, right = _BEFORE.search(before), _AFTER.match(after)
    if _INITIAL.search(before):
        count("initial")
    elif PARTY.search(before):
        count("party")
    elif left is not None:
        near = left[2].lower().rstrip(".")
        both = f"{left[1].lower()} {near}" if left[1] else near
        told = words.before.get(both, words.before.get(near))
        if told is not None:
            cues.append((f"after {near}", told))
        elif left[2][0].isupper() and len(left[2]) > 1 and not left[2].isupper() and near != "the":
            count("capital_before")
    elif start == scene.sentence.start:
        count("sentence_start")
    following = right[1].lower() if right is not None else ""
    kind = _designated(name, following, words)
    if " " in name and _designated(name, "", words):
        count("own_designator")
    if right is not None:
        capital = right[1][0].isupper()
        if capital and following in words.after_capital:
            cues.append((f"before {following}", words.after_capital[following]))
        elif following in words.after:
            cues.append((f"before {following}", words.after[following]))
        elif capital:
            count("capital_after")
    return kind, cues


def _designated(name: str, following: str, words: PlacingWords) -> str:
    """What the name's last word or the one after it says it is: division, district, either, or nothing."""
    for word in (name.rsplit(" ", 1)[-1].lower(), following):
        district, division = word in words.districts, word in words.divisions
        if district or division:
            return "either" if district and division else "district" if district else "division"
    return ""
