"""Is "Seoul" the city or the government? Weighed from cues of grammar and word lists (data/literal.yaml, data/literal_cues.tsv).

In: a sentence, parsed or not, and the name in it. Out: a verdict with its reasons.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.knowledge.names import NameEntry
from dragoman.mentions.cues import weights
from dragoman.mentions.position import SORTS, in_parse, in_words
from dragoman.mentions.scene import Scene
from dragoman.mentions.syntax import View

# Cues told as reasons, the weightiest ones.
_REASONS = 3
# Characters looked at on either side of a name in a sentence without a parse.
_AROUND = 60
KINDS = frozenset(SORTS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the name means the place, and why.

    Attributes:
        literal: True for the place, False for its government, people or team.
        score: sum of the cues' weights in logits, above 0 for the place.
        why: the weightiest cues with their weights: "in +2.1".
    """

    literal: bool
    score: float
    why: tuple[str, ...]


def weigh(cues: Iterable[str]) -> Verdict:
    """The verdict that the cues add up to; a cue without a weight counts nothing."""
    table = weights()
    known = {cue: table[cue] for cue in ["bias", *cues] if cue in table}
    score = sum(known.values())
    told = sorted(known.items(), key=lambda pair: (-abs(pair[1]), pair[0]))[:_REASONS]
    return Verdict(score > 0, score, tuple(f"{cue} {weight:+.1f}" for cue, weight in told))


def verdict(view: View, index: int, kind: str, agents: frozenset[str] = frozenset()) -> Verdict:
    """Whether the place name headed by token `index` means the place.

    Args:
        view: the sentence.
        index: the name's head token.
        kind: country, capital, state, area, city, place, demonym, body or building; cities are shelled and give their names to
            summits, countries act.
        agents: the words for people and bodies of knowledge.agents.
    """
    return weigh(in_parse(view, index, kind, agents))


def verdict_in_words(before: str, after: str, kind: str, agents: frozenset[str] = frozenset()) -> Verdict:
    """The same for a sentence that was not parsed, by the words before and after the name alone."""
    return weigh(in_words(before, after, kind, agents))


def is_literal(view: View, index: int, *, city: bool) -> bool:
    """True if the place name headed by token `index` means the place; `city`: it is a city's, not a country's."""
    return verdict(view, index, "capital" if city else "country").literal


def is_literal_in_text(before: str, after: str) -> bool:
    """The same for a sentence that was not parsed."""
    return verdict_in_words(before, after, "country").literal


def kind_of(entry: NameEntry) -> str:
    """The sort of place that a listed name is, as `verdict` wants it."""
    if entry.kind == "region":
        return "state" if entry.country is not None else "area"
    return entry.kind if entry.kind in KINDS else "body"


def in_scene(scene: Scene, start: int, end: int, kind: str, agents: frozenset[str]) -> Verdict:
    """Whether the name at clean offsets [start, end) means the place, by the parse if the sentence has one."""
    view = scene.view
    head = view.head_of(*view.tokens_of(start, end)) if view is not None else None
    if view is None or head is None:
        return verdict_in_words(scene.text(start - _AROUND, start), scene.text(end, end + _AROUND), kind, agents)
    return verdict(view, head, kind, agents)
