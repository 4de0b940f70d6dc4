import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import ConfigError, DataError
from clicklens.metrics import spearman


def test_one_swap_of_neighbours_by_hand():
    # rho = 1 - 6 * 2 / (5 * 24) = 0.9
    interval = spearman([1, 2, 3, 4, 5], [10, 20, 40, 30, 50])
    assert interval.value == pytest.approx(0.9)
    reach = 1.959964 * np.sqrt((1 + 0.9**2 / 2) / 2)
    assert interval.low == pytest.approx(np.tanh(np.arctanh(0.9) - reach), abs=1e-6)
    assert interval.high == pytest.approx(np.tanh(np.arctanh(0.9) + reach), abs=1e-6)


def test_only_the_order_counts():
    x = np.array([0.3, 1.2, -4.0, 2.2, 0.9, 8.0])
    assert spearman(x, np.exp(x)).value == 1
    assert spearman(x, -(x**3)).value == -1


def test_a_perfect_correlation_of_few_points_is_not_certain():
    few, many = spearman(range(5), range(5)), spearman(range(40), range(40))
    assert few.value == few.high == 1
    assert few.low < 0.9 < many.low < 1
    assert spearman(range(5), [-i for i in range(5)]).high == pytest.approx(-few.low)


def test_a_perfect_correlation_of_very_many_points_stays_finite():
    x = np.arange(300_000.0)
    assert spearman(x, x).low > 0.999


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), max_size=30))
def test_the_interval_holds_its_value_and_stays_within_one(points):
    a, b = [p[0] for p in points], [p[1] for p in points]
    interval = spearman(a, b)
    if interval is not None:
        assert -1 <= interval.low <= interval.value <= interval.high <= 1
        assert interval.low < interval.high
        assert spearman(b, a) == interval


def test_what_cannot_vary_has_no_correlation():
    assert spearman([1, 2, 3], [1, 2, 3]) is None
    assert spearman([1, 1, 1, 1], [1, 2, 3, 4]) is None
    assert spearman([], []) is None


def test_bad_values_are_refused():
    with pytest.raises(DataError, match="a has 2 values and b has 3"):
        spearman([1, 2], [1, 2, 3])
    with pytest.raises(DataError, match=r"a\[1\] is nan"):
        spearman([1, float("nan")], [1, 2])
    with pytest.raises(ConfigError, match="level"):
        spearman([1, 2, 3, 4], [1, 2, 3, 4], level=-1)
