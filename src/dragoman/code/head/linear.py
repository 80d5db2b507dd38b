"""A linear model over named features, and its file. In: names of features. Out: a probability for each label, and which features spoke for it.

The file is an npz: labels, feature names (one string, line by line), int8 weights with one scale for each label, biases, temperature.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
STEPS = 127  # int8


@dataclass(frozen=True, slots=True)
class Linear:
    """Multinomial logistic regression: p = softmax((bias + sum of the features' weights) / temperature)."""

    labels: tuple[str, ...]
    rows: Mapping[str, int]
    weights: Floats  # features x labels
    bias: Floats
    temperature: float

    def logits(self, features: Iterable[str]) -> Floats:
        """Sum of weights of the features known, each once, divided by the root of how many there are, so that long sentences weigh no more."""
        rows = self.rows
        known = [rows[name] for name in dict.fromkeys(features) if name in rows]
        if not known:
            return self.bias / np.float32(self.temperature)
        total: Floats = self.bias + self.weights[known].sum(axis=0) / np.float32(np.sqrt(len(known)))
        return total / np.float32(self.temperature)

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Label -> probability."""
        logits = self.logits(features)
        powers = np.exp(logits - logits.max())
        return dict(zip(self.labels, (powers / powers.sum()).tolist(), strict=True))

    def reasons(self, features: Iterable[str], label: str, count: int = 3) -> list[str]:
        """The features that spoke loudest for the label against the mean of the others."""
        column = self.labels.index(label)
        known = sorted({name for name in features if name in self.rows})
        said = {name: float(self.weights[self.rows[name], column] - self.weights[self.rows[name]].mean()) for name in known}
        return sorted(said, key=lambda name: (-said[name], name))[:count]


def packed(model: Linear, prefix: str) -> dict[str, NDArray[Any]]:
    """The model as arrays for an npz; weights as int8."""
    scale = np.abs(model.weights).max(axis=0) / STEPS
    scale[scale == 0] = 1
    names = "\n".join(sorted(model.rows, key=model.rows.__getitem__)).encode()
    return {
        f"{prefix}_labels": np.frombuffer("\n".join(model.labels).encode(), dtype=np.uint8),
        f"{prefix}_names": np.frombuffer(names, dtype=np.uint8),
        f"{prefix}_weights": np.round(model.weights / scale).astype(np.int8),
        f"{prefix}_scale": np.round(scale, 6).astype(np.float32),
        f"{prefix}_bias": np.round(model.bias, 4).astype(np.float32),
        f"{prefix}_temperature": np.array([round(model.temperature, 3)], dtype=np.float32),
    }


def unpacked(arrays: Mapping[str, NDArray[Any]], prefix: str) -> Linear:
    """The model from the arrays of an npz."""
    names = arrays[f"{prefix}_names"].tobytes().decode().split("\n")
    return Linear(
        tuple(arrays[f"{prefix}_labels"].tobytes().decode().split("\n")),
        {name: row for row, name in enumerate(names)},
        arrays[f"{prefix}_weights"].astype(np.float32) * arrays[f"{prefix}_scale"],
        arrays[f"{prefix}_bias"],
        float(arrays[f"{prefix}_temperature"][0]),
    )


def npz_bytes(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """The same arrays give the same bytes: numpy writes no date into the archive."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **dict(sorted(arrays.items())))  # type: ignore[arg-type]
    return buffer.getvalue()


def labels_of(answers: Sequence[str]) -> tuple[str, ...]:
    """The labels in a fixed order."""
    return tuple(sorted(set(answers)))
