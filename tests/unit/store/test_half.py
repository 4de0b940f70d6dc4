import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from clicklens.store.half import from_half, to_half, to_scaled_half

finite = st.floats(width=32, allow_nan=False, allow_infinity=False)
moderate = st.floats(-59_000, 59_000, width=32)


def test_activations_below_the_limit_are_kept_in_half_precision() -> None:
    stored = to_half(np.array([[1.5, -59_999.0], [0.0, 2.0**-14]], np.float32))
    assert stored.dtype == np.float16
    assert from_half(stored).tolist() == [[1.5, -60_000.0], [0.0, 2.0**-14]]


@pytest.mark.parametrize("large", [60_000.0, -60_000.0, 3e38, np.inf, -np.inf, np.nan])
def test_one_value_that_half_precision_cannot_hold_keeps_the_array_as_it_is(large: float) -> None:
    values = np.array([0.1, large], np.float32)
    stored = to_half(values)
    assert stored.dtype == np.float32
    np.testing.assert_array_equal(from_half(stored), values)


@given(arrays(np.float32, st.integers(0, 8), elements=moderate))
def test_activations_come_back_to_eleven_bits(values: np.ndarray) -> None:
    error = np.abs(from_half(to_half(values)) - values)
    assert (error <= np.maximum(np.abs(values) * 2.0**-11, 2.0**-25)).all()


def test_gradients_far_below_what_half_precision_holds_do_not_vanish() -> None:
    values = np.array([3e-12, -1e-12, 0.0], np.float32)
    assert (values.astype(np.float16) == 0).all()
    stored, exponent = to_scaled_half(values)
    assert stored.dtype == np.float16
    np.testing.assert_allclose(from_half(stored, exponent), values, rtol=2.0**-11)


def test_the_scale_is_the_power_of_two_that_brings_the_largest_to_the_top() -> None:
    stored, exponent = to_scaled_half(np.array([1.0, -0.5], np.float32))
    assert (stored.tolist(), exponent) == ([16384.0, -8192.0], 14)
    stored, exponent = to_scaled_half(np.array([2.0**20], np.float32))
    assert (stored.tolist(), exponent) == ([16384.0], -6)


@given(arrays(np.float32, st.integers(0, 8), elements=finite))
def test_gradients_of_any_size_come_back_to_eleven_bits_of_themselves_or_to_a_trifle_of_the_largest(
    values: np.ndarray,
) -> None:
    stored, exponent = to_scaled_half(values)
    found = from_half(stored, exponent).astype(np.float64)
    largest = np.abs(values.astype(np.float64)).max(initial=0)
    error = np.abs(found - values)
    assert (error <= np.maximum(np.abs(values) * 2.0**-11, largest * 2.0**-39)).all()


def test_the_largest_number_that_there_is_does_not_round_to_infinity() -> None:
    values = np.array([np.finfo(np.float32).max, 1.0], np.float32)
    assert from_half(*to_scaled_half(values)).tolist() == values.tolist()


@pytest.mark.parametrize("odd", [np.nan, np.inf])
def test_gradients_that_are_not_finite_are_kept_as_they_are(odd: float) -> None:
    values = np.array([1e-12, odd], np.float32)
    stored, exponent = to_scaled_half(values)
    assert exponent == 0
    np.testing.assert_array_equal(from_half(stored, exponent), values)


def test_zeros_and_no_rows_need_no_scale() -> None:
    assert to_scaled_half(np.zeros((3, 2), np.float32))[1] == 0
    assert to_scaled_half(np.zeros((0, 2), np.float32))[0].shape == (0, 2)
    assert to_half(np.zeros((0, 2), np.float32)).dtype == np.float16


def test_every_finite_number_of_half_precision_comes_back_as_numpy_says() -> None:
    every = np.arange(2**16, dtype=np.uint16).view(np.float16)
    finite_ones = every[np.isfinite(every)]
    found, expected = from_half(finite_ones), finite_ones.astype(np.float32)
    np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(np.signbit(found), np.signbit(expected))
    np.testing.assert_array_equal(from_half(finite_ones[::2].reshape(8, -1)), expected[::2].reshape(8, -1))
