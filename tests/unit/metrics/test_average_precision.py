import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import DataError
from clicklens.metrics import average_precision


def test_precision_is_taken_at_each_click_from_the_top():
    # from the top: click (1/1), other, click (2/3), other -> (1 + 2/3) / 2
    assert average_precision([1, 0, 1, 0], [4, 3, 2, 1]) == pytest.approx(5 / 6)


def test_tied_rows_are_taken_together():
    assert average_precision([1, 0, 0, 0], [1, 1, 1, 1]) == 0.25
    assert average_precision([0, 1, 0, 1], [2, 2, 1, 1]) == 0.5


def test_weights_count_rows_and_a_top_row_of_weight_zero_is_not_there():
    assert average_precision([1, 0], [1, 2], weights=[1, 3]) == 0.25
    assert average_precision([0, 1, 0], [3, 2, 1], weights=[0, 1, 1]) == 1.0


@pytest.mark.parametrize("labels", [[], [1, 1], [0, 0]])
def test_one_class_has_none(labels):
    assert average_precision(labels, labels) is None


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(-3, 3)), min_size=2, max_size=20), st.integers(2, 5))
def test_repeating_every_row_changes_nothing(rows, times):
    labels, scores = (np.array(values) for values in zip(*rows, strict=True))
    repeated = average_precision(np.tile(labels, times), np.tile(scores, times))
    once = average_precision(labels, scores)
    assert repeated == (None if once is None else pytest.approx(once))


def test_bad_rows_are_refused():
    with pytest.raises(DataError, match=r"scores\[0\] is nan"):
        average_precision([0, 1], [float("nan"), 1])
