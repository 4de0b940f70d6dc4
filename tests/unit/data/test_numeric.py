import numpy as np
import pytest

from clicklens.core.field import LogSquare, NumericField, Quantile
from clicklens.data.numeric import BucketVocabulary, FittedQuantile, NumericFit, log_square

GONE = float("nan")


def fitted(values, **options):
    fit = NumericFit(NumericField(name="x", **options), seed=0)
    fit.add(np.array(values, dtype=float), np.arange(len(values)))
    return fit.fitted()


def test_standardising_gives_mean_0_and_deviation_1_and_missing_is_the_mean():
    found = fitted([1.0, 3.0, GONE])
    assert (found.mean, found.deviation) == (2.0, 1.0)
    assert found.apply(np.array([1.0, 3.0, GONE])).tolist() == [-1.0, 1.0, 0.0]


def test_log_square_leaves_small_values_and_squares_the_logarithm_of_others():
    assert log_square(np.array([-5.0, 2.0, np.e**2])).tolist() == pytest.approx([-5.0, 2.0, 4.0])
    found = fitted([0.0, np.e**2], transform=LogSquare())
    assert (found.mean, found.deviation) == pytest.approx((2.0, 2.0))
    assert found.apply(np.array([0.0, np.e**2, GONE])).tolist() == pytest.approx([-1.0, 1.0, 0.0])


def test_buckets_hold_equal_counts_and_missing_is_bucket_0():
    values = np.arange(100.0)
    found = fitted(values, transform=Quantile(buckets=4))
    assert np.bincount(found.apply(values)).tolist() == [0, 25, 25, 25, 25]
    assert found.apply(np.array([GONE, -1e9, 1e9])).tolist() == [0, 1, 4]


def test_a_bucket_reads_as_its_range():
    vocabulary = BucketVocabulary(FittedQuantile(edges=(1.0, 2.5)), np.array([0, 3, 3, 3]))
    assert vocabulary.decode([0, 1, 2, 3]) == [None, "below 1", "1 to 2.5", "2.5 and above"]
    assert vocabulary.size == 4


def test_a_field_that_is_always_missing_can_be_fitted():
    assert fitted([GONE]).apply(np.array([GONE, 5.0])).tolist() == [0.0, 5.0]


def test_a_number_far_outside_the_training_rows_stays_finite():
    found = fitted([0.0, 1e-30])
    assert np.isfinite(found.apply(np.array([3e38, -3e38]))).all()
