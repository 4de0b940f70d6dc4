"""Correlations where one side does not vary; the oracle has their values."""

import numpy as np
import pytest

from clicklens.analysis.correlation import correlations


def test_what_does_not_vary_has_no_r() -> None:
    a = np.arange(5.0)
    assert np.isnan(correlations(a, np.ones((5, 1)), np.ones((2, 5)))).all()
    assert np.isnan(correlations(np.full(5, 1e9), a[:, None], np.ones((1, 5)))).all()


def test_rows_without_weight_do_not_make_it_vary() -> None:
    a, b = np.array([0.0, 0.0, 9.0]), np.array([[1.0], [2.0], [3.0]])
    found = correlations(a, b, np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]))
    assert np.isnan(found[0, 0])
    assert found[1, 0] == pytest.approx(np.corrcoef(a, b[:, 0])[0, 1])
