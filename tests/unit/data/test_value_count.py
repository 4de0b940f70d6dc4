from collections import Counter

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from clicklens.data import value_count
from clicklens.data.value_count import ValueCount

pieces = st.lists(st.lists(st.none() | st.integers(-3, 3), max_size=10), max_size=5)


def ranked(values):
    return sorted(Counter(v for v in values if v is not None).items(), key=lambda pair: (-pair[1], pair[0]))


@given(pieces)
def test_values_are_ranked_by_count_then_value_and_missing_ones_are_none(rows):
    count = ValueCount("integer")
    for row in rows:
        count.add(pa.array(row, pa.int64()))
    values, counts = count.sorted()
    expected = ranked([value for row in rows for value in row])
    assert list(zip(values.to_pylist(), counts.to_pylist(), strict=True)) == expected


def test_adding_up_early_changes_nothing(monkeypatch):
    monkeypatch.setattr(value_count, "_SLACK", 3)
    rng = np.random.default_rng(0)
    words = [f"w{i}" for i in rng.integers(0, 20, 200)]
    count = ValueCount("text")
    for first in range(0, 200, 10):
        count.add(pa.array(words[first : first + 10], pa.large_string()))
    values, counts = count.sorted()
    assert list(zip(values.to_pylist(), counts.to_pylist(), strict=True)) == ranked(words)
