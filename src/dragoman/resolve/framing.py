"""Words by which reports judge one act or actor differently. In: tellings of one event; out: for each scale, the telling words with their pole.

Kept conservative: a report counts on a scale only if its words stand at one pole of it. What is compared stands by its position: the words of the act in
the sentence that tells it, the labels of an actor beside the actor's mention, the extent before one and the same noun.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError, Passage
from dragoman.resolve.tellings import Telling
from dragoman.resolve.traits import stem

FILE: Final = "resolve/data/framing.yaml"
ABOUT: Final = frozenset({"act", "actor", "deed", "talks", "extent"})
# What is also spoken of in sentences that do not tell it anew.
SPOKEN_OF: Final = ("deed", "talks")
# Words between a label and the mention of the actor that it may be a label of.
LABEL_REACH = 4
# Words between "all" and the noun that it is all of.
EXTENT_REACH = 3
_GAP = r"(?:\W+\w+){0,8}?\W+"
_NEAR = re.compile(r"[\w'’-]+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Scale:
    """Poles of phrases on which tellings of some types are placed; `pattern` finds any phrase, `pole_of` tells its pole by the words as listed.

    `heads` are the words with which phrases begin: what is found begins at one of them.
    """

    name: str
    about: str
    types: frozenset[str]
    nouns: frozenset[str]
    pattern: re.Pattern[str]
    pole_of: Mapping[str, str]
    heads: frozenset[str]

    def found(self, text: str, starts: Mapping[str, Sequence[int]]) -> Iterator[re.Match[str]]:
        """As `pattern.finditer(text)`, in a hundredth of the time: looked for only where a head stands.

        Args:
            starts: of the text's words, see `word_starts`.
        """
        end = 0
        for start in sorted(start for head in self.heads if head in starts for start in starts[head]):
            found = self.pattern.match(text, start) if start >= end else None
            if found is not None:
                end = found.end()
                yield found


def word_starts(text: str) -> dict[str, list[int]]:
    """Where each word of a text begins, by the word without regard to case."""
    starts: dict[str, list[int]] = defaultdict(list)
    for found in _WORD.finditer(text):
        starts[found.group().casefold()].append(found.start())
    return starts


@dataclass(frozen=True, slots=True)
class Framing:
    """Words that judge, the pole that they stand at, and the report, origin and sentence in which they stand."""

    word: str
    pole: str
    report: str
    origin: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence that speaks of an act without telling it anew."""

    text: str
    origin: str
    passage: Passage


@cache
def scales() -> tuple[Scale, ...]:
    """The scales, loaded on first use.

    Raises:
        KnowledgeError: if an entry lacks a field or a phrase stands at two poles.
    """
    raw = parse_yaml(resources.files("dragoman.resolve").joinpath("data/framing.yaml").read_text(encoding="utf-8"), FILE)
    return tuple(scale_of(entry) for entry in raw)


def scale_of(entry: Mapping[str, Any]) -> Scale:
    """A scale out of its entry.

    Raises:
        KnowledgeError: if it lacks a field, is about nothing known, or has a phrase at two poles.
    """
    missing = {"scale", "about", "types", "example", "poles"} - set(entry)
    if missing:
        raise KnowledgeError(f"an entry lacks {', '.join(sorted(missing))}", source=FILE)
    name = str(entry["scale"])
    if entry["about"] not in ABOUT:
        raise KnowledgeError(f"{name}: 'about' is one of {', '.join(sorted(ABOUT))}", source=FILE)
    pole_of: dict[str, str] = {}
    for pole, families in entry["poles"].items():
        for family in families:
            lacking = {"words", "example", "why"} - set(family)
            if lacking:
                raise KnowledgeError(f"{name}, {pole}: a family of words lacks {', '.join(sorted(lacking))}", source=FILE)
            if not _whole(map(str, family["words"])).search(str(family["example"])):
                raise KnowledgeError(f"{name}, {pole}: the example {family['example']!r} holds none of its words", source=FILE)
            for phrase in family["words"]:
                if not _WORD.match(str(phrase)):
                    raise KnowledgeError(f"{name}, {pole}: {phrase!r} does not begin with a word", source=FILE)
                if pole_of.setdefault(str(phrase), str(pole)) != pole:
                    raise KnowledgeError(f"{name}: {phrase!r} stands at two poles", source=FILE)
    nouns = frozenset(map(str, entry.get("nouns", ())))
    heads = frozenset(found.group().casefold() for found in map(_WORD.match, pole_of) if found is not None)
    return Scale(name, str(entry["about"]), frozenset(map(str, entry["types"])), nouns, _whole(pole_of), pole_of, heads)


