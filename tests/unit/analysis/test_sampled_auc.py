"""AUC with the interval that the weights allow."""

import numpy as np
import pytest

from clicklens.analysis.sampled_auc import SampledAuc
from clicklens.metrics import auc, auc_difference, auc_interval


@pytest.fixture
def rows() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    labels = (random.random(300) < 0.4).astype(np.float32)
    good = labels + random.normal(size=300)
    return labels, good, good + random.normal(size=300)


def test_even_weights_take_delongs_interval(rows: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    labels, a, b = rows
    judge = SampledAuc(labels, np.full(300, 2.0, dtype=np.float32))
    assert judge.of(a) == auc_interval(labels, a)
    assert judge.difference(a, b) == auc_difference(labels, a, b)


def test_uneven_weights_enter_the_figure_and_its_interval(rows: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    labels, a, b = rows
    weights = np.random.default_rng(1).uniform(0.2, 4.0, 300).astype(np.float32)
    judge = SampledAuc(labels, weights)
    value, gap = judge.of(a), judge.difference(a, b)
    assert value is not None
    assert gap is not None
    assert value.value == pytest.approx(auc(labels, a, weights=weights))
    assert value.low < value.value < value.high
    assert gap.excludes_zero
    assert judge.difference(a, b) == gap, "the same seed, the same interval"


def test_one_class_has_no_auc() -> None:
    for weights in (np.ones(9), np.arange(1.0, 10.0)):
        judge = SampledAuc(np.zeros(9, dtype=np.float32), weights.astype(np.float32))
        assert judge.of(np.arange(9.0)) is None
        assert judge.difference(np.arange(9.0), np.ones(9)) is None
