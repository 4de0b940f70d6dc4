"""What drives a neuron, where the truth is known: a neuron made of one value, the exact test by hand, and numpy's r."""

from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.analysis.correlation import correlations
from clicklens.analysis.neuron import Neuron, NeuronParams
from clicklens.analysis.shared_value import holm, lift_interval, shared_values
from clicklens.core.field import CategoricalField
from tests.states_by_hand import captured_by_hand

CITY = CategoricalField(name="city")


def test_fishers_test_and_the_lift_are_solved_by_hand() -> None:
    """Of 4 chosen rows all hold x, of 6 others one does: p = C(5,4) / C(10,4) = 5/210; lift = 1 / (1/6) = 6.

    Two values are tried, so Holm doubles it. Katz: ln 6 ± 1.96 √(1/4 - 1/4 + 1/1 - 1/6).
    """
    table = pd.DataFrame({"field:city": ["x"] * 4 + ["x"] + ["y"] * 5})
    (found,), tried = shared_values(table, [CITY], np.arange(10) < 4)
    assert tried == 2
    assert (found.value, found.rows, found.rows_rest, found.users) == ("x", 4, 1, None)
    assert found.p == pytest.approx(2 * comb(5, 4) / comb(10, 4))
    assert found.lift.value == pytest.approx(6)
    assert np.log(found.lift.high) == pytest.approx(np.log(6) + 1.959964 * np.sqrt(5 / 6), abs=1e-5)


def test_holms_correction_is_that_of_his_paper() -> None:
    assert holm(np.array([0.01, 0.04, 0.03])) == pytest.approx([0.03, 0.06, 0.06])
    assert holm(np.array([0.9, 0.8])) == pytest.approx([1.0, 1.0])


def test_chance_is_called_so_95_times_of_100() -> None:
    random = np.random.default_rng(0)
    told = 0
    for _ in range(200):
        table = pd.DataFrame({"field:city": random.integers(0, 30, 400).astype(str)})
        told += bool(shared_values(table, [CITY], random.random(400) < 0.05)[0])
    assert told <= 16


@given(st.integers(0, 2**32 - 1), st.floats(0.001, 1000), st.floats(-1000, 1000))
def test_r_is_that_of_numpy_whatever_the_scale(seed: int, scale: float, shift: float) -> None:
    random = np.random.default_rng(seed)
    a, b = random.standard_normal(50), random.standard_normal((50, 3))
    expected = [np.corrcoef(a, column)[0, 1] for column in b.T]
    assert correlations(scale * a + shift, b, np.ones((1, 50)))[0] == pytest.approx(expected, abs=1e-7)


def test_weights_count_as_so_many_rows() -> None:
    random = np.random.default_rng(0)
    a, b, times = random.standard_normal(40), random.standard_normal((40, 1)), random.integers(0, 4, 40)
    repeated = np.corrcoef(np.repeat(a, times), np.repeat(b[:, 0], times))[0, 1]
    assert correlations(a, b, times[None].astype(float))[0, 0] == pytest.approx(repeated)


def test_a_neuron_that_is_made_of_one_value_is_told_by_it() -> None:
    """The neuron is 1 in rows of city 3 and noise below it elsewhere; the label is drawn apart from it."""
    random = np.random.default_rng(0)
    city = random.integers(0, 8, 400)
    made = np.where(city == 3, 1.0, 0.5 * random.random(400))
    states = {1: {"test": {"h": np.stack([random.random(400), made, -made], axis=1)}}}
    cells = {"city": [f"city {value}" for value in city], "hour": random.integers(0, 24, 400).astype(str)}
    subject = captured_by_hand(states, cells=cells, labels=random.integers(0, 2, 400))
    found = Neuron().run(subject, NeuronParams(neuron=1, share=0.1))
    assert [(value.field, value.value) for value in found.shared] == [("city", "city 3")]
    assert found.shared[0].rows == found.driving_rows == int((city == 3).sum())
    assert found.shared[0].rows_rest == 0
    assert found.with_label is not None
    assert not found.with_label.excludes_zero
    assert [(near.neuron, round(near.correlation.value, 6)) for near in found.near[:1]] == [(2, -1.0)]


def test_the_interval_of_a_lift_without_a_row_in_the_rest_is_wide_and_finite() -> None:
    found = lift_interval(5, 100, 0, 1000)
    assert found.value == pytest.approx((5.5 / 100.5) / (0.5 / 1000.5))
    assert 1 < found.low < found.value < found.high < 1e4
