"""`make train`: fits the head to the sentences in training/ and writes its weights. In: a folder of *.tsv. Out: code/head/data/head.npz, figures on the screen.

The same sentences, language model and program give the same bytes. Cross-validation is by sentence.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from math import exp
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.code.head.examples import Read, mode_examples, read_sentences, role_examples, type_examples
from dragoman.code.head.learning import Example, calibrated, crossed, fit, folds_of
from dragoman.code.head.linear import Linear, npz_bytes, packed
from dragoman.code.head.outcomes import outcomes
from dragoman.code.head.rows import read_rows, rows_digest
from dragoman.code.head.scorer import MODES, Head, load_thresholds
from dragoman.code.head.trust import RIGHT, bins, calibration_error
from dragoman.knowledge import Knowledge, load

WEIGHTS = Path(__file__).parent / "data" / "head.npz"


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("training"), help="training sentences")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    asked = parser.parse_args(arguments)
    content, told = trained(asked.folder, load())
    asked.out.write_bytes(content)
    print("\n".join(told))
    print(f"{asked.out}: {len(content)} bytes")


def trained(folder: Path, knowledge: Knowledge) -> tuple[bytes, list[str]]:
    """The weights file's bytes, and lines that say how well the head does on sentences it was not fitted to."""
    reads = list(read_sentences(read_rows(folder), knowledge))
    folds = folds_of(read.rows[0].text for read in reads)
    types = _fitted([example for read in reads for example in type_examples(read)], folds)
    roles = _fitted([example for read in reads for example in role_examples(read)], folds)
    modes = _modes(reads, folds)
    # What is right or wrong in the end is told by the whole coder, each sentence read with a head that never saw it.
    blind = [Head(kinds, parts, load_thresholds()) for kinds, parts in zip(types.blind, roles.blind, strict=True)]
    trust = _fitted(list(outcomes(reads, blind, folds, knowledge)), folds)
    arrays = {**packed(types.model, "types"), **packed(roles.model, "roles"), **packed(trust.model, "trust"), **origin(folder)}
    for kind, fitted in modes.items():
        arrays.update(packed(fitted.model, f"{MODES}{kind}"))
    told = [one.told(name) for name, one in (("types", types), ("roles", roles), ("trust", trust), *((f"modes of {kind}", one) for kind, one in modes.items()))]
    return npz_bytes(arrays), [*told, *_reliability(trust)]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model of all examples, and what models of two folds in three said of the third."""

    examples: Sequence[Example]
    answers: Sequence[Mapping[str, float]]
    model: Linear
    blind: Sequence[Linear]

    def told(self, name: str) -> str:
        """How well it does, for the screen."""
        right = sum(example.weight for example, logits in zip(self.examples, self.answers, strict=True) if max(logits, key=logits.__getitem__) == example.label)
        share = right / sum(example.weight for example in self.examples)
        return f"{name}: {len(self.examples)} examples, {len(self.model.rows)} features, weighted accuracy on unseen sentences {share:.3f}"


def _fitted(examples: Sequence[Example], folds: Mapping[str, int]) -> Fitted:
    answers, blind = crossed(examples, folds)
    model = calibrated(fit(examples), examples, answers)
    return Fitted(examples, answers, model, [replace(one, temperature=model.temperature) for one in blind])


def _modes(reads: Sequence[Read], folds: Mapping[str, int]) -> dict[str, Fitted]:
    """A model of the modes of each type that has any."""
    by_type: dict[str, list[Example]] = defaultdict(list)
    for read in reads:
        for kind, example in mode_examples(read):
            by_type[kind].append(example)
    return {kind: _fitted(examples, folds) for kind, examples in sorted(by_type.items()) if len({example.label for example in examples}) > 1}


def _reliability(trust: Fitted) -> list[str]:
    """Ten bins of confidence on sentences not fitted to."""
    told = []
    for example, logits in zip(trust.examples, trust.answers, strict=True):
        powers = {label: exp(value / trust.model.temperature) for label, value in logits.items()}
        told.append((powers.get(RIGHT, 0.0) / sum(powers.values()), example.label == RIGHT))
    table = bins(told)
    lines = [f"  {place / 10:.1f}: {one.count} reports, promised {one.promised:.2f}, kept {one.kept:.2f}" for place, one in enumerate(table)]
    return ["confidence, ten bins:", *lines, f"  expected calibration error {calibration_error(table):.3f}"]


def origin(folder: Path) -> dict[str, NDArray[np.uint8]]:
    """What the weights were fitted to, for the npz: digests of the training rows and of the trigger lexicon, SHA-256 as text."""
    lexicon = hashlib.sha256()
    for file in sorted((resources.files("dragoman.knowledge") / "data" / "triggers").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            lexicon.update(file.read_bytes())
    told = {"rows_digest": rows_digest(folder), "lexicon_digest": lexicon.hexdigest()}
    return {name: np.frombuffer(value.encode(), dtype=np.uint8) for name, value in told.items()}


if __name__ == "__main__":
    main()
