"""Fits the weights of mentions/data/literal_cues.tsv to the marked sentences of evaluate/data/literal.tsv.

In: sentences of this project with each place name marked as place or government. Out: the table, one cue a line with its weight and
an example. Run as `python -m dragoman.evaluate.literal_fit`; it needs the parser's model and says how well held-out sentences are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from dragoman import knowledge
from dragoman.mentions.position import in_parse, in_words
from dragoman.mentions.syntax import View
from dragoman.model import KnowledgeError
from dragoman.model.working import Sentence
from dragoman.parse.language import language
from dragoman.parse.tree import Trees

SENTENCES = "evaluate/data/literal.tsv"
_MARKED = re.compile(r"\[([lm])([a-z]) ([^\]]+)\]")
_SORTS = {"c": "country", "k": "capital", "s": "state", "a": "area", "t": "city", "p": "place", "d": "demonym", "b": "body"}
# Strength of the pull towards 0; on held-out sentences .1 reads .846 of the names rightly, .3 .851, 1.2 .860. And the weight below which a cue is left out.
_PULL = 0.3
_LEAST = 0.12
# A cue met in fewer sentences than this is left out.
_RARE = 2
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked name: its cues by the parse or by the words alone, and whether it is the place."""

    cues: tuple[str, ...]
    literal: bool
    sentence: str


def marked(line: str, number: int) -> tuple[str, list[tuple[int, int, str, bool]]]:
    """The plain sentence of a line and its names: start, end, kind, literal.

    Raises:
        KnowledgeError: if the line has no mark or one of an unknown sort.
    """
    text, names, at = "", [], 0
    for found in _MARKED.finditer(line):
        if found.group(2) not in _SORTS:
            raise KnowledgeError(f"unknown sort of name: {found.group(2)}", source=SENTENCES, line=number)
        text += line[at : found.start()]
        names.append((len(text), len(text) + len(found.group(3)), _SORTS[found.group(2)], found.group(1) == "l"))
        text, at = text + found.group(3), found.end()
    if not names:
        raise KnowledgeError("no name is marked", source=SENTENCES, line=number)
    return text + line[at:], names


def examples() -> Iterator[list[Marked]]:
    """For each sentence its names twice: as the parse shows them and as the words alone do."""
    source = (resources.files("dragoman.evaluate") / "data" / "literal.tsv").read_text(encoding="utf-8")
    lines = [(number, line) for number, line in enumerate(source.splitlines(), start=1) if line.strip() and not line.startswith("#")]
    sentences = [marked(line, number) for number, line in lines]
    agents, trees = knowledge.load().agents.heads, Trees(language().vocab)
    for (text, names), doc in zip(sentences, language().pipe([text for text, _ in sentences]), strict=True):
        view = View.of(Sentence(0, 0, len(text), "body", text, trees.of(doc)))
        assert view is not None
        found = []
        for start, end, kind, literal in names:
            head = view.head_of(*view.tokens_of(start, end))
            if head is not None:
                found.append(Marked(tuple(in_parse(view, head, kind, agents)), literal, text))
            found.append(Marked(tuple(in_words(text[:start], text[end:], kind, agents)), literal, text))
        yield found


def fit(rows: Sequence[Marked]) -> dict[str, float]:
    """Weights in logits by penalised logistic regression (Newton's method); `bias` is the constant."""
    counts = Counter(cue for row in rows for cue in set(row.cues))
    cues = ["bias", *sorted(cue for cue, count in counts.items() if count >= _RARE)]
    column = {cue: at for at, cue in enumerate(cues)}
    table = np.zeros((len(rows), len(cues)))
    table[:, 0] = 1.0
    for at, row in enumerate(rows):
        for cue in row.cues:
            if cue in column:
                table[at, column[cue]] = 1.0
    truth = np.array([float(row.literal) for row in rows])
    weights = np.zeros(len(cues))
    for _ in range(25):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - truth) + _PULL * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + _PULL * np.eye(len(cues))
        weights -= np.linalg.solve(curve, slope)
    return {cue: float(weight) for cue, weight in zip(cues, weights, strict=True)}


def right(rows: Sequence[Marked], weights: dict[str, float]) -> int:
    """How many names the weights read as marked."""
    return sum((sum(weights.get(cue, 0.0) for cue in {"bias", *row.cues}) > 0) == row.literal for row in rows)


def held_out(sentences: Sequence[list[Marked]]) -> float:
    """Share of names read rightly in sentences that the weights were not fitted to."""
    hits = total = 0
    for fold in range(_FOLDS):
        weights = fit([row for at, found in enumerate(sentences) if at % _FOLDS != fold for row in found])
        for at, found in enumerate(sentences):
            if at % _FOLDS == fold:
                hits, total = hits + right(found, weights), total + len(found)
    return hits / total


def table(sentences: Sequence[list[Marked]]) -> str:
    """The text of literal_cues.tsv: cues by weight, each with the shortest sentence that shows it on its side."""
    rows = [row for found in sentences for row in found]
    weights = fit(rows)
    shown: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: len(row.sentence)):
        for cue in row.cues:
            if (weights.get(cue, 0.0) > 0) == row.literal:
                shown.setdefault(cue, row.sentence)
    lines = [
        "# Cue, weight in logits (above 0: the place), example. Fitted by `python -m dragoman.evaluate.literal_fit` to the project's own marked sentences.",
        *(
            f"{cue}\t{weight:+.2f}\t{shown.get(cue, 'every name')}"
            for cue, weight in sorted(weights.items(), key=lambda pair: (-round(pair[1], 2), pair[0]))
            if abs(weight) >= _LEAST
        ),
    ]
    return "\n".join(lines) + "\n"


def main(out: Any = None) -> None:
    """Writes the table and prints how held-out sentences are read."""
    sentences = list(examples())
    path = Path(out or str(resources.files("dragoman.mentions") / "data" / "literal_cues.tsv"))
    path.write_text(table(sentences), encoding="utf-8")
    rows = [row for found in sentences for row in found]
    print(f"{len(rows)} readings; fitted {right(rows, fit(rows)) / len(rows):.3f}, held out {held_out(sentences):.3f}")


if __name__ == "__main__":
    main()