def _whole(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words; the longest first, so that "in self-defence" is found before "self-defence"."""
    patterns = "|".join(_pattern(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
    return re.compile(rf"(?<![\w-])(?:{patterns})(?![\w-])", re.IGNORECASE)


def _pattern(phrase: str) -> str:
    return _GAP.join(re.escape(part.strip()) for part in phrase.split("..."))


def framings(tellings: Sequence[Telling], spoken: Sequence[Spoken] = ()) -> Iterator[tuple[str, str, list[Framing]]]:
    """For each scale on which two independent origins stand at different poles: its name, what it judges, and the sentences that stand on it.

    Args:
        tellings: of one event. spoken: sentences that speak of it, for the scales about talks.
    """
    for scale in scales():
        told = [one for one in tellings if one.type in scale.types]
        also = spoken if scale.about in SPOKEN_OF and told else ()
        if len({one.origin for one in told} | {sentence.origin for sentence in also}) < 2:
            continue
        placed_by_key = _placed(scale, told)
        for sentence in also:
            if _speaks(scale, sentence.text):
                placed_by_key[""] += [_framing(scale, found, sentence.origin, sentence.passage) for found in judging(scale, sentence.text)]
        for key, placed in sorted(placed_by_key.items()):
            kept = _one_sided(placed)
            poles = {(framing.pole, framing.origin) for framing in kept}
            if any(pole != other and origin != another for pole, origin in poles for other, another in poles):
                yield scale.name, key, kept


def _one_sided(placed: Sequence[Framing]) -> list[Framing]:
    """Without the reports that use words of two poles: they tell both sides."""
    poles: dict[str, set[str]] = defaultdict(set)
    for framing in placed:
        poles[framing.report].add(framing.pole)
    return [framing for framing in placed if len(poles[framing.report]) == 1]


def _placed(scale: Scale, told: Sequence[Telling]) -> dict[str, list[Framing]]:
    """What is judged (the act; an actor's country or name; the noun measured) -> tellings with their words."""
    out: dict[str, list[Framing]] = defaultdict(list)
    for one in told:
        for found in judging(scale, one.sentence):
            for key in _keys(scale, one, found):
                out[key].append(_framing(scale, found, one.origin, Passage(one.report, one.event.sentence.start, one.event.sentence.end)))
    return out


# Before a judging word: it is said not to be so, or not to have been said; "not only" and "nothing but" say the more. Asked within this many characters.
_UNSAID = re.compile(
    r"\b(?:no|not(?! only\b)|n['’]t|never|nor|neither|without|hardly|denie[sd]|deny|denying|rejects?|rejected|dismissed) (?:\w+[ -]){0,5}\Z", re.IGNORECASE
)
UNSAID_REACH = 60


def judging(scale: Scale, sentence: str) -> list[re.Match[str]]:
    """The words of a sentence that stand on the scale, without those that it denies ("made no mention of the breakdown")."""
    return [found for found in scale.pattern.finditer(sentence) if not _UNSAID.search(sentence[max(0, found.start() - UNSAID_REACH) : found.start()])]


def _framing(scale: Scale, found: re.Match[str], origin: str, passage: Passage) -> Framing:
    word = found.group().casefold()
    pole = scale.pole_of.get(word) or next(pole for phrase, pole in scale.pole_of.items() if re.fullmatch(_pattern(phrase), word))
    return Framing(word, pole, passage.report, origin, passage)


def _speaks(scale: Scale, text: str) -> bool:
    return any(word.casefold() in scale.nouns for word in _NEAR.findall(text))


def _keys(scale: Scale, one: Telling, found: re.Match[str]) -> list[str]:
    """What the words found judge; nothing where they stand by something else."""
    if scale.about == "actor":
        return _labelled(one, found)
    if scale.about == "extent":
        return _measured(one, found)
    return [""]


def _labelled(one: Telling, found: re.Match[str]) -> list[str]:
    """Actors in whose mention, or within a few words of it, the label stands."""
    out = []
    for start, end, key in one.named:
        gap = one.sentence[end : found.start()] if found.start() >= end else one.sentence[found.end() : start] if found.end() <= start else ""
        if len(_NEAR.findall(gap)) <= LABEL_REACH and not re.search(r"[,;:.]", gap):
            out.append(key)
    return out[:1]


def _measured(one: Telling, found: re.Match[str]) -> list[str]:
    """The plural noun that follows within a few words: "all (US) sanctions"."""
    following = _NEAR.findall(one.sentence[found.end() : found.end() + 60])[: EXTENT_REACH + 1]
    return [stem(word.casefold()) for word in following if word.endswith("s") and len(word) > 4 and word.islower()][:1]
