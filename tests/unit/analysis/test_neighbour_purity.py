"""Nearest neighbours, and how many of a clicked point's are clicked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.analysis.neighbour_purity import nearest_neighbours, purity_of


@given(seed=st.integers(0, 10**6), n=st.integers(5, 40), k=st.integers(1, 4))
def test_neighbours_are_the_nearest_in_order_and_never_the_point_itself(seed: int, n: int, k: int) -> None:
    points = np.random.default_rng(seed).normal(size=(n, 3))
    found = nearest_neighbours(points, k)
    gaps = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.fill_diagonal(gaps, np.inf)
    assert found.distances == pytest.approx(np.sort(gaps, axis=1)[:, :k])
    assert np.take_along_axis(gaps, found.ids, axis=1) == pytest.approx(found.distances)


def test_many_rows_are_looked_at_in_parts_with_the_same_outcome() -> None:
    points = np.random.default_rng(0).normal(size=(600, 4))
    gaps = np.linalg.norm(points[:, None] - points[None], axis=2) + np.diag(np.full(600, np.inf))
    assert np.array_equal(nearest_neighbours(points, 1).ids[:, 0], gaps.argmin(axis=1))


def test_points_far_from_the_origin_keep_their_neighbours() -> None:
    points = np.array([[1e6], [1e6 + 1], [1e6 + 3], [1e6 + 7]], dtype=np.float32)
    assert nearest_neighbours(points, 1).ids[:, 0].tolist() == [1, 0, 1, 2]


def test_among_points_in_one_place_the_order_of_rows_does_not_decide() -> None:
    """200 rows of a silent layer, the clicked ones first: purity stays at chance."""
    labels = np.arange(200) < 100
    values = [purity_of(labels, nearest_neighbours(np.zeros((200, 3)), 10, seed=seed).ids).value for seed in range(30)]
    assert np.mean(values) == pytest.approx(99 / 199, abs=0.06)


def test_the_same_seed_gives_the_same_neighbours() -> None:
    points = np.zeros((50, 2))
    assert np.array_equal(nearest_neighbours(points, 5, seed=2).ids, nearest_neighbours(points, 5, seed=2).ids)


def test_purity_counts_clicked_neighbours_of_clicked_points_only() -> None:
    neighbours = np.array([[1, 2], [0, 3], [3, 0], [2, 1]])
    assert purity_of(np.array([1, 1, 0, 0]), neighbours).value == pytest.approx((1 / 2 + 1 / 2) / 2)
    assert purity_of(np.array([1, 0, 0, 0]), neighbours).value == 0.0
    assert purity_of(np.ones(4), neighbours).value == 1.0


def test_an_interval_stays_within_0_and_1() -> None:
    labels = np.arange(40) < 20
    apart = purity_of(
        labels, nearest_neighbours(np.where(labels, 0.0, 9.0)[:, None] + np.arange(40)[:, None] / 99, 5).ids
    )
    interval = apart.interval()
    assert (interval.value, interval.high) == (1.0, 1.0)
    assert interval.low >= 0.0


def test_a_layer_less_itself_is_nothing() -> None:
    points = np.random.default_rng(0).normal(size=(60, 2))
    purity = purity_of(np.arange(60) % 2, nearest_neighbours(points, 5).ids)
    gap = purity.less(purity)
    assert (gap.low, gap.value, gap.high) == (0.0, 0.0, 0.0)
