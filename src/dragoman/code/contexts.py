"""PLOVER contexts of an event. In: the lemmas of its clause, the trigger's own contexts, the parties' sectors. Out: context names, at most four."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml
from dragoman.model.reading import Actor

MAX_CONTEXTS = 4  # more say nothing any more; PLOVER's own codings seldom have more than three


@dataclass(frozen=True, slots=True)
class ContextWords:
    by_lemma: dict[str, tuple[str, ...]]
    by_sector: dict[str, tuple[str, ...]]


@cache
def load_contexts() -> ContextWords:
    data = parse_yaml((resources.files("dragoman.code") / "contexts.yaml").read_text(encoding="utf-8"), "code/contexts.yaml")
    lemmas: dict[str, tuple[str, ...]] = {}
    sectors: dict[str, tuple[str, ...]] = {}
    for context, entry in data.items():
        for lemma in entry["lemmas"]:
            lemmas[lemma] = (*lemmas.get(lemma, ()), context)
        for sector in entry["sectors"]:
            sectors[sector] = (*sectors.get(sector, ()), context)
    return ContextWords(lemmas, sectors)


def contexts_of(own: Iterable[str], lemmas: Iterable[str], parties: Iterable[Actor]) -> tuple[str, ...]:
    """The trigger's contexts, then those that most words speak for; ties in alphabetical order."""
    words = load_contexts()
    votes: dict[str, int] = {}
    for lemma in lemmas:
        for context in words.by_lemma.get(lemma, ()):
            votes[context] = votes.get(context, 0) + 1
    for actor in parties:
        for context in words.by_sector.get(actor.sector or "", ()):
            votes[context] = votes.get(context, 0) + 1
    found = list(dict.fromkeys(own))
    found += [context for context in sorted(votes, key=lambda name: (-votes[name], name)) if context not in found]
    return tuple(found[:MAX_CONTEXTS])
