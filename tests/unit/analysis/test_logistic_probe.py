"""The probe's solver: it converges, honours weights and leaves dead neurons out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.analysis.logistic_probe import LogisticProbe, fit_probe
from clicklens.core.errors import UnavailableError


def rows(n: int = 300, width: int = 5, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    states = np.maximum(random.normal(size=(n, width)), 0)
    labels = (random.random(n) < 1 / (1 + np.exp(1 - states.sum(axis=1)))).astype(np.float32)
    labels[:2] = 0, 1
    return states.astype(np.float32), labels


def slope_at(probe: LogisticProbe, states: np.ndarray, labels: np.ndarray, weights: np.ndarray, c: float) -> np.ndarray:
    """The objective's gradient by β and b, which is 0 where the probe has converged."""
    x = (states - probe.centre) / probe.scale
    residual = c * weights / weights.mean() * (1 / (1 + np.exp(-probe.score(states))) - labels)
    return np.append(probe.coefficients + residual @ x, residual.sum())


@given(seed=st.integers(0, 10**6), c=st.sampled_from([0.01, 1.0, 1e4]), width=st.integers(1, 8))
def test_it_ends_where_the_objective_is_flat(seed: int, c: float, width: int) -> None:
    states, labels = rows(60, width, seed)
    weights = np.random.default_rng(seed).uniform(0.1, 3.0, 60)
    probe = fit_probe(states, labels, weights=weights, c=c)
    assert np.abs(slope_at(probe, states, labels, weights, c)).max() < 1e-3 * max(c, 1.0)
    assert probe.passes < 30


def test_a_weight_counts_as_that_many_rows_when_the_mean_weight_is_kept() -> None:
    states, labels = rows()
    times = np.arange(300) % 2 * 2  # every other row twice, the rest not at all: 300 rows again
    weighted = fit_probe(states, labels, weights=times)
    repeated = fit_probe(states[1::2].repeat(2, axis=0), labels[1::2].repeat(2), weights=np.ones(300))
    assert weighted.coefficients == pytest.approx(repeated.coefficients)
    assert weighted.intercept == pytest.approx(repeated.intercept)


def test_neurons_that_never_vary_say_nothing() -> None:
    states, labels = rows()
    padded = np.column_stack([np.zeros(300), states, np.full(300, 7.3)])
    probe, plain = (fit_probe(x, labels, weights=np.ones(300)) for x in (padded, states))
    assert probe.coefficients[[0, -1]].tolist() == [0, 0]
    assert probe.score(padded) == pytest.approx(plain.score(states))


def test_a_layer_without_any_living_neuron_knows_the_click_rate_only() -> None:
    _, labels = rows()
    probe = fit_probe(np.zeros((300, 4)), labels, weights=np.ones(300))
    assert 1 / (1 + np.exp(-probe.score(np.zeros((2, 4))))) == pytest.approx(labels.mean())


def test_where_it_starts_does_not_matter_but_a_near_start_is_quicker() -> None:
    states, labels = rows()
    cold = fit_probe(states, labels, weights=np.ones(300))
    warm = fit_probe(states, labels, weights=np.ones(300), start=cold)
    wild = LogisticProbe(cold.centre, cold.scale, cold.coefficients * 1e6, 1e9, 0)
    far = fit_probe(states, labels, weights=np.ones(300), start=wild)
    assert warm.passes < cold.passes
    assert warm.coefficients == pytest.approx(cold.coefficients)
    assert far.coefficients == pytest.approx(cold.coefficients)


def test_perfectly_separable_rows_have_a_probe_too() -> None:
    states = np.concatenate([np.full((50, 1), -1.0), np.full((50, 1), 1.0)])
    probe = fit_probe(states, np.repeat([0, 1], 50), weights=np.ones(100), c=1e6)
    assert probe.score([[1.0]])[0] > 10


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_states_that_are_not_finite_are_refused_in_words(bad: float) -> None:
    with pytest.raises(UnavailableError, match="diverged"), np.errstate(invalid="ignore"):
        fit_probe(np.array([[0.5], [bad], [1.0]]), [0, 1, 1], weights=np.ones(3))
