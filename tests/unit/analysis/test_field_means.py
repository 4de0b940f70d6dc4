"""Means by field on the rows of a split and day."""

import numpy as np
import pytest

from clicklens.analysis.field_means import FieldMeans
from clicklens.analysis.row_saliency import row_saliency
from clicklens.core.errors import NotFoundError
from tests.captured_runs import make_captured


def test_means_honour_sampling_weights() -> None:
    subject = make_captured(weighted=True)
    means = FieldMeans(subject, must_have="test")
    states = subject.states(100, "test")
    rows = row_saliency(states, task="click", fields=means.fields)
    expected = np.average(rows, axis=0, weights=states.weights)
    assert means.drawn(100, "test")[0] == pytest.approx(expected)
    assert not np.allclose(expected, rows.mean(axis=0))
    assert [point.saliency.value for point in means.points(100, "test") if point.saliency] == pytest.approx(expected)


def test_the_days_of_a_split_together_make_the_split() -> None:
    means = FieldMeans(make_captured(), must_have="test")
    whole = {point.field: point.saliency for point in means.points(100, "test")}
    days = means.days(100, "test")
    assert sorted({point.day for point in days if point.day is not None}) == [1, 2, 3]
    for name, interval in whole.items():
        parts = [(point.rows, point.saliency) for point in days if point.field == name]
        assert interval is not None
        assert sum(n * part.value for n, part in parts if part) / 200 == pytest.approx(interval.value)


def test_a_day_chooses_rows_and_leaves_splits_without_it_out() -> None:
    means = FieldMeans(make_captured(), must_have="test", day=2)
    assert means.splits == ("test",)
    assert 0 < means.rows("test") < 200
    assert {point.day for point in means.points(100, "test")} == {2}
    assert {point.day for point in means.days(100, "test")} == {2}


def test_a_day_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(NotFoundError, match=r"no row of day 9; its days are \[1, 2, 3\]"):
        FieldMeans(make_captured(), must_have="test", day=9)


def test_rows_without_a_day_have_no_days() -> None:
    assert FieldMeans(make_captured(days=None), must_have="test").days(100, "test") == []
