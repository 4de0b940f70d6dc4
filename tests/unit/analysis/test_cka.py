"""CKA: what it refuses and what it keeps in bounds; the oracle has its values."""

import numpy as np
import pytest

from clicklens.analysis.cka import cka_intervals, linear_cka


def test_fewer_than_four_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="there are 3"):
        linear_cka(np.eye(3), np.eye(3))


def test_of_one_block_there_is_no_interval() -> None:
    x = np.random.default_rng(0).standard_normal((20, 3))
    assert cka_intervals([x, x], [(0, 1)], np.zeros(20, dtype=np.int64)) == [None]


def test_a_layer_that_has_diverged_has_no_cka() -> None:
    x = np.random.default_rng(0).standard_normal((20, 3))
    assert linear_cka(x, np.where(x > 2, np.inf, x) + np.where(x < -1, np.nan, 0)) is None


def test_no_interval_goes_beyond_one() -> None:
    x = np.random.default_rng(0).standard_normal((200, 3))
    (same,) = cka_intervals([x, 2 * x], [(0, 1)], np.arange(200) % 10)
    assert same is not None
    assert same.value == pytest.approx(1.0)
    assert same.value <= same.high <= 1.0


def test_large_means_and_small_values_lose_nothing() -> None:
    x = np.random.default_rng(0).standard_normal((300, 3))
    assert linear_cka(x, 1e-6 * x) == pytest.approx(1.0)
    assert linear_cka(x, x + 1e4) == pytest.approx(1.0)
