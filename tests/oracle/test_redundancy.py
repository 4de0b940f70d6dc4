"""CKA against a case by hand, the sums over all pairs of rows, and what it must not see."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from clicklens.analysis.cka import cka_intervals, linear_cka

Floats = NDArray[np.float64]


def drawn(n: int, width: int, seed: int) -> Floats:
    return np.random.default_rng(seed).standard_normal((n, width))


def hsic_by_definition(x: Floats, y: Floats) -> float:
    """The U-statistic itself: over all ordered fours of distinct rows, k12 m12 + k12 m34 - 2 k12 m13."""
    k, m = x @ x.T, y @ y.T
    fours = list(permutations(range(len(x)), 4))
    return sum(k[a, b] * (m[a, b] + m[c, d] - 2 * m[a, c]) for a, b, c, d in fours) / len(fours)


def test_a_case_of_four_rows_is_solved_by_hand() -> None:
    """x = ±1, ±1: k is 1 within a pair and -1 across. tr = 2·2 + 8 = 12, 1ᵀK1 = 4 - 8 = -4, K1 = -1 in each row.

    HSIC(K, K) = [12 + 16 / 6 - 2 / 2 · 4] / 4 = 8 / 3. With y = 1, -1, 1, -1 (its pairs are others): tr = -4, both sums
    -4, and HSIC(K, L) = [-4 + 16 / 6 - 4] / 4 = -4 / 3. So CKA = -1/2.
    """
    x, y = np.array([[1.0], [1], [-1], [-1]]), np.array([[1.0], [-1], [1], [-1]])
    assert linear_cka(x, x) == pytest.approx(1.0)
    assert linear_cka(x, y) == pytest.approx(-0.5)
    assert hsic_by_definition(x, x) == pytest.approx(8 / 3)
    assert hsic_by_definition(x, y) == pytest.approx(-4 / 3)


def test_the_sums_are_the_u_statistic() -> None:
    x, y = drawn(8, 3, 0), drawn(8, 2, 1)
    y[:, 0] += x[:, 0]
    expected = hsic_by_definition(x, y) / np.sqrt(hsic_by_definition(x, x) * hsic_by_definition(y, y))
    assert linear_cka(x, y) == pytest.approx(expected, rel=1e-9)


@given(st.integers(0, 2**32 - 1), st.floats(0.01, 100), st.floats(-50, 50))
def test_axes_scale_and_place_are_not_seen(seed: int, scale: float, shift: float) -> None:
    x, y = drawn(40, 5, seed), drawn(40, 4, seed + 1)
    turn = np.linalg.qr(drawn(5, 5, seed + 2))[0]
    moved = scale * (x @ turn) + shift
    assert linear_cka(x, moved) == pytest.approx(1.0, abs=1e-9)
    assert linear_cka(moved, y) == pytest.approx(linear_cka(x, y), abs=1e-8)


def test_what_is_stretched_in_one_direction_is_seen() -> None:
    x = drawn(500, 4, 0)
    found = linear_cka(x, x * [5.0, 1.0, 1.0, 1.0])
    assert found is not None
    assert 0.4 < found < 0.7


def test_unrelated_layers_come_to_zero_even_with_more_neurons_than_rows() -> None:
    """The biased estimator calls them alike: its terms of a row with itself do not vanish."""
    found = [linear_cka(drawn(60, 200, seed), drawn(60, 200, seed + 1000)) for seed in range(30)]
    assert abs(np.mean([value for value in found if value is not None])) < 0.02
    x, y = drawn(60, 200, 0), drawn(60, 200, 1000)
    x, y = x - x.mean(axis=0), y - y.mean(axis=0)
    biased = np.linalg.norm(x.T @ y) ** 2 / (np.linalg.norm(x.T @ x) * np.linalg.norm(y.T @ y))
    assert biased > 0.6


def test_a_layer_that_does_not_vary_has_no_cka() -> None:
    assert linear_cka(np.ones((10, 3)), drawn(10, 3, 0)) is None
    assert cka_intervals([np.ones((10, 3)), drawn(10, 3, 0)], [(0, 1)], np.arange(10)) == [None]


def test_the_interval_holds_the_true_value_about_95_times_of_100() -> None:
    """Two noisy copies of one layer: every direction has covariance 1 and variance 1.25: CKA = (1 / 1.25)²."""
    random = np.random.default_rng(0)

    def pair(n: int) -> list[Floats]:
        shared = random.standard_normal((n, 4))
        return [shared + 0.5 * random.standard_normal((n, 4)) for _ in range(2)]

    truth = linear_cka(*pair(200_000))
    assert truth is not None
    assert truth == pytest.approx((1 / 1.25) ** 2, abs=0.01)
    blocks = np.arange(400) % 40
    found = [cka_intervals(list(pair(400)), [(0, 1)], blocks)[0] for _ in range(200)]
    held = sum(interval is not None and interval.low <= truth <= interval.high for interval in found)
    assert 180 <= held <= 199


def test_rows_of_a_user_that_are_copies_make_the_interval_wider() -> None:
    x, y = drawn(60, 4, 0), drawn(60, 4, 1)
    y = y + x
    many = [np.repeat(layer, 10, axis=0) for layer in (x, y)]
    (as_rows,) = cka_intervals(many, [(0, 1)], np.random.default_rng(0).permutation(600) % 40)
    (as_users,) = cka_intervals(many, [(0, 1)], np.repeat(np.arange(60), 10))
    assert as_rows is not None
    assert as_users is not None
    assert as_users.reach > 2 * as_rows.reach
