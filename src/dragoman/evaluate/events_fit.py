"""Fits the weights of resolve/data/event_weights.yaml: `python -m dragoman.evaluate.events_fit [--record R.db --truth T.tsv] [--write]`.

In: invented worlds and, if given, a record whose event reports were judged by hand. Out: figures for weights set by hand and fitted, on pairs that the fit has
not seen; with `--write` the table. T.tsv holds `event report, event, group` with tabs; a group (a story) is held out as a whole.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.evaluate.invented import world
from dragoman.record import Record
from dragoman.resolve.barriers import forbids
from dragoman.resolve.blocks import pairs_to_compare
from dragoman.resolve.claims import Claim
from dragoman.resolve.evidence import evidence
from dragoman.resolve.placing import by_origin, narrowed
from dragoman.resolve.resolution import resolve
from dragoman.resolve.tellings import Telling, tellings
from dragoman.resolve.weights import SOURCE, Weights, event_weights, parse

# Seeds of the worlds to fit on and of the one held out, and how many pairs of states each holds.
SEEDS, HELD_OUT, STATES = (1, 2), 101, 1
# The share of pairs that are one event where nothing forbids it: that of annotated dispatches, since invented worlds are thick with copies.
SHARE = 0.18
# Pull towards the weights set by hand (invented worlds), and from there towards those of the worlds (annotated pairs, which are few).
PULL_HAND, PULL_WORLD = 0.01, 0.1
STEPS = 600
_LIMIT = 9.0

Matrix = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Compared pairs: `rows` holds the amount of each kind of evidence, `same` 1 where the two are one event, `groups` the two groups."""

    rows: Matrix
    same: Matrix
    groups: tuple[frozenset[str], ...]

    def without(self, group: str) -> Pairs:
        return self._where([group not in groups for groups in self.groups])

    def inside(self, group: str) -> Pairs:
        return self._where([groups == {group} for groups in self.groups])

    def of_one_group(self) -> Pairs:
        return self._where([len(groups) == 1 for groups in self.groups])

    def _where(self, keep: Sequence[bool]) -> Pairs:
        mask = np.array(keep, dtype=bool)
        return Pairs(self.rows[mask], self.same[mask], tuple(groups for groups, kept in zip(self.groups, keep, strict=True) if kept))


def compared(told: Sequence[Telling], truth: Mapping[str, str], groups: Mapping[str, str], names: Sequence[str]) -> Pairs:
    """All pairs that resolving compares and nothing forbids, both judged."""
    place = {name: number for number, name in enumerate(names)}
    rows, same, held = [], [], []
    for one, two in zip(*pairs_to_compare(told), strict=True):
        left, right = told[one], told[two]
        if left.id in truth and right.id in truth and forbids(left, right) is None:
            row = np.zeros(len(names))
            for piece in evidence(left, right):
                row[place[piece.name]] += piece.amount
            rows.append(row)
            same.append(float(truth[left.id] == truth[right.id]))
            held.append(frozenset({groups.get(left.id, ""), groups.get(right.id, "")}))
    return Pairs(np.array(rows).reshape(-1, len(names)), np.array(same), tuple(held))


def invented(seed: int, names: Sequence[str]) -> Pairs:
    """Pairs of an invented world."""
    made = world(seed, STATES)
    written = narrowed({claim.id: claim.written for claim in made.claims}, by_origin(made.origins))
    told = [one for claim in made.claims for one in tellings(claim, made.origins, written[claim.id])]
    return compared(told, made.truth, {}, names)


def annotated(record: Path, truth: Path, names: Sequence[str]) -> Pairs:
    """Pairs of a record that was judged by hand, its reports placed in time as resolving places them."""
    with Record.open(record, read_only=True) as opened:
        claims = [Claim(report, reading) for report, reading in opened.claims()]
    found = resolve(claims)
    as_read = narrowed({claim.id: claim.written for claim in claims}, by_origin(found.origins))
    placed = narrowed(as_read, [story.reports for story in found.stories])
    told = [one for claim in claims for one in tellings(claim, found.origins, placed[claim.id])]
    cells = [line.split("\t") for line in truth.read_text(encoding="utf-8").splitlines() if line.strip()]
    return compared(told, {one: event for one, event, _ in cells}, {one: group for one, _, group in cells}, names)


def fit(pairs: Pairs, weights: Weights, pull: float, share: float | None = None) -> Weights:
    """Logistic regression pulled towards `weights`, no weight against its sign; accelerated projected gradient.

    Args:
        pull: strength of the pull, against a mean log-loss of 1.
        share: weigh the pairs so that this share is the same; as they are if None.
    """
    sides = list(weights.of.values())
    anchor = np.array([*(one.weight for one in sides), weights.start])
    low = np.array([*({"+": 0.0, "=": one.hand}.get(one.sign, -_LIMIT) for one in sides), -_LIMIT])
    high = np.array([*({"-": 0.0, "=": one.hand}.get(one.sign, _LIMIT) for one in sides), _LIMIT])
    rows = np.hstack([pairs.rows, np.ones((len(pairs.same), 1))])
    counts = balance(pairs.same, share)
    names = [one.name for one in sides]
    chains = [[names.index(name) for name in chain] for chain in weights.chains]
    steep = 0.25 * float(np.linalg.norm(rows * np.sqrt(counts)[:, None], 2)) ** 2 + pull
    now, ahead, pace = anchor.copy(), anchor.copy(), 1.0
    for _ in range(STEPS):
        slope = rows.T @ (counts * (1 / (1 + np.exp(-rows @ ahead)) - pairs.same)) + pull * (ahead - anchor)
        new = np.clip(in_order(ahead - slope / steep, chains), low, high)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead, now, pace = new + (pace - 1) / faster * (new - now), new, faster
    return replace(weights, start=float(now[-1]), of={one.name: replace(one, weight=float(value)) for one, value in zip(sides, now, strict=False)})


