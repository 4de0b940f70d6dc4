"""What a person had done before each row: sequences that know nothing of the row's own time or later."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def earlier(
    *, who: NDArray[Any], when: NDArray[Any], what: NDArray[Any], kept: NDArray[np.bool_], longest: int
) -> pa.ListArray:
    """For each row the last ``longest`` values of ``what`` among the same person's ``kept`` rows, oldest first.

    Only rows with a strictly smaller ``when`` count, so rows of the same second do not see one another. All arrays are
    (n,); rows may stand in any order, values of one second keep theirs.
    """
    person = np.unique(who, return_inverse=True)[1].astype(np.int64)
    moments, moment = np.unique(when, return_inverse=True)
    key = person * len(moments) + moment  # (n,), sorts by person, then time
    places = np.flatnonzero(kept)
    places = places[np.argsort(key[places], kind="stable")]
    past_key = key[places]
    end = np.searchsorted(past_key, key, side="left")
    start = np.maximum(np.searchsorted(past_key, person * len(moments), side="left"), end - longest)
    return ragged(what[places], start, end)


def ragged(values: NDArray[Any], start: NDArray[np.int64], end: NDArray[np.int64]) -> pa.ListArray:
    """The lists values[start[i]:end[i]]."""
    length = end - start
    offsets = np.concatenate([[0], np.cumsum(length)])
    index = np.arange(offsets[-1]) + np.repeat(start - offsets[:-1], length)
    return pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), pa.array(values[index]))
