"""The film of a neuron: same bins, all rows counted once."""

import numpy as np
import pytest

from clicklens.analysis.neuron_film import neuron_film
from tests.captured_runs import make_captured
from tests.states_by_hand import captured_by_hand


def test_every_row_is_in_a_bin_or_at_zero_in_the_same_bins_at_every_step() -> None:
    states = {1: {"train": {"h": [[0], [1], [2], [4]]}}, 2: {"train": {"h": [[0], [0], [0], [8]]}}}
    edges, film = neuron_film(captured_by_hand(states), "train", "h", 0, step=2, bins=4, most_steps=60)
    assert edges == (0, 2, 4, 6, 8)
    assert film[0].shares == (0.25, 0.25, 0.25, 0)
    assert film[1].shares == (0, 0, 0, 0.25)
    assert [point.zero_share for point in film] == [0.25, 0.75]
    assert [point.mean for point in film] == [1.75, 2.0]


def test_sampling_weights_count() -> None:
    states = {1: {"train": {"h": [[0], [1], [2], [4]]}}}
    subject = captured_by_hand(states, weights=[1, 1, 1, 5])
    _, (now,) = neuron_film(subject, "train", "h", 0, step=1, bins=4, most_steps=60)
    assert now.shares == (0, 0.125, 0.125, 0.625)
    assert now.zero_share == pytest.approx(0.125)


def test_a_still_neuron_and_one_that_diverged_have_bins_too() -> None:
    states = {1: {"train": {"h": [[0, np.nan], [0, 1.0]]}}}
    edges, (still,) = neuron_film(captured_by_hand(states), "train", "h", 0, step=1, bins=2, most_steps=60)
    assert (edges, still.shares, still.zero_share) == ((0, 0.5, 1), (0, 0), 1)
    _, (wild,) = neuron_film(captured_by_hand(states), "train", "h", 1, step=1, bins=2, most_steps=60)
    assert (wild.mean, wild.deviation, sum(wild.shares)) == (None, None, 0.5)


def test_of_many_snapshots_some_are_left_out() -> None:
    film = neuron_film(make_captured(steps=9), "test", "layer_1", 0, step=400, bins=4, most_steps=5)[1]
    assert len(film) == 5
    assert {100, 400, 900} <= {point.step for point in film}
