"""Inner states in half precision: half the disk, eleven bits of every number.

float16 holds magnitudes from 6e-8 to 65,504 and, from 6.1e-5 up, eleven significant bits (relative error at most
2^-11 = 0.05 %). Activations are kept so when all are below 6e4; one that is not, or that is infinite or not a number,
makes its whole array float32. Gradients are often far smaller than 6e-8 (a well-trained model's are), so each field's
are first multiplied by the power of two that brings the largest to between 2^14 and 2^15; the exponent stands beside
them, and multiplying by a power of two loses nothing. What is smaller than the largest by more than a factor of 2^28
loses bits, by more than 2^39 it becomes 0.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

LIMIT = 6e4  # from this magnitude on an array is kept as float32
_LARGEST = 2.0**127  # above it eleven bits may round to what float32 cannot hold
_AT_ONCE = 1 << 16  # numbers that stay in the processor's cache from one pass to the next
_SIGN_AND_REST = np.int32(-0x7000_2000)  # 0x8fff_e000: the highest bit, and the fifteen that follow the third one


def to_half(values: NDArray[np.float32]) -> NDArray[np.float16] | NDArray[np.float32]:
    """float16 where every magnitude is below the limit, else float32 as it is."""
    largest = float(np.abs(values).max(initial=0.0))
    return values.astype(np.float16) if largest < LIMIT else values  # NaN is not below it


def to_scaled_half(values: NDArray[np.float32]) -> tuple[NDArray[np.float16] | NDArray[np.float32], int]:
    """values * 2^exponent as float16, and the exponent; float32 and 0 when a value is not finite, or rounds to such."""
    largest = float(np.abs(values).max(initial=0.0))
    if not largest < _LARGEST:  # NaN is not below it
        return values, 0
    exponent = 15 - int(np.frexp(largest)[1]) if largest else 0
    return np.ldexp(values, exponent).astype(np.float16), exponent


def from_half(stored: NDArray[Any], exponent: int = 0) -> NDArray[np.float32]:
    """stored * 2^-exponent as float32."""
    values = _widened(stored) if stored.dtype == np.float16 else stored.astype(np.float32)
    return np.ldexp(values, -exponent) if exponent else values


def _widened(stored: NDArray[np.float16]) -> NDArray[np.float32]:
    """Finite float16 as float32, three times as fast as numpy's own conversion.

    Sign, exponent and fraction are moved to where float32 has them. That reads as the number times 2^(15 - 127), which
    the multiplication takes back, exactly, also of numbers below float16's normal range.
    """
    values = np.empty(stored.shape, dtype=np.float32)
    bits, numbers, source = values.reshape(-1).view(np.int32), values.reshape(-1), stored.reshape(-1).view(np.int16)
    scale = np.float32(2.0**112)
    for start in range(0, len(source), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        np.left_shift(source[part], 13, out=bits[part], dtype=np.int32)  # the sign is spread over the three top bits
        bits[part] &= _SIGN_AND_REST
        numbers[part] *= scale
    return values
