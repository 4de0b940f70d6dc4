"""Combinations as numbers: solved by hand, back again for any sizes, and refused where 64 bits are too few."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.crossing import with_crosses
from clicklens.core.errors import SchemaError
from clicklens.core.schema import FeatureSchema
from clicklens.data.combination import Combination

SCHEMA = FeatureSchema(
    name="rows",
    fields=[
        "a",
        "b",
        {"name": "n", "kind": "numeric"},
        {"name": "q", "kind": "numeric", "transform": {"kind": "quantile", "buckets": 4}},
    ],
)


def combination(*fields, sizes):
    schema = with_crosses(SCHEMA, [fields], buckets=10)
    return Combination(schema.crosses[0], schema, sizes)


def test_the_number_of_a_combination_by_hand():
    found = combination("a", "b", "q", sizes={"a": 3, "b": 5, "q": 5})
    ids = {"a": np.array([2, 1, 0, 2]), "b": np.array([4, 0, 3, 1]), "q": np.array([3, 2, 1, 0])}
    # (2 * 5 + 4) * 5 + 3; b is missing; a is missing; a missing number is a bucket like any other
    assert found.codes(ids).to_pylist() == [73, None, None, 55]


def test_a_number_that_is_none_by_bucket_has_the_buckets_of_the_cross():
    assert combination("a", "n", sizes={"a": 3}).sizes == {"a": 3, "n": 11}


@given(st.data())
def test_its_parts_come_back(data):
    sizes = {name: data.draw(st.integers(2, 2_000_000)) for name in "ab"}
    found = combination("a", "b", "n", sizes=sizes)
    top = {**sizes, "n": 11}
    rows = data.draw(st.lists(st.tuples(*(st.integers(0 if n == "n" else 1, top[n] - 1) for n in top)), min_size=1))
    ids = dict(zip(top, np.array(rows, dtype=np.int64).T, strict=True))
    codes = found.codes(ids)
    assert codes.null_count == 0
    parts = found.parts(codes.to_numpy())
    assert all((parts[name] == ids[name]).all() for name in top)
    assert len(set(codes.to_pylist())) == len(set(rows))


def test_more_combinations_than_can_be_numbered_are_refused():
    with pytest.raises(SchemaError, match="4,000,000,000 x 4,000,000,000 possible combinations"):
        combination("a", "b", sizes={"a": 4_000_000_000, "b": 4_000_000_000})
