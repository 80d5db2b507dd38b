"""Weights are fitted to invented worlds: the same seed gives the same world, and a fit honours signs and chains and does better than its start."""

from __future__ import annotations

import numpy as np

from dragoman.evaluate.events_fit import Pairs, area, by_hand, compared, fit, in_order, scores, table
from dragoman.evaluate.invented import world
from dragoman.resolve.tellings import tellings
from dragoman.resolve.weights import event_weights, parse


def some_pairs() -> Pairs:
    made = world(7, 1)
    told = [one for claim in made.claims[:200] for one in tellings(claim, made.origins)]
    return compared(told, made.truth, {}, list(event_weights().of))


def test_a_seed_gives_one_world_and_every_event_report_its_happening() -> None:
    one, again, other = world(3, 1), world(3, 1), world(4, 1)
    assert one == again
    assert one.claims != other.claims
    assert {event.id for claim in one.claims for event in claim.reading.events} == set(one.truth)
    assert set(one.origins) == {claim.id for claim in one.claims}


def test_a_fit_does_better_than_its_start_and_keeps_signs_and_order() -> None:
    pairs, hand = some_pairs(), by_hand(event_weights())
    fitted = fit(pairs, hand, 0.01)

    def loss(odds: np.ndarray) -> float:  # type: ignore[type-arg]
        return float(np.mean(np.logaddexp(0, odds) - pairs.same * odds))

    assert loss(scores(pairs, fitted)) < loss(scores(pairs, hand))
    for weight in fitted.of.values():
        assert {"+": weight.weight >= 0, "-": weight.weight <= 0, "=": weight.weight == weight.hand, "*": True}[weight.sign]
    for chain in fitted.chains:
        values = [fitted.of[name].weight for name in chain]
        assert values == sorted(values)


def test_values_that_fall_are_set_to_their_mean() -> None:
    assert in_order(np.array([1.0, 3.0, 2.0, 5.0]), [[0, 1, 2, 3]]).tolist() == [1.0, 2.5, 2.5, 5.0]


def test_area_counts_couples_in_the_right_order() -> None:
    assert area(np.array([0.1, 0.4, 0.4, 0.9]), np.array([0.0, 0.0, 1.0, 1.0])) == 0.875


def test_the_table_is_written_with_counts_and_can_be_read_again() -> None:
    text = 'chains: []\nstart: {weight: -3.0, hand: -3.0}\nweights:\n- {name: "a b", weight: 1.0, hand: 1.0, sign: "+", says: "so", reason: "why"}\n'
    pairs = Pairs(np.array([[1.0], [0.0], [2.0]]), np.array([1.0, 0.0, 0.0]), ())
    written = table(text, parse(text), pairs)
    assert "same: 1, other: 1" in written
    assert parse(written) == parse(text)
