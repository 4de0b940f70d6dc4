"""Friedman's H, against its formula written out over a table."""

import numpy as np
import pytest

from clicklens.core.errors import DataError
from clicklens.interactions import HStatistic, Off, TableBox
from tests.black_boxes import planted_box


def predict(rows):
    return rows[:, 0] * rows[:, 1] + rows[:, 2] + 0.5 * rows[:, 1] ** 2


def partial_dependence(rows, columns):
    """For each row i the mean of predict over all rows, with row i's values in these columns."""
    found = np.empty(len(rows))
    for i, row in enumerate(rows):
        mixed = rows.copy()
        mixed[:, columns] = row[columns]
        found[i] = predict(mixed).mean()
    return found - found.mean()


def test_it_is_friedmans_formula():
    rows = np.random.default_rng(0).normal(size=(40, 3)) + 0.3
    box = TableBox(predict, rows, rows, off=Off(kind="resample", rows=40))
    found = HStatistic().detect(box).pairs
    assert found.shape == (1, 3, 3)
    for j, k in ((0, 1), (0, 2), (1, 2)):
        both, one, other = (partial_dependence(rows, columns) for columns in ([j, k], [j], [k]))
        by_hand = np.sqrt(((both - one - other) ** 2).sum() / (both**2).sum())
        assert found[0, j, k] == pytest.approx(by_hand, abs=1e-8)
    assert found[0, 0, 2] == found[0, 1, 2] == 0.0
    assert 0.1 < found[0, 0, 1] < 1


def test_one_instance_is_refused():
    with pytest.raises(DataError, match="the box has 1 instance"):
        HStatistic().detect(planted_box((0,)))


def test_a_model_that_says_the_same_of_every_row_has_no_interactions():
    assert HStatistic().detect(planted_box()).sets == ((),)
