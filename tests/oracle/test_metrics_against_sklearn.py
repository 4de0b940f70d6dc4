"""Each metric that scikit-learn has too, against scikit-learn, on any rows."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import expit
from sklearn import metrics as sklearn_metrics

from clicklens.metrics import (
    auc,
    average_precision,
    log_loss,
    paired_mean_difference,
    spearman,
    unpaired_mean_difference,
)


@st.composite
def both_classes(draw):
    """Labels of both classes, logits with and without ties, weights of at least 0.1."""
    n = draw(st.integers(2, 40))
    coarse = st.integers(-3, 3).map(float)
    labels = draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))
    assume(0 < sum(labels) < n)
    logits = draw(st.lists(st.one_of(coarse, st.floats(-20, 20)), min_size=n, max_size=n))
    weights = draw(st.lists(st.floats(0.1, 100), min_size=n, max_size=n))
    return np.array(labels), np.array(logits), np.array(weights)


@given(both_classes())
def test_auc(rows):
    labels, logits, weights = rows
    assert auc(labels, logits) == pytest.approx(sklearn_metrics.roc_auc_score(labels, logits))
    weighted = sklearn_metrics.roc_auc_score(labels, logits, sample_weight=weights)
    assert auc(labels, logits, weights=weights) == pytest.approx(weighted)


@given(both_classes())
def test_average_precision(rows):
    labels, logits, weights = rows
    plain = sklearn_metrics.average_precision_score(labels, logits)
    assert average_precision(labels, logits) == pytest.approx(plain)
    weighted = sklearn_metrics.average_precision_score(labels, logits, sample_weight=weights)
    assert average_precision(labels, logits, weights=weights) == pytest.approx(weighted)


@given(both_classes())
def test_log_loss(rows):
    labels, logits, weights = rows
    pctr = expit(logits)
    assert log_loss(labels, logits) == pytest.approx(sklearn_metrics.log_loss(labels, pctr), rel=1e-6, abs=1e-12)
    weighted = sklearn_metrics.log_loss(labels, pctr, sample_weight=weights)
    assert log_loss(labels, logits, weights=weights) == pytest.approx(weighted, rel=1e-6, abs=1e-12)


values = st.lists(st.integers(-100, 100).map(lambda x: x / 8), min_size=3, max_size=12)


@given(values, values)
def test_mean_differences_against_scipy(a, b):
    assume(np.ptp(a) > 0 or np.ptp(b) > 0)
    unpaired = unpaired_mean_difference(a, b, level=0.9)
    low, high = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.9)
    assert (unpaired.low, unpaired.high) == pytest.approx((low, high), abs=1e-9)
    n = min(len(a), len(b))
    x, y = np.array(a[:n]), np.array(b[:n])
    assume(np.ptp(x - y) > 0)
    paired = paired_mean_difference(x, y, level=0.9)
    low, high = stats.ttest_rel(x, y).confidence_interval(0.9)
    assert (paired.low, paired.high) == pytest.approx((low, high), abs=1e-9)


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=4, max_size=40))
def test_spearman_against_scipy(points):
    a, b = (np.array(numbers) for numbers in zip(*points, strict=True))
    assume(np.ptp(a) > 0 and np.ptp(b) > 0)
    assert spearman(a, b).value == pytest.approx(stats.spearmanr(a, b).statistic)
