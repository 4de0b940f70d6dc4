import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import ConfigError, DataError
from clicklens.metrics import auc, auc_difference, auc_interval

rows = st.lists(st.tuples(st.integers(0, 1), st.integers(-4, 4)), min_size=1, max_size=30)


def test_it_is_the_share_of_pairs_in_order_with_a_tie_for_half():
    # pairs (click, other): (3, 1) won, (3, 3) tied, (2, 1) won, (2, 3) lost -> 2.5 of 4
    assert auc([1, 1, 0, 0], [3, 2, 1, 3]) == 0.625


def test_weights_count_pairs_as_often_as_rows_repeat():
    # pairs: (2, 1) weighs 2 * 3 and is won, (2, 5) weighs 2 * 1 and is lost
    assert auc([1, 0, 0], [2, 1, 5], weights=[2, 3, 1]) == 6 / 8


@pytest.mark.parametrize("labels", [[], [1, 1], [0, 0]])
def test_one_class_has_no_auc(labels):
    assert auc(labels, labels) is None
    assert auc_interval(labels, labels) is None
    assert auc_difference(labels, labels, labels) is None


def test_a_class_without_weight_has_no_auc():
    assert auc([1, 0], [1, 0], weights=[0, 1]) is None


@given(rows)
def test_turning_the_scores_round_turns_the_figure_round(pairs):
    labels, scores = (np.array(values, dtype=float) for values in zip(*pairs, strict=True))
    value, turned = auc(labels, scores), auc(labels, -scores)
    assert (value is None) == (turned is None)
    if value is not None:
        assert value + turned == pytest.approx(1)


@given(rows, st.randoms())
def test_neither_the_order_of_rows_nor_the_scale_of_scores_matters(pairs, random):
    labels, scores = (np.array(values, dtype=float) for values in zip(*pairs, strict=True))
    shuffled = np.array(random.sample(range(len(labels)), len(labels)))
    assert auc(labels, scores) == auc(labels[shuffled], np.exp(scores[shuffled]))


@given(rows)
def test_the_interval_holds_its_value_and_stays_within_zero_and_one(pairs):
    labels, scores = zip(*pairs, strict=True)
    interval = auc_interval(labels, scores)
    if interval is not None:
        assert interval.value == auc(labels, scores)
        assert 0 <= interval.low <= interval.value <= interval.high <= 1


def test_huge_and_tiny_weights_do_not_overflow():
    assert auc([1, 0, 0], [2, 1, 5], weights=[2e300, 3e300, 1e300]) == pytest.approx(0.75)
    assert auc([1, 0, 0], [2, 1, 5], weights=[2e-300, 3e-300, 1e-300]) == pytest.approx(0.75)


def test_a_perfect_order_is_bounded_by_the_rarer_class():
    interval = auc_interval([1, 1, 1, 0, 0, 0, 0], [5, 6, 7, 1, 2, 3, 4])
    assert interval.value == interval.high == 1
    assert interval.low == pytest.approx(0.025 ** (1 / 3))
    turned = auc_interval([0, 0, 0, 1, 1, 1, 1], [5, 6, 7, 1, 2, 3, 4])
    assert turned.value == turned.low == 0
    assert turned.high == pytest.approx(1 - interval.low)


def test_a_single_click_in_the_middle_has_no_interval():
    assert auc_interval([1, 0, 0], [2, 1, 3]) is None
    assert auc_difference([1, 0, 0], [2, 1, 3], [3, 1, 2]) is None


def test_a_higher_level_gives_a_wider_interval():
    labels, scores = [1, 1, 1, 0, 0, 0], [3, 1, 5, 0, 2, 4]
    narrow, wide = auc_interval(labels, scores, level=0.8), auc_interval(labels, scores, level=0.99)
    assert wide.low < narrow.low < narrow.high < wide.high


def test_scores_of_one_order_differ_by_exactly_nothing():
    scores = np.array([3.0, 1.0, 5.0, 0.0, 2.0, 4.0])
    interval = auc_difference([1, 1, 1, 0, 0, 0], scores, scores**3)
    assert (interval.value, interval.low, interval.high) == (0, 0, 0)


def test_a_difference_without_spread_has_no_interval():
    assert auc_difference([1, 1, 0, 0], [3, 4, 1, 2], [1, 2, 3, 4]) is None


def test_the_difference_is_the_first_less_the_second():
    labels, good, poor = [1, 1, 1, 0, 0, 0], [6, 5, 3, 4, 2, 1], [6, 3, 1, 5, 4, 2]
    interval = auc_difference(labels, good, poor)
    assert interval.value == pytest.approx(auc(labels, good) - auc(labels, poor))
    turned = auc_difference(labels, poor, good)
    assert (turned.low, turned.high) == pytest.approx((-interval.high, -interval.low))
    assert interval.low >= -1
    assert interval.high <= 1


def test_bad_rows_and_levels_are_refused():
    with pytest.raises(DataError, match=r"labels\[0\] is 0.5"):
        auc([0.5, 1], [1, 2])
    with pytest.raises(DataError, match=r"b\[1\] is nan"):
        auc_difference([0, 1], [1, 2], [1, float("nan")])
    with pytest.raises(ConfigError, match="level is 95"):
        auc_interval([0, 1], [1, 2], level=95)
