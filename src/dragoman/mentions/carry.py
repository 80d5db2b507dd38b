"""Names found in one sentence are found again in all: by their letters, by an acronym given for them, and as surnames that are also places.

In: the scenes of a report with the marks of lists and NER. Out: the same scenes with further marks, and without places that are persons.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.knowledge.names import fold
from dragoman.mentions.cast import Mark
from dragoman.mentions.references import reference_words
from dragoman.mentions.scene import Scene

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# "the Free Province Front (FPF)", "the Free Province Front, or FPF,"
_INTRODUCED = re.compile(r"(?: \((?:the |known as |or )?[\"“']?|,? or (?:the )?|,? known as (?:the )?)([A-Z][A-Za-z]{0,2}[A-Z]{1,6}(?:-[A-Z]{1,4})?)\b")
_CAPITALS = re.compile(r"(?:[A-Z][\w’'-]*)(?: (?:(?:of|for|and|the|in|on|to|de|du|des|del|e|y|et) )*[A-Z][\w’'-]*)*\Z")
_BEFORE = re.compile(r"([^\W\d_]+)\W{1,2}\Z")
_LOOK_BACK = 90
_BODIES = frozenset({"organisation", "outlet"})


def carry(scenes: Sequence[Scene]) -> None:
    """Adds the marks in place."""
    _acronyms(scenes)
    _namesakes(scenes)
    _repeats(scenes)


def _acronyms(scenes: Sequence[Scene]) -> None:
    """An acronym that the text explains stands for what it explains it by, also where a list knows another bearer of it."""
    told: dict[str, Mark] = {}
    aside: list[tuple[Scene, int]] = []
    for scene in scenes:
        for found in _INTRODUCED.finditer(scene.sentence.text):
            body = _explained(scene, scene.sentence.start + found.start(), found.group(1))
            if body is not None:
                told.setdefault(found.group(1), body)
                if "(" not in found.group():
                    aside.append((scene, scene.sentence.start + found.start(1)))
    if not told:
        return
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(one) for one in sorted(told, key=len, reverse=True))})(?![\w])")
    for scene in scenes:
        for found in pattern.finditer(scene.sentence.text):
            start, end = scene.sentence.start + found.start(), scene.sentence.start + found.end()
            over = [mark for mark in scene.marks if mark.start < end and start < mark.end]
            if any((mark.start, mark.end) != (start, end) for mark in over):
                continue
            scene.marks = [mark for mark in scene.marks if mark not in over]
            # "the Free Province Front, or FPF" is one, not two.
            _lay(scene, replace(told[found.group()], start=start, end=end, used=(scene, start) in aside))


def _explained(scene: Scene, end: int, acronym: str) -> Mark | None:
    """The body that ends at `end` and that the acronym stands for: its initials, or whatever body a list or NER sees there."""
    ending = next((mark for mark in scene.marks if mark.end == end and mark.kind in _BODIES), None)
    before = scene.text(max(scene.sentence.start, end - _LOOK_BACK), end)
    run = _CAPITALS.search(before)
    start = _spelt(before, run.start(), acronym) if run is not None else None
    if ending is not None and ending.entries and (start is None or start + end - len(before) >= ending.start):
        return ending
    if start is None:
        return replace(ending, name=scene.text(ending.start, end)) if ending is not None and " " in scene.text(ending.start, end) else None
    start += end - len(before)
    inside = [mark for mark in scene.marks if start <= mark.start and mark.end <= end]
    country = next((entry.country for mark in inside for entry in mark.entries if mark.kind in {"country", "demonym"} and entry.country), None)
    whole = Mark(start, end, "organisation", source="ner", country=country, name=" ".join(scene.text(start, end).split()))
    scene.marks = [mark for mark in scene.marks if not (mark.start < end and start < mark.end)]
    _lay(scene, whole)
    return whole


def _spelt(before: str, first: int, acronym: str) -> int | None:
    """Where the words begin whose initials are the acronym's letters; small words between them may have none."""
    letters = [letter.lower() for letter in acronym if letter.isalpha()]
    for word in _WORD.finditer(before, first):
        words = [one.group() for one in _WORD.finditer(before, word.start())]
        initials = [part[:1].lower() for one in words for part in one.split("-") if part[:1].isupper()]
        every = [one[:1].lower() for one in words]
        if word.group()[0].isupper() and letters in (initials, every):
            return word.start()
    return None


