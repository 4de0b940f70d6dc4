import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.data.number_sample import Moments, NumberSample

numbers = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50)


@given(numbers, st.integers(1, 7))
def test_moments_by_pieces_are_those_of_the_whole(values, size):
    moments = Moments()
    for first in range(0, len(values), size):
        moments.add(np.array(values[first : first + size]))
    assert moments.mean == pytest.approx(np.mean(values), abs=1e-6)
    if np.std(values) > 1e-3:
        assert moments.deviation == pytest.approx(np.std(values), rel=1e-6)


def test_a_large_mean_does_not_swallow_the_deviation():
    moments = Moments()
    for _ in range(100):
        moments.add(1e9 + np.array([-1.0, 1.0]))
    assert moments.deviation == pytest.approx(1.0)


def test_one_value_or_none_leaves_nothing_to_scale():
    moments = Moments()
    assert moments.deviation == 1.0
    moments.add(np.full(9, 0.1))
    assert moments.deviation == 1.0


@given(st.integers(1, 40))
def test_the_sample_depends_on_rows_and_not_on_pieces(size):
    values = np.random.default_rng(0).normal(size=200)
    ids = np.arange(200)
    whole, pieces = NumberSample(seed=3, size=50), NumberSample(seed=3, size=50)
    whole.add(values, ids)
    for first in range(0, 200, size):
        pieces.add(values[first : first + size], ids[first : first + size])
    steps = np.array([0.1, 0.5, 0.9])
    assert whole.quantiles(steps).tolist() == pieces.quantiles(steps).tolist()


def test_the_sample_is_spread_over_all_rows():
    sample = NumberSample(seed=0, size=2_000)
    ids = np.arange(100_000)
    for first in range(0, 100_000, 10_000):
        sample.add(ids[first : first + 10_000].astype(float), ids[first : first + 10_000])
    assert sample.quantiles(np.array([0.25, 0.5, 0.75])) / 100_000 == pytest.approx([0.25, 0.5, 0.75], abs=0.04)


def test_no_numbers_have_quantiles_all_the_same():
    assert NumberSample(seed=0).quantiles(np.array([0.5])).tolist() == [0.0]
