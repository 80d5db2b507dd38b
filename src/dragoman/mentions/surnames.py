"""Short forms of the persons that the report names in full: "Park" for Park Jin, "von der Leyen", "Di Maio", "al-Sisi".

In: the persons of the cast. Out: for each short form the persons it may mean, and the places in a sentence where one stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.knowledge.names import folded_tokens, name_key
from dragoman.mentions.cast import Referent
from dragoman.mentions.scene import Scene
from dragoman.mentions.words import name_words

# A run of capitalised words, particles between them allowed.
_RUN = re.compile(r"[^\W\d_][\w-]*(?:['’](?!s\b)[^\W\d_][\w-]*)?")
_GIVEN_IN_TWO = re.compile(r"\A[^\W\d_]{1,5} [^\W\d_]+-[^\W\d_]+\Z")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# "von der Leyen", "bin Salman Al Saud"
# Letters by which most words are told to begin no known form.
_BEGIN = 2
_LONGEST = 4


def short_forms(person: Referent, offices: Any) -> set[str]:
    """Name keys of the short forms of the person's name; none for a name of one word."""
    words = [word for word in folded_tokens(person.name) if word not in _SUFFIXES]
    if len(words) < 2:
        return set()
    if person.country is not None:
        return set(offices.surnames(person.name, person.country))
    forms = {words[-1], "".join(_from_particle(words))}
    if _GIVEN_IN_TWO.search(person.name) and len(words) == 3:
        # "Lim Soo-suk": a hyphenated given name of two words at the end is East Asian order.
        forms = {words[0]}
    return {form for form in forms if len(form) > 1}


def _from_particle(words: list[str]) -> list[str]:
    for at in range(1, len(words)):
        if words[at] in name_words().particles:
            return words[at:]
    return words[-1:]


class Surnames:
    """Finds the short forms of some persons in sentences.

    Args:
        persons: those named in full, in order of first mention.
        offices: the register, which knows which countries put the family name first.
    """

    def __init__(self, persons: Iterable[Referent], offices: Any) -> None:
        self.forms: dict[str, list[Referent]] = {}
        self._given: dict[str, list[Referent]] = {}
        for person in persons:
            # A name that only NER knew in one sentence is found by its letters in the others.
            whole = {name_key(person.name)} if (person.id or "").startswith("p:") and " " in person.name else set()
            for form in sorted(short_forms(person, offices) | whole):
                self.forms.setdefault(form, []).append(person)
            words = folded_tokens(person.name)
            if len(words) > 1 and len(words[0]) > 2:
                self._given.setdefault(words[0], []).append(person)
        self._begins = {form[:_BEGIN] for form in self.forms}

    def bearers(self, name: str) -> list[Referent]:
        """The persons whom a short name may mean."""
        return self.forms.get(name_key(name), [])

    def called(self, name: str) -> list[Referent]:
        """The one person of that given name: "Daniel" for Daniel Osman; nobody where two share it."""
        found = self._given.get(name_key(name), [])
        return found if len(found) == 1 else []

    def family(self, name: str) -> list[Referent]:
        """All of that surname, for its plural: "the Osmans"; nobody where only one is known."""
        key = name_key(name)
        found = self.forms.get(key[:-2] if key.endswith("ses") else key[:-1], []) if key.endswith("s") else []
        return found if len(found) > 1 else []

    def find(self, scene: Scene) -> Iterator[tuple[int, int, list[Referent]]]:
        """Short forms in a sentence that no mark covers and that are no part of a longer name."""
        if not self.forms:
            return
        shift, text = scene.sentence.start, scene.sentence.text
        words = list(_RUN.finditer(text))
        folded = [name_key(word.group()) for word in words]
        done = 0
        for at, word in enumerate(words):
            if at < done or (len(folded[at]) >= _BEGIN and folded[at][:_BEGIN] not in self._begins):
                continue
            for length in range(min(_LONGEST, len(words) - at), 0, -1):
                key = "".join(folded[at : at + length])
                bearers = self.forms.get(key)
                if bearers is None or not any(one.group()[0].isupper() for one in words[at : at + length]):
                    continue
                start, end = shift + word.start(), shift + words[at + length - 1].end()
                if _stands_alone(scene, words, at, at + length) and not scene.claimed(start, end):
                    yield start, end, bearers
                    done = at + length
                    break


def _stands_alone(scene: Scene, words: list[re.Match[str]], first: int, stop: int) -> bool:
    """No capitalised word next to it that no mark covers: "Park" in "Park Chung-hee" or "Hyde Park" is somebody or something else."""
    shift, text = scene.sentence.start, scene.sentence.text
    if not words[first].group()[0].isupper() and not words[stop - 1].group()[0].isupper():
        return False
    gaps = {first - 1: (first - 1, first), stop: (stop - 1, stop)}
    for near, (left, right) in gaps.items():
        if not 0 <= near < len(words):
            continue
        gap = text[words[left].end() : words[right].start()]
        if gap in {" ", "-"} and words[near].group()[0].isupper() and not _harmless(scene, words[near], near, shift):
            return False
    return True


def _harmless(scene: Scene, word: re.Match[str], near: int, shift: int) -> bool:
    """A neighbour that is a listed name or title, a courtesy, or only capitalised because it begins the sentence."""
    lower = word.group().lower().rstrip(".")
    if lower in name_words().courtesy or lower in name_words().title_modifiers or near == 0:
        return True
    view = scene.view
    if view is not None:
        first, stop = view.tokens_of(shift + word.start(), shift + word.end())
        if first < stop and view.pos[first] not in {"PROPN", "NOUN", "ADJ"}:
            return True
    return scene.claimed(shift + word.start(), shift + word.end()) or scene.sentence.kind != "body"
