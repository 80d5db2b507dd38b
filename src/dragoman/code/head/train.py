"""`make train`: fits the head to the sentences in training/ and writes its weights. In: a folder of *.tsv. Out: code/head/data/head.npz, figures on the screen.

The same sentences, language model and program give the same bytes. Cross-validation is by sentence.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.code.head.examples import read_sentences, role_examples, type_examples
from dragoman.code.head.learning import Example, calibrated, crossed, fit
from dragoman.code.head.linear import Linear, npz_bytes, packed
from dragoman.code.head.rows import read_rows, rows_digest
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
    types: list[Example] = []
    roles: list[Example] = []
    for read in read_sentences(read_rows(folder), knowledge):
        types += type_examples(read)
        roles += role_examples(read)
    arrays, told = {}, []
    for name, examples in (("types", types), ("roles", roles)):
        model, accuracy = _fitted(examples)
        arrays.update(packed(model, name))
        told.append(f"{name}: {len(examples)} examples, {len(model.rows)} features, weighted accuracy on unseen sentences {accuracy:.3f}")
    arrays.update(origin(folder))
    return npz_bytes(arrays), told


def origin(folder: Path) -> dict[str, NDArray[np.uint8]]:
    """What the weights were fitted to, for the npz: digests of the training rows and of the trigger lexicon, SHA-256 as text."""
    lexicon = hashlib.sha256()
    for file in sorted((resources.files("dragoman.knowledge") / "data" / "triggers").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            lexicon.update(file.read_bytes())
    told = {"rows_digest": rows_digest(folder), "lexicon_digest": lexicon.hexdigest()}
    return {name: np.frombuffer(value.encode(), dtype=np.uint8) for name, value in told.items()}


def _fitted(examples: Sequence[Example]) -> tuple[Linear, float]:
    answers = crossed(examples)
    right = sum(example.weight for example, logits in zip(examples, answers, strict=True) if max(logits, key=logits.__getitem__) == example.label)
    return calibrated(fit(examples), examples, answers), right / sum(example.weight for example in examples)


if __name__ == "__main__":
    main()
