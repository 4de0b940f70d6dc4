"""Probes against scikit-learn, and against layers of which it is known what they can tell."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from clicklens.analysis.logistic_probe import fit_probe
from clicklens.analysis.sampled_auc import SampledAuc


def layer(n: int, width: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """States of a ReLU layer whose neurons go together, as those of trained layers do, and labels."""
    random = np.random.default_rng(seed)
    mixed = random.normal(size=(n, 4)) @ np.random.default_rng(9).normal(size=(4, width))
    states = np.maximum(mixed + 0.3 * random.normal(size=(n, width)) - 0.5, 0).astype(np.float32)
    logits = 0.8 * states[:, 0] - 0.6 * states[:, 1] - 1.5
    return states, (random.random(n) < 1 / (1 + np.exp(-logits))).astype(np.float32)


@pytest.mark.parametrize("c", [0.01, 1.0, 100.0])
@pytest.mark.parametrize("weighted", [False, True])
def test_coefficients_and_auc_equal_scikit_learns(c: float, weighted: bool) -> None:
    states, labels = layer(1500, 24, seed=0)
    others, truth = layer(1500, 24, seed=1)
    weights = np.random.default_rng(2).uniform(0.2, 3.0, 1500) if weighted else np.ones(1500)
    weights /= weights.mean()
    ours = fit_probe(states, labels, weights=weights, c=c)
    scaler = StandardScaler().fit(states.astype(np.float64), sample_weight=weights)
    peer = LogisticRegression(C=c, solver="newton-cholesky", tol=1e-10, max_iter=500)
    peer.fit(scaler.transform(states.astype(np.float64)), labels, sample_weight=weights)
    assert ours.coefficients == pytest.approx(peer.coef_[0], abs=1e-4)
    assert ours.intercept == pytest.approx(peer.intercept_[0], abs=1e-4)
    logits = peer.decision_function(scaler.transform(others.astype(np.float64)))
    assert ours.score(others) == pytest.approx(logits, abs=1e-3)
    assert roc_auc_score(truth, ours.score(others)) == pytest.approx(roc_auc_score(truth, logits), abs=1e-4)


def test_one_neuron_and_two_values_are_solved_by_hand() -> None:
    """40 of 100 clicked where the neuron is on, 10 of 100 where it is off; hardly penalised, it meets both rates."""
    states = np.repeat([[1.0], [0.0]], 100, axis=0)
    labels = np.concatenate([np.arange(100) < 40, np.arange(100) < 10])
    probe = fit_probe(states, labels, weights=np.ones(200), c=1e8)
    assert 1 / (1 + np.exp(-probe.score([[1.0], [0.0]]))) == pytest.approx([0.4, 0.1], abs=1e-6)


def test_a_probe_reaches_the_auc_that_the_states_hold_and_no_more() -> None:
    """The logit lies in the states, so the probe does as well as the truth; states of noise tell nothing."""
    random = np.random.default_rng(0)
    logits = random.normal(size=8000)
    labels = (random.random(8000) < 1 / (1 + np.exp(-logits))).astype(np.float32)
    noise = random.normal(size=8000)
    turned = np.column_stack([logits + noise, logits - noise])  # the sum of both is twice the logit
    train, test = slice(0, 4000), slice(4000, None)
    probe = fit_probe(turned[train], labels[train], weights=np.ones(4000))
    assert roc_auc_score(labels[test], probe.score(turned[test])) == pytest.approx(
        roc_auc_score(labels[test], logits[test]), abs=0.002
    )
    noise = random.normal(size=(8000, 20))
    blind = fit_probe(noise[train], labels[train], weights=np.ones(4000))
    assert roc_auc_score(labels[test], blind.score(noise[test])) == pytest.approx(0.5, abs=0.03)


def test_the_gain_of_a_layer_that_adds_nothing_is_called_so_95_times_of_100() -> None:
    """Two noisy copies of one logit tell equally much; the interval of their paired difference holds 0 that often."""
    random = np.random.default_rng(0)
    held = 0
    for _ in range(200):
        logits = random.normal(size=400)
        labels = (random.random(400) < 1 / (1 + np.exp(-logits))).astype(np.float32)
        a, b = (logits + 0.5 * random.normal(size=400) for _ in range(2))
        gap = SampledAuc(labels, np.ones(400, dtype=np.float32)).difference(a, b)
        held += gap is not None and not gap.excludes_zero
    assert 180 <= held <= 198