def in_order(values: Matrix, chains: Sequence[Sequence[int]]) -> Matrix:
    """The nearest values that do not fall along any chain: neighbours that do are both set to their mean."""
    out = values.copy()
    for chain in chains:
        pools: list[tuple[float, int]] = []
        for place in chain:
            pools.append((float(out[place]), 1))
            while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
                (one, few), (two, more) = pools.pop(-2), pools.pop()
                pools.append(((one * few + two * more) / (few + more), few + more))
        out[list(chain)] = [mean for mean, size in pools for _ in range(size)]
    return out


def balance(same: Matrix, share: float | None) -> Matrix:
    """How much each pair counts, all together 1: so that the given share of them is the same, or all alike."""
    counts = np.ones(len(same))
    if share is not None:
        told = same.mean()
        counts = np.where(same == 1, share / told, (1 - share) / (1 - told))
    found: Matrix = counts / counts.sum()
    return found


def rounded(weights: Weights) -> Weights:
    """To one digit: more would pretend to know."""
    return replace(weights, start=round(weights.start, 1), of={name: replace(one, weight=round(one.weight, 1) + 0.0) for name, one in weights.of.items()})


def by_hand(weights: Weights) -> Weights:
    """The weights as they were first set."""
    return replace(weights, start=weights.start_by_hand, of={name: replace(one, weight=one.hand) for name, one in weights.of.items()})


def scores(pairs: Pairs, weights: Weights) -> Matrix:
    """Log-odds of every pair."""
    found: Matrix = pairs.rows @ np.array([one.weight for one in weights.of.values()]) + weights.start
    return found


def figures(odds: Matrix, same: Matrix, share: float | None = None) -> str:
    """Log-loss, area under the curve, and how often the bar at 0 is right, as a line."""
    counts = balance(same, share)
    loss = float(counts @ (np.logaddexp(0, odds) - same * odds))
    right = float(counts @ ((odds >= 0) == (same == 1)))
    return f"log-loss {loss:.3f}  AUC {area(odds, same):.3f}  right at the bar {right:.3f}  pairs {len(same)}"


def area(odds: Matrix, same: Matrix) -> float:
    """Share of (same, other) couples in which the same pair scores higher; ties count half."""
    _, place, counts = np.unique(odds, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[place]
    ones = float(same.sum())
    return float((rank[same == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(same) - ones)))


def held_out(pairs: Pairs, weights: Weights, pull: float) -> tuple[Matrix, Matrix]:
    """Scores and truth of every pair inside a group by weights fitted without that group."""
    odds, same = [], []
    for group in sorted({group for groups in pairs.groups for group in groups}):
        inside = pairs.inside(group)
        if len(inside.same):
            odds.append(scores(inside, rounded(fit(pairs.without(group), weights, pull))))
            same.append(inside.same)
    return np.concatenate(odds), np.concatenate(same)


def table(text: str, weights: Weights, pairs: Pairs) -> str:
    """The table with new weights, and with the numbers of pairs (same and other) that hold each; all else as it was."""
    lines, number = [], {name: place for place, name in enumerate(weights.of)}
    for line in text.splitlines():
        if line.startswith("start:"):
            line = f"start: {{weight: {weights.start:.1f}, hand: {weights.start_by_hand:.1f}}}"
        elif line.startswith("- {name: "):
            name = parse_name(line)
            one, held = weights.of[name], pairs.rows[:, number[name]] != 0
            head, tail = line.split("weight: ", 1)[0], line.split("sign: ", 1)[1]
            same, other = int(pairs.same[held].sum()), int((1 - pairs.same[held]).sum())
            head = f"{head}weight: {one.weight:.1f}, hand: {one.hand:.1f}, same: {same}, other: {other}, sign: "
            line = head + tail
        lines.append(line)
    return "\n".join(lines) + "\n"


def parse_name(line: str) -> str:
    """The name in the first line of an entry."""
    return line.split('"', 2)[1]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fits, prints the figures, and writes the table if told to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args(arguments)
    hand = by_hand(event_weights())
    names = list(hand.of)
    seen = [invented(seed, names) for seed in SEEDS]
    worlds = Pairs(np.concatenate([one.rows for one in seen]), np.concatenate([one.same for one in seen]), ())
    unseen = invented(HELD_OUT, names)
    fitted = fit(worlds, hand, PULL_HAND, SHARE)
    for label, weights in (("by hand", hand), ("fitted to worlds", rounded(fitted))):
        print(f"invented world held out, {label}: {figures(scores(unseen, weights), unseen.same, SHARE)}")
    pairs = worlds
    if chosen.record and chosen.truth:
        pairs = annotated(chosen.record, chosen.truth, names)
        inside = pairs.of_one_group()
        for label, weights in (("by hand", hand), ("fitted to worlds", rounded(fitted))):
            print(f"annotated, {label}: {figures(scores(inside, weights), inside.same)}")
        print(f"annotated, fitted to worlds and to the other groups: {figures(*held_out(pairs, fitted, PULL_WORLD))}")
        fitted = fit(pairs, fitted, PULL_WORLD)
    if chosen.write:
        path = Path(__file__).parents[1] / SOURCE
        made = table(path.read_text(encoding="utf-8"), rounded(fitted), pairs)
        parse(made)
        path.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
