"""Whatever the rows: crosses made of encoded rows, of the rows anew, and of each row when it is served are the same."""

from collections import Counter

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from clicklens.core.crossing import with_crosses
from clicklens.core.schema import FeatureSchema
from clicklens.data.encode import encode
from clicklens.data.extend import extend

PLAIN = FeatureSchema.model_validate(
    {
        "name": "any rows",
        "fields": [
            "word",
            "number",
            {"name": "measure", "kind": "numeric"},
            {"name": "bucket", "kind": "numeric", "transform": {"kind": "quantile", "buckets": 3}},
            {"name": "words", "multi": True},
        ],
        "tables": [{"name": "word", "vocabulary": {"kind": "cutoff", "min_count": 2}}],
    }
)
TYPES = {
    "word": pa.string(),
    "number": pa.int64(),
    "measure": pa.float64(),
    "bucket": pa.float64(),
    "words": pa.list_(pa.string()),
    "click": pa.int8(),
}
measures = st.none() | st.floats(-1e9, 1e9) | st.sampled_from([0.0, 1.0])
rows = st.lists(
    st.fixed_dictionaries(
        {
            "word": st.none() | st.sampled_from(["a", "b", "é", "", "a x b"]),
            "number": st.none() | st.integers(0, 3) | st.integers(-(2**63), 2**63 - 1),
            "measure": measures,
            "bucket": measures,
            "words": st.none() | st.lists(st.sampled_from(["a", "b"])),
            "click": st.integers(0, 1),
        }
    ),
    min_size=1,
    max_size=15,
)
sets = st.lists(
    st.lists(st.sampled_from(["word", "number", "measure", "bucket"]), min_size=2, unique=True).map(tuple),
    min_size=1,
    max_size=3,
    unique_by=frozenset,
)


def as_table(found):
    return pa.table({name: pa.array([row[name] for row in found], kind) for name, kind in TYPES.items()})


@settings(deadline=None, max_examples=60)
@given(rows, rows, sets, st.integers(1, 3), st.integers(2, 4))
def test_extended_encoded_and_served_rows_agree(tmp_path_factory, train, test, crossed, min_count, buckets):
    folder = tmp_path_factory.mktemp("any")
    schema = with_crosses(PLAIN, crossed, min_count=min_count, buckets=buckets)
    parts = {"train": as_table(train), "test": as_table(test)}
    extended = extend(encode(parts, PLAIN, folder / "plain"), schema, folder / "extended")
    encoded = encode(parts, schema, folder / "encoded")
    assert extended.manifest.digest == encoded.manifest.digest
    for split, table in parts.items():
        stored = extended.split(split).batch(np.arange(len(table)))
        served = encoded.encode_rows(table.drop_columns("click"))
        anew = extended.crossed(stored)
        for cross in schema.crosses:
            ids = stored.ids[cross.name].tolist()
            assert ids == encoded.split(split).batch(np.arange(len(table))).ids[cross.name].tolist()
            assert ids == served.ids[cross.name].tolist()
            assert ids == anew.ids[cross.name].tolist()


@settings(deadline=None, max_examples=60)
@given(rows, sets, st.integers(1, 3))
def test_an_id_stands_for_one_combination_that_is_frequent_enough(tmp_path_factory, train, crossed, min_count):
    folder = tmp_path_factory.mktemp("any")
    schema = with_crosses(PLAIN, crossed, min_count=min_count, buckets=3)
    dataset = encode({"train": as_table(train)}, schema, folder / "encoded")
    batch = dataset.split("train").batch(np.arange(len(train)))
    held = {name: ids[:, 0].tolist() for name, ids in {**batch.ids, **batch.buckets}.items() if ids.shape[1] == 1}
    for cross in schema.crosses:
        together = list(zip(*(held[name] for name in cross.fields), strict=True))
        needed = [place for place, name in enumerate(cross.fields) if name in ("word", "number")]
        whole = [all(one[place] for place in needed) for one in together]
        count = Counter(one for one, there in zip(together, whole, strict=True) if there)
        ids = held[cross.name]
        assert [bool(i) for i in ids] == [
            there and count[one] >= min_count for one, there in zip(together, whole, strict=True)
        ]
        assert len({*zip(ids, together, strict=True)} - {(0, one) for one in together}) == len({*ids} - {0})
