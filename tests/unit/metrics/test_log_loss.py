import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import DataError
from clicklens.metrics import log_loss, log_loss_difference, log_loss_interval, normalised_entropy


def test_a_logit_of_zero_costs_log_two():
    assert log_loss([0, 1], [0, 0]) == pytest.approx(math.log(2))


def test_weights_count_rows():
    # pctr 0.8: a click costs log(1/0.8), a non-click log(1/0.2)
    z = math.log(4)
    assert log_loss([1, 0], [z, z], weights=[3, 1]) == pytest.approx((3 * math.log(1.25) + math.log(5)) / 4)


@pytest.mark.parametrize("z", [1e4, -1e4, 800.0, -800.0])
def test_extreme_logits_cost_nothing_when_right_and_themselves_when_wrong(z):
    right, wrong = (1, 0) if z > 0 else (0, 1)
    assert log_loss([right], [z]) == 0.0
    assert log_loss([wrong], [z]) == abs(z)


def test_a_tiny_loss_is_not_rounded_to_nothing():
    assert log_loss([1], [40.0]) == pytest.approx(math.exp(-40), rel=1e-12)


@given(st.lists(st.tuples(st.integers(0, 1), st.floats(-1e4, 1e4)), min_size=1, max_size=20))
def test_loss_is_never_negative_and_turns_with_label_and_sign(rows):
    labels, logits = (np.array(values) for values in zip(*rows, strict=True))
    assert log_loss(labels, logits) >= 0
    assert log_loss(labels, logits) == log_loss(1 - labels, -logits)


def test_without_rows_nothing_is_defined():
    assert log_loss([], []) is None
    assert log_loss([1], [0], weights=[0]) is None
    assert log_loss_interval([], []) is None
    assert log_loss_difference([], [], []) is None
    assert normalised_entropy([], []) is None


def test_knowing_only_the_click_rate_is_an_entropy_of_one():
    logit = math.log(0.25 / 0.75)
    assert normalised_entropy([1, 0, 0, 0], [logit] * 4) == pytest.approx(1)
    assert normalised_entropy([1, 0], [logit] * 2, weights=[1, 3]) == pytest.approx(1)
    assert normalised_entropy([1, 0, 0, 0], [3, -3, -3, -3]) < 1
    assert normalised_entropy([1, 0, 0, 0], [-3, 3, 3, 3]) > 1


def test_one_class_has_a_loss_but_no_normalised_entropy():
    assert log_loss([1, 1], [0, 1]) > 0
    assert normalised_entropy([1, 1], [0, 1]) is None


def test_the_interval_holds_its_value_and_stays_above_zero():
    interval = log_loss_interval([1, 0, 1], [5.0, -5.0, -1.0])
    assert interval.value == log_loss([1, 0, 1], [5.0, -5.0, -1.0])
    assert interval.low == 0 < interval.value < interval.high
    assert log_loss_interval([1], [0.3]) is None


def test_the_difference_is_paired_by_row_and_the_first_less_the_second():
    labels, a, b = [1, 0, 1, 0], [2.0, -2.0, 1.0, 0.5], [1.0, -1.0, 1.0, 0.0]
    interval = log_loss_difference(labels, a, b)
    assert interval.value == pytest.approx(log_loss(labels, a) - log_loss(labels, b))
    assert interval.low < interval.value < interval.high
    assert log_loss_difference(labels, a, a).high == 0


def test_bad_rows_are_refused():
    with pytest.raises(DataError, match=r"logits\[1\] is inf"):
        log_loss([0, 1], [0, float("inf")])
