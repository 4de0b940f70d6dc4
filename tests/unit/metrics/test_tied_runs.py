import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from clicklens.metrics.tied_runs import find_tied_runs, midranks


def test_equal_scores_stand_in_one_run():
    runs = find_tied_runs(np.array([3.0, 1.0, 3.0, -0.0, 0.0]))
    assert runs.sizes.tolist() == [2, 1, 2]
    assert runs.sums(np.array([10.0, 20.0, 30.0, 1.0, 2.0])).tolist() == [3.0, 20.0, 40.0]


def test_a_runs_value_goes_back_to_its_rows():
    runs = find_tied_runs(np.array([3.0, 1.0, 3.0]))
    assert runs.to_rows(np.array([7.0, 8.0])).tolist() == [8.0, 7.0, 8.0]


@given(st.lists(st.integers(-5, 5), min_size=1))
def test_midranks_are_those_of_scipy(values):
    array = np.array(values, dtype=float)
    assert (midranks(array) == rankdata(array)).all()
