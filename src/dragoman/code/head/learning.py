"""Fits a linear model: multinomial logistic regression with ridge, by L-BFGS from zero, in numpy alone. In: lists of features, labels, weights. Out: Linear.

Full batches from a fixed start: the same rows give the same weights. Needed only to train, never to read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dragoman.code.head.linear import Linear, labels_of

Doubles = NDArray[np.float64]
RIDGE = 1.0  # cross-validated accuracy of types: .760; .759 with .3, .757 with 3
ROUNDS = 50
MEMORY = 8
FOLDS = 3  # more change the temperature by less than a step and cost a fit each
SEEN = 2  # a feature seen in fewer training instances teaches only its own sentence
TEMPERATURES = tuple(round(0.4 + 0.05 * step, 2) for step in range(33))


@dataclass(frozen=True, slots=True)
class Example:
    """What one instance looked like, what it was, how much it counts, and which sentence it came from."""

    features: tuple[str, ...]
    label: str
    weight: float
    group: str


class _Matrix:
    """Instances x features, each row scaled by the root of its length, kept as two index lists."""

    def __init__(self, lists: Sequence[Sequence[int]], columns: int) -> None:
        lengths = np.array([len(one) for one in lists])
        self.columns = columns
        self.rows = np.repeat(np.arange(len(lists)), lengths)
        self.index = np.array([column for one in lists for column in one], dtype=np.int64)
        self.values = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths)
        self.starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        self.empty = lengths == 0
        self.order = np.argsort(self.index, kind="stable")
        ordered = self.index[self.order]
        self.present, self.cuts = np.unique(ordered, return_index=True)

    def times(self, weights: Doubles) -> Doubles:
        if not len(self.index):  # no feature was seen twice
            return np.zeros((len(self.starts), weights.shape[1]))
        product: Doubles = np.add.reduceat(weights[self.index] * self.values[:, None], np.minimum(self.starts, len(self.index) - 1), axis=0)
        product[self.empty] = 0
        return product

    def transposed_times(self, errors: Doubles) -> Doubles:
        told = errors[self.rows[self.order]] * self.values[self.order][:, None]
        total = np.zeros((self.columns, errors.shape[1]))
        if not len(self.index):
            return total
        total[self.present] = np.add.reduceat(told, self.cuts, axis=0)
        return total


def fit(examples: Sequence[Example], *, ridge: float = RIDGE, rounds: int = ROUNDS) -> Linear:
    """The model of these examples, temperature 1."""
    counts = Counter(name for example in examples for name in set(example.features))
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    rows = {name: row for row, name in enumerate(names)}
    labels = labels_of([example.label for example in examples])
    matrix = _Matrix([sorted({rows[name] for name in example.features if name in rows}) for example in examples], len(names))
    truth = np.zeros((len(examples), len(labels)))
    truth[np.arange(len(examples)), [labels.index(example.label) for example in examples]] = 1
    weight = np.array([example.weight for example in examples])[:, None]

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        parameters = flat.reshape(len(names) + 1, len(labels))
        logits = matrix.times(parameters[:-1]) + parameters[-1]
        logits -= logits.max(axis=1, keepdims=True)
        powers = np.exp(logits)
        chance = powers / powers.sum(axis=1, keepdims=True)
        errors = weight * (chance - truth)
        value = -float((weight * truth * np.log(chance + 1e-12)).sum()) + 0.5 * ridge / 10 * float((parameters[:-1] ** 2).sum())
        slope = np.vstack([matrix.transposed_times(errors) + ridge / 10 * parameters[:-1], errors.sum(axis=0)])
        return value, slope.ravel()

    flat = lowest(loss, np.zeros((len(names) + 1) * len(labels)), rounds)
    parameters = flat.reshape(len(names) + 1, len(labels)).astype(np.float32)
    return Linear(labels, rows, parameters[:-1], parameters[-1], 1.0)


def lowest(loss: Callable[[Doubles], tuple[float, Doubles]], start: Doubles, rounds: int) -> Doubles:
    """Where the loss is lowest: L-BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.4) with halving steps."""
    point = start
    value, slope = loss(point)
    if not slope.any():  # nothing to learn: one label only
        return point
    steps: list[tuple[Doubles, Doubles, float]] = []
    for _ in range(rounds):
        direction = -_curved(slope, steps)
        descent = float(direction @ slope)
        length = 1.0 if steps else min(1.0, 1.0 / float(np.abs(slope).sum()))
        for _ in range(20):
            following = point + length * direction
            new_value, new_slope = loss(following)
            if new_value <= value + 1e-4 * length * descent:
                break
            length /= 2
        else:
            break
        moved, bent = following - point, new_slope - slope
        curvature = float(moved @ bent)
        if curvature > 1e-10:
            steps = [*steps[-MEMORY + 1 :], (moved, bent, 1 / curvature)]
        done = abs(value - new_value) < 1e-6 * max(1.0, abs(value))
        point, value, slope = following, new_value, new_slope
        if done:
            break
    return point


def _curved(slope: Doubles, steps: Sequence[tuple[Doubles, Doubles, float]]) -> Doubles:
    direction = slope.copy()
    shares = []
    for moved, bent, inverse in reversed(steps):
        share = inverse * float(moved @ direction)
        direction -= share * bent
        shares.append(share)
    if steps:
        moved, bent, _ = steps[-1]
        direction *= float(moved @ bent) / float(bent @ bent)
    for (moved, bent, inverse), share in zip(steps, reversed(shares), strict=True):
        direction += (share - inverse * float(bent @ direction)) * moved
    return direction


def folds_of(groups: Iterable[str]) -> dict[str, int]:
    """Which fold each sentence is kept out of, in their order."""
    return {group: place % FOLDS for place, group in enumerate(dict.fromkeys(groups))}


def crossed(examples: Sequence[Example], folds: Mapping[str, int]) -> tuple[list[dict[str, float]], list[Linear]]:
    """Logits of each example from a model that saw no example of its sentence (labels never seen are left out); and those models, by fold."""
    models = [fit([example for example in examples if folds[example.group] != fold]) for fold in range(FOLDS)]
    answers = []
    for example in examples:
        model = models[folds[example.group]]
        answers.append(dict(zip(model.labels, model.logits(example.features).tolist(), strict=True)))
    return answers, models


def calibrated(model: Linear, examples: Sequence[Example], answers: Sequence[dict[str, float]]) -> Linear:
    """The model with the temperature under which held-out answers are least surprised (Guo et al., ICML 2017)."""
    return replace(model, temperature=min(TEMPERATURES, key=lambda one: (round(surprise(examples, answers, one), 6), one)))


def surprise(examples: Sequence[Example], answers: Sequence[dict[str, float]], temperature: float) -> float:
    """Weighted mean negative log-likelihood."""
    total = weight = 0.0
    for example, logits in zip(examples, answers, strict=True):
        values = np.array(list(logits.values())) / temperature
        top = float(values.max())
        mass = top + float(np.log(np.exp(values - top).sum()))
        own = logits.get(example.label)
        total += example.weight * (mass - (own / temperature if own is not None else top - 20))
        weight += example.weight
    return total / weight
