"""Redraws: many weighted means with their intervals."""

import numpy as np
import pytest

from clicklens.analysis.redraws import Redraws, interval_of, quotient

ONES = np.ones(400, dtype=np.float32)


def test_the_first_means_are_those_of_the_sample_itself() -> None:
    values = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])
    means = Redraws(np.array([1, 1, 2], dtype=np.float32)).means(values)
    assert means[0] == pytest.approx([2.75, 27.5])


def test_the_interval_of_a_mean_is_as_wide_as_its_standard_error_says() -> None:
    values = np.random.default_rng(0).normal(size=(400, 1))
    interval = interval_of(Redraws(ONES, draws=2000).means(values)[:, 0])
    assert interval is not None
    assert interval.high - interval.low == pytest.approx(2 * 1.96 * values.std() / 20, rel=0.1)


def test_redrawn_groups_give_wider_intervals_where_rows_of_a_group_are_alike() -> None:
    groups = np.repeat(np.arange(40), 10)
    values = np.random.default_rng(0).normal(size=40)[groups][:, None]
    by_row = interval_of(Redraws(ONES).means(values)[:, 0])
    by_group = interval_of(Redraws(ONES, groups=groups).means(values)[:, 0])
    assert by_row is not None
    assert by_group is not None
    assert by_group.high - by_group.low > 2 * (by_row.high - by_row.low)


def test_too_few_groups_are_not_redrawn() -> None:
    few = Redraws(ONES, groups=np.repeat(np.arange(4), 100))
    assert np.array_equal(few.weights, Redraws(ONES).weights)


def test_rows_without_weight_count_in_no_draw() -> None:
    weights = np.array([1, 0, 1, 0], dtype=np.float32)
    redraws = Redraws(weights, draws=500)
    assert not redraws.weights[:, [1, 3]].any()
    assert redraws.weights.sum(axis=1) == pytest.approx(1.0)


def test_the_same_seed_gives_the_same_draws() -> None:
    assert np.array_equal(Redraws(ONES, seed=3).weights, Redraws(ONES, seed=3).weights)
    assert not np.array_equal(Redraws(ONES, seed=3).weights, Redraws(ONES, seed=4).weights)


def test_a_figure_that_is_undefined_on_many_draws_has_no_interval() -> None:
    assert interval_of(np.array([np.nan, 1.0, 2.0])) is None
    assert interval_of(np.array([1.0, np.nan, 2.0])) is None
    assert interval_of(np.ones(50)) is not None


def test_a_quotient_by_nothing_is_not_a_number() -> None:
    found = quotient(np.array([1.0, 2.0]), np.array([0.0, 4.0]))
    assert np.isnan(found[0])
    assert found[1] == 0.5


def test_rows_are_divided_by_their_own_numbers() -> None:
    assert quotient(np.array([[1.0, 3.0], [2.0, 4.0]]), np.array([[2.0], [4.0]])).tolist() == [[0.5, 1.5], [0.5, 1.0]]
