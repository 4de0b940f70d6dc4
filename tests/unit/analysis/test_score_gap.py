import numpy as np
import pytest

from clicklens.analysis.score_estimate import ScoredRows
from clicklens.analysis.score_gap import AucGap, auc_gap


def rows(clicked: list[float], others: list[float], times: int = 20) -> ScoredRows:
    logits = np.tile(np.array(clicked + others), times)
    labels = np.tile(np.array([1.0] * len(clicked) + [0.0] * len(others)), times)
    return ScoredRows(labels, logits, np.ones(len(labels)), None, None)


def gap(train: ScoredRows, held_out: ScoredRows) -> AucGap:
    found = auc_gap(train, held_out, split="test", draws=100, seed=0)
    assert found is not None
    return found


TRAIN = rows([3.0, 4.0], [1.0, 2.0])


def test_the_gap_comes_from_clicked_rows_where_only_they_moved() -> None:
    # A(train, train) = 1, clicked rows of test at 0 and 4 beat half of 1 and 2
    found = gap(TRAIN, rows([0.0, 4.0], [1.0, 2.0]))
    assert found.gap.value == pytest.approx(0.5)
    assert found.clicked.value == pytest.approx(0.5)
    assert found.not_clicked.value == pytest.approx(0.0)


def test_the_gap_comes_from_other_rows_where_only_they_moved() -> None:
    found = gap(TRAIN, rows([3.0, 4.0], [1.0, 5.0]))
    assert (found.gap.value, found.clicked.value, found.not_clicked.value) == pytest.approx((0.5, 0.0, 0.5))


def test_the_parts_by_hand_where_both_moved() -> None:
    # A(train, train) = 1; A(test, test): 2.5 and 3.5 against 1 and 3: (1 + 0 + 1 + 1) / 4 = 3/4;
    # A(test, train): 2.5 and 3.5 against 1 and 2: 1;
    # A(train, test): 3 and 4 against 1 and 3: (1 + 1/2 + 1 + 1) / 4 = 7/8.
    found = gap(TRAIN, rows([2.5, 3.5], [1.0, 3.0]))
    assert found.gap.value == pytest.approx(1 / 4)
    assert found.clicked.value == pytest.approx(((1 - 1) + (7 / 8 - 3 / 4)) / 2)
    assert found.not_clicked.value == pytest.approx(((1 - 7 / 8) + (1 - 3 / 4)) / 2)


def test_the_parts_add_up_and_intervals_hold_them() -> None:
    random = np.random.default_rng(0)
    sides = [rows(random.normal(1, 1, 50).tolist(), random.normal(0, 1, 90).tolist(), times=1) for _ in range(2)]
    found = gap(*sides)
    assert found.clicked.value + found.not_clicked.value == pytest.approx(found.gap.value)
    for part in (found.gap, found.clicked, found.not_clicked):
        assert part.low < part.value < part.high
    assert found.gap.low < 0 < found.gap.high  # both sides are draws of the same


def test_one_class_alone_has_no_gap() -> None:
    assert auc_gap(TRAIN, rows([], [1.0, 2.0]), split="test", draws=50, seed=0) is None
