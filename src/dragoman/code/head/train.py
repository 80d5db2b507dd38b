"""`make train`: fits the head to the sentences in training/ and writes its weights. In: a folder of *.tsv. Out: code/head/data/head.npz, figures on the screen.

The same sentences, language model and program give the same bytes. Cross-validation is by sentence.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from dragoman.code.head.examples import read_sentences, role_examples, type_examples
from dragoman.code.head.learning import Example, calibrated, crossed, fit
from dragoman.code.head.linear import Linear, npz_bytes, packed
from dragoman.code.head.rows import read_rows
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
    return npz_bytes(arrays), told


def _fitted(examples: Sequence[Example]) -> tuple[Linear, float]:
    answers = crossed(examples)
    right = sum(example.weight for example, logits in zip(examples, answers, strict=True) if max(logits, key=logits.__getitem__) == example.label)
    return calibrated(fit(examples), examples, answers), right / sum(example.weight for example in examples)


if __name__ == "__main__":
    main()
