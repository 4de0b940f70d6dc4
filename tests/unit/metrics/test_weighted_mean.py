import numpy as np
import pytest
from scipy import stats

from clicklens.metrics.weighted_mean import (
    clip_interval,
    effective_n,
    weighted_difference_interval,
    weighted_mean,
    weighted_mean_interval,
)


def test_the_mean_weighs_its_values():
    assert weighted_mean(np.array([1.0, 4.0]), np.array([2.0, 1.0])) == 2.0
    assert weighted_mean(np.array([1.0, 4.0]), np.zeros(2)) is None
    assert weighted_mean(np.empty(0), np.empty(0)) is None


def test_equal_weights_give_students_interval():
    values = np.array([1.0, 2.0, 4.0, 7.0])
    interval = weighted_mean_interval(values, np.full(4, 3.0), level=0.9)
    expected = stats.t.interval(0.9, 3, loc=values.mean(), scale=stats.sem(values))
    assert (interval.low, interval.high) == pytest.approx(expected)
    assert interval.level == 0.9


def test_unequal_weights_count_as_fewer_rows():
    assert effective_n(np.ones(8)) == 8
    assert effective_n(np.array([1.0, 1.0, 0.0, 0.0])) == 2
    assert effective_n(np.array([3.0, 1.0])) == pytest.approx(1.6)


def test_rows_of_weight_zero_leave_the_interval_as_it_is():
    alone = weighted_mean_interval(np.array([1.0, 2.0, 4.0]), np.ones(3), level=0.95)
    joined = weighted_mean_interval(np.array([1.0, 2.0, 4.0, 99.0]), np.array([1.0, 1.0, 1.0, 0.0]), level=0.95)
    assert alone == joined


def test_what_has_no_spread_has_no_interval():
    assert weighted_mean_interval(np.array([2.0]), np.ones(1), level=0.95) is None
    assert weighted_mean_interval(np.array([2.0, 2.0]), np.ones(2), level=0.95) is None
    assert weighted_mean_interval(np.array([1.0, 2.0]), np.array([1.0, 1e-200]), level=0.95) is None
    assert weighted_difference_interval(np.full(3, 0.5), np.ones(3), level=0.95) is None


def test_differences_of_nothing_are_exactly_zero():
    interval = weighted_difference_interval(np.array([0.0, 0.0, 5.0]), np.array([1.0, 1.0, 0.0]), level=0.95)
    assert (interval.value, interval.low, interval.high) == (0, 0, 0)
    assert not interval.excludes_zero
    assert weighted_difference_interval(np.zeros(2), np.zeros(2), level=0.95) is None


def test_clipping_cuts_only_what_cannot_be():
    interval = weighted_mean_interval(np.array([0.0, 1.0]), np.ones(2), level=0.95)
    assert interval.low < 0
    assert interval.high > 1
    clipped = clip_interval(interval, low=0.0, high=1.0)
    assert (clipped.low, clipped.value, clipped.high) == (0.0, 0.5, 1.0)
    assert clip_interval(None, low=0.0, high=1.0) is None
