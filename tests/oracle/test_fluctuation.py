"""Fluctuation by hand: four rows, small layers, every figure solved on paper; and the paper's own figures."""

import numpy as np
import pandas as pd
import pytest

from clicklens.analysis.activity import activity, correlation_strength
from clicklens.analysis.overfitting import AlarmRule
from clicklens.analysis.overfitting_signal import churn, churn_unexplained, persistence, score_distance

BEFORE = np.array([[-1.0, 2.0, 1.0, 0.0], [1.0, 2.0, -1.0, 0.0], [3.0, 2.0, -3.0, 0.0], [1.0, 2.0, -1.0, 4.0]])
AFTER = np.maximum(BEFORE, 0.0)  # columns: 0 1 3 1 | 2 2 2 2 | 1 0 0 0 | 0 0 0 4


def test_fluctuation_is_the_mean_over_neurons_of_the_deviation_after_relu_with_divisor_n() -> None:
    seen = activity(AFTER)
    assert seen.mean == pytest.approx([1.25, 2.0, 0.25, 1.0])
    assert seen.deviation == pytest.approx(np.sqrt([4.75 / 4, 0.0, 0.75 / 4, 12 / 4]))
    assert seen.fluctuation == pytest.approx((np.sqrt(4.75) + 0.0 + np.sqrt(0.75) + np.sqrt(12)) / 2 / 4)
    assert seen.zero_share == pytest.approx([0.25, 0.0, 0.75, 0.75])


def test_a_row_of_weight_two_counts_as_two_rows() -> None:
    weighed = activity(AFTER, np.array([1.0, 2.0, 1.0, 3.0]))
    repeated = activity(AFTER[[0, 1, 1, 2, 3, 3, 3]])
    assert weighed.mean == pytest.approx(repeated.mean)
    assert weighed.deviation == pytest.approx(repeated.deviation)
    assert weighed.zero_share == pytest.approx(repeated.zero_share)
    strength = correlation_strength(BEFORE[[0, 1, 1, 2, 3, 3, 3]])
    assert correlation_strength(BEFORE, np.array([1.0, 2.0, 1.0, 3.0])) == pytest.approx(strength)


def test_correlation_is_before_the_nonlinearity_over_pairs_of_neurons_that_vary() -> None:
    # The second neuron is constant and has no r. Of the pairs left, (1, 3) are opposite, |r| = 1; (1, 4) and (3, 4)
    # have r = 0: with means taken off, z1 is -2 0 2 0 and z4 is -1 -1 -1 3.
    assert correlation_strength(BEFORE) == pytest.approx(1 / 3)
    assert correlation_strength(AFTER) != pytest.approx(1 / 3)
    assert correlation_strength(BEFORE[:, 1:3]) is None


def test_barely_active_is_a_hundredth_of_the_largest_mean_or_zero_in_more_than_99_of_100_rows() -> None:
    rows = 1000
    values = np.zeros((rows, 5))
    values[:, 0] = 1.0  # the largest mean: 1
    values[:, 1] = 0.0099  # below a hundredth of it
    values[:, 2] = 0.0101
    values[:9, 3] = 500.0  # zero in 991 of 1,000 rows, though its mean is large
    values[:10, 4] = 500.0  # zero in 990
    seen = activity(np.delete(values, [3, 4], axis=1))
    assert seen.is_barely_active.tolist() == [False, True, False]
    seen = activity(values[:, 3:])
    assert seen.is_barely_active.tolist() == [True, False]
    assert activity(np.zeros((4, 2))).is_dead.tolist() == [True, True]


def test_where_outputs_go_below_zero_a_small_mean_is_no_silence() -> None:
    seen = activity(np.array([[-1.0, 5.0], [1.0, 5.0]]))
    assert seen.is_barely_active.tolist() == [False, False]


def test_moves_of_logits_by_hand() -> None:
    weights = np.full(4, 0.25)
    paths = np.array([[0.0, 1.0, 2.0, 3.0], [0.0, 2.0, 4.0, 6.0], [1.0, 1.0, 5.0, 5.0]])
    # moves: 0 1 2 3, a stretch of the scores, sd sqrt(5 / 4); then 1 -1 1 -1, sd 1
    assert churn(paths, weights)[1:] == pytest.approx([np.sqrt(1.25), 1.0])
    # r of the second move with the scores before it: (-3 + 1 + 1 - 3) / 4 over sqrt(5) = -1 / sqrt(5)
    assert churn_unexplained(paths, weights)[1:] == pytest.approx([0.0, np.sqrt(1 - 1 / 5)], abs=1e-7)
    assert persistence(paths, weights)[2] == pytest.approx(-1 / np.sqrt(5))


def test_distance_of_scores_by_hand() -> None:
    train, held_out = np.array([[0.0, 1.0, 2.0, 3.0]]), np.array([[1.0, 1.0, 3.0, 3.0]])
    weights = np.full(4, 0.25)
    # At 0 the distributions stand at 1/4 and 0, at 1 both at 1/2, at 2 at 3/4 and 1/2, at 3 both at 1. The rows in
    # order move by 1, 0, 1, 0: 1/2 on average, and the deviation of the held-out ones is 1.
    assert score_distance(train, held_out, weights, weights)[0] == pytest.approx([0.25, 0.5])


def test_the_alarm_rings_on_the_figures_of_the_paper() -> None:
    # Average fluctuation of layer 3 at 100, 210 and 600 thousand steps, train over test1; best test AUC at 210 thousand
    # (Guo et al., arXiv:1806.08541, figure 6, read off).
    ratio = [0.0309 / 0.0308, 0.0325 / 0.0324, 0.1041 / 0.0457]
    frame = pd.DataFrame({"fluctuation_ratio": ratio}, index=pd.Index([100_000, 210_000, 600_000], name="step"))
    rule = AlarmRule(signal="fluctuation_ratio", transform="growth", threshold=1.1, patience=1, skip=0)
    assert rule.ring(frame).rang_at == 600_000