def _lay(scene: Scene, mark: Mark) -> None:
    scene.marks.append(mark)
    scene.marks.sort(key=lambda one: (one.start, one.end))


def _namesakes(scenes: Sequence[Scene]) -> None:
    """Takes away places that are surnames of persons whom the report names in full: "Valeska Paris ... Paris said"."""
    surnames = {fold(name.split()[-1]) for scene in scenes for mark in scene.marks for name in [_full_name(scene, mark)] if name is not None}
    if not surnames:
        return
    places = [(scene, mark) for scene in scenes for mark in scene.marks if mark.kind in {"country", "capital", "region"} and mark.entries]
    for surname in sorted(surnames):
        named = [(scene, mark) for scene, mark in places if fold(scene.text(mark.start, mark.end)) == surname]
        if not named or any(_is_place(scene, mark) for scene, mark in named):
            continue
        codes = {entry.country for _, mark in named for entry in mark.entries}
        if any(entry.country in codes for scene, mark in places for entry in mark.entries if fold(scene.text(mark.start, mark.end)) != surname):
            # The country is told of by another name, too: the report may be about it.
            continue
        for scene, mark in named:
            scene.marks.remove(mark)


def _full_name(scene: Scene, mark: Mark) -> str | None:
    """The name of a person in two words or more that only NER knows."""
    name = scene.text(mark.start, mark.end)
    return name if mark.kind == "person" and not mark.entries and " " in name else None


def _is_place(scene: Scene, mark: Mark) -> bool:
    """ "in Paris", "PARIS, May 3"."""
    text = scene.text(mark.start, mark.end)
    before = _BEFORE.search(scene.text(mark.start - 15, mark.start))
    return text.isupper() or (before is not None and before.group(1).lower() in reference_words().before_places)


def _repeats(scenes: Sequence[Scene]) -> None:
    """Marks NER's names wherever their letters stand again; NER is not shown every sentence, and misses some that it is shown."""
    kinds: dict[str, Counter[str]] = {}
    for scene in scenes:
        for mark in scene.marks:
            if mark.source == "ner":
                kinds.setdefault(scene.text(mark.start, mark.end), Counter())[mark.kind] += 1
    kinds = {text: counts for text, counts in kinds.items() if len(text) > 2}
    if not kinds:
        return
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(one) for one in sorted(kinds, key=lambda text: (-len(text), text)))})(?![\w-])")
    for scene in scenes:
        for start, end in _unmarked(scene, pattern):
            counts = kinds[scene.text(start, end)]
            _lay(scene, Mark(start, end, max(sorted(counts), key=lambda kind: counts[kind]), source="ner"))


def _unmarked(scene: Scene, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    text, shift = scene.sentence.text, scene.sentence.start
    for found in pattern.finditer(text):
        start, end = shift + found.start(), shift + found.end()
        if not scene.claimed(start, end) and not _longer(scene, start, end):
            yield start, end


def _longer(scene: Scene, start: int, end: int) -> bool:
    """The name goes on to the left or right: "Osman Street", "Cyril Osman"."""
    text, shift = scene.sentence.text, scene.sentence.start
    before = re.search(r"([^\W\d_][\w’'-]*)[ -]\Z", text[: start - shift])
    after = re.match(r"[ -]([^\W\d_][\w’'-]*)", text[end - shift :])
    for word, offset in ((before, 0), (after, end - shift)):
        if word is None or not word.group(1)[0].isupper():
            continue
        at = shift + offset + word.start(1)
        if not scene.claimed(at, at + 1) and (word is after or word.start(1) > 0):
            return True
    return False
