"""Is "Seoul" the city or the government? Decided by the grammar around the name and the lists of data/literal.yaml.

In: a parsed sentence and the name's head token. Out: True for the place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml
from dragoman.mentions.syntax import OBJECTS, View
from dragoman.model import KnowledgeError

_WORD = re.compile(r"[^\W\d_]+")
# Words between a preposition and a name.
_SKIPPED = frozenset({"the", "eastern", "western", "northern", "southern", "central", "both"})


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lists of data/literal.yaml; see there."""

    place_prepositions: frozenset[str]
    motion_prepositions: frozenset[str]
    motion: frozenset[str]
    place_objects: frozenset[str]
    struck: frozenset[str]
    place_subjects: frozenset[str]
    geographic: frozenset[str]
    sent_by: frozenset[str]


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """The lists, read once a process.

    Raises:
        KnowledgeError: if the file lacks one.
    """
    source = resources.files("dragoman.mentions") / "data" / "literal.yaml"
    data = parse_yaml(source.read_text(encoding="utf-8"), "mentions/data/literal.yaml")
    try:
        data["motion"] = [word for group in data["motion"] for word in group["words"]]
        return PlaceWords(**{name: frozenset(data[name]) for name in PlaceWords.__dataclass_fields__})
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"a list is missing or malformed: {error}", source="mentions/data/literal.yaml") from error


def is_literal(view: View, index: int, *, city: bool) -> bool:
    """True if the place name headed by token `index` means the place.

    Args:
        view: the sentence.
        index: the name's head token.
        city: the name is a city's (a capital); cities are shelled and give their names to summits, countries act.
    """
    if _after_city(view, index):
        return True
    index = view.governor(index)
    dep, above = view.dep[index], view.head[index]
    if dep == "pobj":
        return _after_preposition(view, above)
    words = place_words()
    lemma = view.lemma[above]
    if dep in OBJECTS:
        return lemma in words.place_objects or (city and lemma in words.struck)
    if dep in {"nsubj", "nsubjpass"}:
        return lemma in words.place_subjects or (city and dep == "nsubjpass" and lemma in words.struck)
    if dep == "poss":
        return lemma in words.geographic and not _is_act(view, above)
    if dep in {"compound", "nmod", "amod"}:
        return city or lemma in words.geographic
    return dep == "npadvmod"


def is_literal_in_text(before: str, after: str) -> bool:
    """The same for a sentence that was not parsed, by the words before and after the name alone."""
    words = place_words()
    left = _WORD.findall(before.lower())[-3:]
    while left and left[-1] in _SKIPPED:
        left.pop()
    if not left:
        return False
    if left[-1] in words.place_prepositions:
        return True
    if left[-1] == "from":
        return len(left) < 2 or left[-2] not in words.sent_by
    following = _WORD.match(after.lower().lstrip(" '’s"))
    if left[-1] in words.motion_prepositions and len(left) > 1:
        return left[-2] in words.motion or (left[-1] == "of" and left[-2] in words.geographic)
    return following is not None and following.group() in words.geographic and after[:1] in {"'", "’"}


def _after_city(view: View, index: int) -> bool:
    """ "Lagos, Nigeria": a country in apposition to a name right before a comma is where the first one lies."""
    if view.dep[index] != "appos" or index < 2 or view.text[index - 1] != ",":
        return False
    return view.pos[view.head[index]] == "PROPN" and view.head[index] == index - 2


def _after_preposition(view: View, preposition: int) -> bool:
    words = place_words()
    lower = view.lower[preposition]
    if lower in words.place_prepositions:
        return True
    if lower not in words.motion_prepositions and lower != "from":
        return False
    above = view.head[preposition]
    # "from inside Gaza", "out of Sudan": the outer preposition hangs on the verb.
    while view.dep[above] == "prep" or view.pos[above] == "ADV":
        above = view.head[above]
    if lower == "from":
        return view.lemma[above] not in words.sent_by
    return view.lemma[above] in words.motion or (lower == "of" and view.lemma[above] in words.geographic)


def _is_act(view: View, noun: int) -> bool:
    """ "Seoul's talks", "Iran's visit": what is owned is done by the owner, not a spot in it."""
    return view.lemma[noun] in {"talk", "meeting", "visit", "trip", "tour", "summit", "conference", "office", "base", "embassy", "consulate", "stop"}
