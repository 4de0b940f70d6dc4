import numpy as np
import pytest

from clicklens.analysis.rows.ratio import FEWEST_GROUPS, Draws, ratio_interval, weighted_auc_interval
from clicklens.metrics import auc_interval, bootstrap_interval
from clicklens.metrics.rows import check_rows
from clicklens.metrics.weighted_mean import weighted_mean_interval


def drawn(n: int = 400, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    scores = random.normal(size=n)
    labels = (random.random(n) < 1 / (1 + np.exp(-scores))).astype(float)
    return labels, scores, random.choice([1.0, 4.0], n)


def test_a_mean_is_the_weighted_mean_of_metrics() -> None:
    labels, scores, weights = drawn()
    expected = weighted_mean_interval(scores, weights, level=0.95)
    found = ratio_interval(scores, np.ones(len(scores)), weights, Draws.of(None, len(scores)))
    assert found is not None
    assert expected is not None
    assert found.value == pytest.approx(expected.value)
    assert found.reach == pytest.approx(expected.reach, rel=0.01)  # Student's t of n there, of the effective n here
    assert ratio_interval(scores, np.ones(400), weights * 7, Draws.of(None, 400)) is not None
    assert labels.any()


def test_a_ratio_has_the_reach_that_redrawn_users_have() -> None:
    random = np.random.default_rng(1)
    users = np.repeat(np.arange(150), 8)
    taste = random.normal(size=150)[users]
    pctr = 1 / (1 + np.exp(-taste))
    labels = (random.random(1200) < pctr).astype(float)
    weights = np.ones(1200)
    found = ratio_interval(pctr, labels, weights, Draws.of(users, 1200))
    redrawn = bootstrap_interval(
        lambda rows: float(pctr[rows].sum() / labels[rows].sum()), 1200, seed=0, draws=600, groups=users
    )
    assert found is not None
    assert redrawn is not None
    assert found.value == pytest.approx(redrawn.value)
    assert found.reach == pytest.approx(redrawn.reach, rel=0.12)


def test_rows_of_a_user_that_are_all_alike_count_once() -> None:
    values = np.random.default_rng(2).normal(size=60)
    once = ratio_interval(values, np.ones(60), np.ones(60), Draws.of(np.arange(60), 60))
    thrice = np.repeat(values, 3)
    found = ratio_interval(thrice, np.ones(180), np.ones(180), Draws.of(np.repeat(np.arange(60), 3), 180))
    assert found == once or (found is not None and once is not None and found.reach == pytest.approx(once.reach))


def test_few_users_are_not_trusted_to_be_draws() -> None:
    assert Draws.of(np.zeros(50, dtype=np.int64), 50) == Draws(None, 50)
    assert Draws.of(np.arange(FEWEST_GROUPS), FEWEST_GROUPS).groups is not None


def test_what_does_not_vary_has_no_interval() -> None:
    ones = np.ones(30)
    assert ratio_interval(ones, ones, ones, Draws.of(None, 30)) is None
    assert ratio_interval(ones[:1], ones[:1], ones[:1], Draws.of(None, 1)) is None
    assert ratio_interval(ones, 0 * ones, ones, Draws.of(None, 30)) is None
    assert ratio_interval(ones[:0], ones[:0], ones[:0], Draws.of(None, 0)) is None


def test_with_equal_weights_auc_is_delongs() -> None:
    labels, scores, weights = drawn()
    delong = auc_interval(labels, scores)
    assert weighted_auc_interval(labels, scores, np.full(400, 3.0)) == delong
    nearly = np.ones(400)
    nearly[0] += 1e-9  # unequal, so that the linearised form is used
    found = weighted_auc_interval(labels, scores, nearly)
    assert found is not None
    assert delong is not None
    assert (found.low, found.high) == pytest.approx((delong.low, delong.high), abs=1e-8)
    assert weights.any()


def test_with_unequal_weights_it_has_the_reach_of_redrawn_rows() -> None:
    labels, scores, weights = drawn(800, seed=3)
    found = weighted_auc_interval(labels, scores, weights)

    def at(rows: np.ndarray) -> float | None:
        from clicklens.metrics import auc

        return auc(labels[rows], scores[rows], weights=weights[rows])

    redrawn = bootstrap_interval(at, 800, seed=0, draws=400)
    assert found is not None
    assert redrawn is not None
    assert found.value == pytest.approx(redrawn.value)
    assert found.reach == pytest.approx(redrawn.reach, rel=0.15)
    assert check_rows(labels, scores).have_both_classes


def test_one_class_or_a_perfect_order_has_none_with_unequal_weights() -> None:
    weights = np.array([1.0, 2.0, 1.0])
    scores = np.array([0.0, 1.0, 2.0])
    assert weighted_auc_interval(np.ones(3), scores, weights) is None
    assert weighted_auc_interval(np.array([0.0, 0.0, 1.0]), scores, weights) is None
    assert weighted_auc_interval(np.array([0.0, 1.0, 0.0]), scores, weights) is None
