import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import DataError
from clicklens.metrics import auc, gauc, gauc_difference, gauc_interval, rela_impr

LABELS = [1, 0, 1, 0, 0, 1, 1]
SCORES = [2, 1, 1, 3, 2, 9, 9]
GROUPS = [7, 7, 3, 3, 3, 5, 5]  # user 7 has AUC 1 on 2 rows, user 3 AUC 0 on 3 rows, user 5 only clicks

rows = st.lists(
    st.tuples(st.integers(0, 1), st.integers(-3, 3), st.integers(-4, 4), st.integers(0, 3)), min_size=1, max_size=40
)


def test_users_count_by_their_impressions_and_those_of_one_class_not_at_all():
    assert gauc(LABELS, SCORES, GROUPS) == 2 / 5


def test_a_users_weights_count_within_it_and_for_it():
    # user 1: the won pair weighs 2 * 1, the lost one 2 * 3, AUC 1/4 on 6 impressions; user 2: AUC 1 on 2 impressions
    labels, scores, groups = [1, 0, 0, 1, 0], [2, 1, 3, 1, 0], [1, 1, 1, 2, 2]
    assert gauc(labels, scores, groups, weights=[2, 1, 3, 1, 1]) == pytest.approx((6 * 0.25 + 2 * 1) / 8)


def test_one_user_has_the_plain_auc():
    assert gauc(LABELS, SCORES, [1] * 7) == auc(LABELS, SCORES)


@given(rows)
def test_it_equals_a_loop_over_users(quadruples):
    labels, scores, groups, weights = (np.array(values) for values in zip(*quadruples, strict=True))
    total, impressions = 0.0, 0.0
    for user in np.unique(groups):
        mine = groups == user
        value = auc(labels[mine], scores[mine], weights=weights[mine])
        if value is not None:
            total += value * weights[mine].sum()
            impressions += weights[mine].sum()
    expected = None if impressions == 0 else pytest.approx(total / impressions)
    assert gauc(labels, scores, groups, weights=weights) == expected


def test_a_user_of_tiny_weight_keeps_its_own_order():
    labels, scores, groups = [1, 0, 1, 0, 0], [1, 0, 1, 0, 2], [1, 1, 2, 2, 2]
    weights = [1e15, 1e15, 1e-9, 1e-9, 3e-9]
    heavy_alone = gauc(labels, scores, groups, weights=weights)
    assert heavy_alone == pytest.approx(1)
    light = gauc(labels[2:], scores[2:], groups[2:], weights=weights[2:])
    assert light == pytest.approx(0.25)


@pytest.mark.parametrize("labels", [[], [1, 1], [0, 0]])
def test_without_a_user_of_both_classes_it_is_undefined(labels):
    groups = np.ones(len(labels), dtype=int)
    assert gauc(labels, labels, groups) is None
    assert gauc_interval(labels, labels, groups) is None
    assert gauc_difference(labels, labels, labels, groups) is None


def test_every_user_of_one_class_leaves_nothing():
    assert gauc([1, 0], [1, 0], [1, 2]) is None


def test_the_interval_is_that_of_users_and_holds_its_value():
    random = np.random.default_rng(3)
    labels, scores = random.integers(0, 2, 300), random.normal(size=300)
    groups = np.repeat(np.arange(30), 10)
    interval = gauc_interval(labels, scores, groups)
    assert interval.value == gauc(labels, scores, groups)
    assert 0 <= interval.low < interval.value < interval.high <= 1


def test_users_who_all_agree_give_no_interval():
    assert gauc_interval([1, 0, 1, 0], [1, 0, 1, 0], [1, 1, 2, 2]) is None


def test_the_difference_is_paired_by_user():
    labels, groups = [1, 0, 1, 0, 1, 0], [1, 1, 2, 2, 3, 3]
    a, b = [1, 0, 1, 0, 1, 0], [1, 0, 1, 0, 0, 1]  # b loses user 3
    interval = gauc_difference(labels, a, b, groups)
    assert interval.value == pytest.approx(1 / 3)
    assert gauc_difference(labels, a, a, groups).high == 0


def test_groups_must_be_whole_numbers_of_the_same_length():
    with pytest.raises(DataError, match="groups are float64"):
        gauc([1, 0], [1, 0], [1.0, 1.0])
    with pytest.raises(DataError, match="groups have 1 rows"):
        gauc([1, 0], [1, 0], [1])


def test_rela_impr_is_the_gain_over_chance():
    assert rela_impr(0.75, 0.6) == pytest.approx(1.5)
    assert rela_impr(0.6, 0.6) == 0
    assert rela_impr(0.6, 0.5) is None
    assert rela_impr(0.6, 0.4) is None
    assert rela_impr(None, 0.6) is None
    assert rela_impr(0.6, None) is None
    with pytest.raises(DataError, match="value is 60"):
        rela_impr(60, 0.6)
    with pytest.raises(DataError, match="base is nan"):
        rela_impr(0.6, float("nan"))
