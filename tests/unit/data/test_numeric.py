import numpy as np
import pytest

from clicklens.core.field import Cumulative, LogSquare, NumericField, Quantile
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


def test_a_share_is_that_of_the_training_rows_at_or_below_the_number():
    values = np.random.default_rng(0).gamma(2.0, 10.0, 5000)
    found = fitted(values, transform=Cumulative(quantiles=100))
    asked = np.array([0.5, 3.0, 20.0, 45.0, 80.0])
    by_hand = [sum(1 for value in values if value <= x) / len(values) for x in asked]
    assert found.apply(asked).tolist() == pytest.approx(by_hand, abs=0.01)
    shares = found.apply(np.sort(values))
    assert shares.dtype == np.float32
    assert np.abs(shares - np.linspace(0, 1, len(values))).max() < 0.01


def test_a_share_is_from_0_up_to_1_and_a_missing_one_is_in_the_middle():
    found = fitted([1.0, 2.0, 3.0], transform=Cumulative(quantiles=2))
    shares = found.apply(np.array([-1e9, 1.0, 1.5, 2.0, 2.5, 3.0, 1e9, np.inf, GONE]))
    assert shares.tolist() == pytest.approx([0, 0, 0.25, 0.5, 0.75, 1, 1, 1, 0.5])
    assert shares.max() < 1


def test_a_number_that_many_rows_hold_has_the_share_at_or_below_it():
    found = fitted([0.0] * 60 + [1.0] * 40, transform=Cumulative(quantiles=100))
    assert found.apply(np.array([-1.0, 0.0, 0.5, 1.0])).tolist() == pytest.approx([0.0, 0.6, 0.6, 1.0], abs=0.011)
    assert fitted([7.0, 7.0], transform=Cumulative()).apply(np.array([6.0, 7.0])).tolist() == pytest.approx([0.0, 1.0])


def test_a_bucket_reads_as_its_range():
    vocabulary = BucketVocabulary(FittedQuantile(edges=(1.0, 2.5)), np.array([0, 3, 3, 3]))
    assert vocabulary.decode([0, 1, 2, 3]) == [None, "below 1", "1 to 2.5", "2.5 and above"]
    assert vocabulary.size == 4


def test_a_field_that_is_always_missing_can_be_fitted():
    assert fitted([GONE]).apply(np.array([GONE, 5.0])).tolist() == [0.0, 5.0]
    assert fitted([GONE], transform=Cumulative()).apply(np.array([GONE, -1.0])).tolist() == [0.5, 0.0]


def test_a_number_far_outside_the_training_rows_stays_finite():
    found = fitted([0.0, 1e-30])
    assert np.isfinite(found.apply(np.array([3e38, -3e38]))).all()
