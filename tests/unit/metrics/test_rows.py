import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import DataError
from clicklens.metrics.rows import check_ids, check_probabilities, check_rows, scale_exactly


@pytest.mark.parametrize(
    ("labels", "scores", "weights", "named"),
    [
        ([0, 2, 1], [0, 0, 0], None, r"labels\[1\] is 2.0: a label is 0 or 1"),
        ([0, float("nan")], [0, 0], None, r"labels\[1\] is nan"),
        ([0, 1, -1], [0, 0, 0], None, r"labels\[2\] is -1.0"),
        ([0, 1], [0, float("nan")], None, r"scores\[1\] is nan: a finite number"),
        ([0, 1], [float("-inf"), 0], None, r"scores\[0\] is -inf"),
        ([0, 1], [0, 1], [1, -2], r"weights\[1\] is -2.0: a sampling weight is 0 or more"),
        ([0, 1], [0, 1], [float("inf"), 1], r"weights\[0\] is inf"),
        ([0, 1], [0], None, "scores have 1 rows and labels have 2"),
        ([0, 1], [0, 1], [1, 1, 1], "weights have 3 rows and labels have 2"),
        ([[0, 1]], [0, 1], None, r"labels have shape \(1, 2\)"),
        (0, [0, 1], None, r"labels have shape \(\)"),
        ([0, 1], [0.5, "high"], None, r"scores\[0\] is '0.5'|scores\[1\] is 'high'"),
        ([0, None], [0, 1], None, r"labels\[1\] is None: a number is expected"),
        ([0, [1, 2]], [0, 1], None, "labels are no array of numbers"),
        ([0, 1], [0, 1j], None, r"scores\[0\] is 0j"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_by_index_and_value(labels, scores, weights, named):
    with pytest.raises(DataError, match=named):
        check_rows(labels, scores, weights=weights)


def test_messages_carry_the_callers_name_and_count_from_the_first_row():
    with pytest.raises(DataError, match=r"logits\[101\] is inf"):
        check_rows([0, 1], [0, float("inf")], name="logits", first=100)


@pytest.mark.parametrize("dtype", [bool, np.uint8, np.int64, np.float16, np.float32])
def test_any_type_of_number_is_a_label(dtype):
    assert check_rows(np.array([0, 1], dtype=dtype), [1, 2]).labels.tolist() == [0.0, 1.0]


def test_no_rows_are_rows():
    rows = check_rows([], [], weights=[])
    assert len(rows) == 0
    assert not rows.have_both_classes


def test_a_class_of_weight_zero_is_not_there():
    assert not check_rows([0, 1], [0, 1], weights=[1, 0]).have_both_classes
    assert check_rows([0, 1], [0, 1], weights=[1, 1e-9]).have_both_classes


def test_ids_that_are_not_whole_numbers_are_refused():
    with pytest.raises(DataError, match=r"groups are float64, groups\[0\] is .*1.5"):
        check_ids([1.5, 2.0], 2, name="groups")
    with pytest.raises(DataError, match="groups have 1 rows and labels have 2"):
        check_ids([1], 2, name="groups")
    assert check_ids([], 0, name="groups").dtype == np.int64


def test_large_ids_stay_apart():
    assert len(np.unique(check_ids([2**60, 2**60 + 1], 2, name="groups"))) == 2


def test_a_probability_outside_zero_to_one_is_refused():
    with pytest.raises(DataError, match=r"pctr\[1\] is 1.5: a probability lies between 0 and 1"):
        check_probabilities(np.array([0.5, 1.5]), name="pctr")


def test_a_weight_that_is_nothing_beside_another_counts_as_zero():
    assert check_rows([0, 1, 1], [0, 1, 1], weights=[1e300, 1e-300, 1e200]).weights.tolist()[1] == 0
    assert check_rows([0, 1], [0, 1], weights=[0, 0]).weights.tolist() == [0, 0]


@given(st.lists(st.floats(1e-70, 1e70), min_size=1))
def test_scaling_weights_keeps_their_ratios_to_the_last_bit(weights):
    array = np.array(weights)
    scaled = scale_exactly(array)
    assert 1 <= scaled.max() < 2
    assert (scaled / scaled.max() == array / array.max()).all()
