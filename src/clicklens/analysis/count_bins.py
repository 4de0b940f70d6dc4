"""Bins of ids by how often training holds them: never, once, 2 to 3, 4 to 7 and so on, each twice as wide."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


def count_bins(counts: Integers) -> Integers:
    """counts (n,), 0 or more -> (n,) the bin of each: 0 of 0, then 1 + the whole part of its logarithm to base 2"""
    bins: Integers = np.frexp(counts.astype(np.float64))[1].astype(np.int64)  # exact: c = m 2^e with m in [1/2, 1)
    return bins


def bin_ends(place: int) -> tuple[int, int]:
    """The least and the greatest count in a bin."""
    return (0, 0) if place == 0 else (2 ** (place - 1), 2**place - 1)
