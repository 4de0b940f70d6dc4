import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.analysis.activity import (
    activity,
    activity_of,
    correlation_of,
    correlation_strength,
    redrawn_fluctuation,
    woken,
)
from clicklens.analysis.redraws import Redraws
from tests.captured_runs import make_captured


def test_kept_statistics_and_activations_say_the_same() -> None:
    states = make_captured(steps=2).states(200, "train")
    kept, computed = activity_of(states, "layer_2"), activity(states.activations["layer_2"])
    assert kept.mean == pytest.approx(computed.mean, abs=1e-5)
    assert kept.deviation == pytest.approx(computed.deviation, abs=1e-5)
    assert kept.is_barely_active.tolist() == computed.is_barely_active.tolist()


def test_unequal_weights_are_honoured() -> None:
    states = make_captured(steps=1, weighted=True).states(100, "train")
    weighed = activity_of(states, "layer_1")
    repeated = activity(np.repeat(states.activations["layer_1"], states.weights.astype(int), axis=0))
    assert weighed.fluctuation == pytest.approx(repeated.fluctuation, rel=1e-5)
    pairs = np.repeat(states.preactivations["layer_1"], states.weights.astype(int), axis=0)
    assert correlation_of(states, "layer_1") == pytest.approx(correlation_strength(pairs), rel=1e-4)


def test_without_values_before_the_nonlinearity_there_is_no_correlation() -> None:
    assert correlation_of(make_captured(steps=1, preactivations=False).states(100, "train"), "layer_1") is None


def test_rows_of_weight_zero_do_not_make_a_neuron_vary() -> None:
    values = np.array([[1.0, 1.0, 0.0], [1.0, 2.0, 1.0], [9.0, 0.0, 5.0]])
    assert correlation_strength(values, np.array([1.0, 1.0, 0.0])) == pytest.approx(1.0)
    assert correlation_strength(values[:, :2], np.array([1.0, 1.0, 0.0])) is None


@given(st.integers(0, 2**32 - 1), st.integers(2, 30), st.integers(2, 6))
def test_correlation_strength_is_that_of_numpy(seed: int, n: int, width: int) -> None:
    values = np.random.default_rng(seed).standard_normal((n, width))
    pairs = np.abs(np.corrcoef(values.T))[np.triu_indices(width, k=1)]
    assert correlation_strength(values) == pytest.approx(pairs.mean())


def test_correlation_strength_survives_large_means_in_single_precision() -> None:
    values = np.random.default_rng(0).standard_normal((500, 4))
    shifted = (values + 1000).astype(np.float32)
    assert correlation_strength(shifted) == pytest.approx(correlation_strength(values), abs=1e-3)


def test_a_redraw_is_the_fluctuation_of_rows_repeated_as_often_as_they_are_drawn() -> None:
    values = np.random.default_rng(0).standard_normal((40, 3)) + 100
    redraws = Redraws(np.ones(40, dtype=np.float32), draws=5, seed=1)
    drawn = redrawn_fluctuation(values, redraws)
    assert drawn[0] == pytest.approx(activity(values).fluctuation)
    times = np.rint(redraws.weights[3] * 40).astype(int)
    assert drawn[3] == pytest.approx(activity(np.repeat(values, times, axis=0)).fluctuation)


def test_a_redraw_without_weight_has_no_fluctuation() -> None:
    redraws = Redraws(np.ones(4, dtype=np.float32), draws=40)
    part = redraws.part(slice(0, 1))
    drawn = redrawn_fluctuation(np.ones((1, 3)), part)
    assert (np.isnan(drawn) == (part.weights.sum(axis=1) == 0)).all()
    assert np.isnan(drawn).any()


def test_neurons_that_woke_are_those_barely_active_before_and_not_now() -> None:
    before = activity(np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 2.0, 0.0, 2.0]]))
    now = activity(np.array([[3.0, 1.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0]]))
    assert woken(before, now).tolist() == [True, False, False, False]
    assert woken(now, before).tolist() == [False, False, False, True]
