"""Rows in, the same rows out: over every kind of file, and for whatever hypothesis comes up with."""

from pathlib import Path

import numpy as np
import polars
import pyarrow as pa
import pyarrow.csv
import pyarrow.feather
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.schema import FeatureSchema
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.data.split import RandomSplit, TimeSplit
from tests.factories import make_rows, make_schema

SCHEMA = FeatureSchema.model_validate(
    {
        "name": "any rows",
        "fields": [
            "number",
            "word",
            {"name": "words", "multi": True, "max_length": 3},
            {"name": "past", "kind": "sequence", "table": "number", "max_length": 2},
            {"name": "measure", "kind": "numeric"},
            {"name": "bucket", "kind": "numeric", "transform": {"kind": "quantile", "buckets": 3}},
        ],
        "group": "word",
    }
)
TYPES = {
    "number": pa.int64(),
    "word": pa.string(),
    "words": pa.list_(pa.string()),
    "past": pa.list_(pa.int64()),
    "measure": pa.float64(),
    "bucket": pa.float64(),
    "click": pa.int8(),
}
numbers = st.integers(-(2**63), 2**63 - 1) | st.integers(0, 5)
words = st.text(max_size=6) | st.sampled_from(["a", "b", "16777216", "16777217"])
measures = st.floats(-1e9, 1e9)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "number": st.none() | numbers,
            "word": st.none() | words,
            "words": st.none() | st.lists(words.filter(bool), max_size=5),
            "past": st.none() | st.lists(numbers, max_size=4),
            "measure": st.none() | measures,
            "bucket": st.none() | measures,
            "click": st.integers(0, 1),
        }
    ),
    min_size=1,
    max_size=12,
)


def as_table(found: list[dict[str, object]]) -> pa.Table:
    return pa.table({name: pa.array([row[name] for row in found], kind) for name, kind in TYPES.items()})


@given(rows)
def test_every_value_of_the_training_rows_comes_back(tmp_path_factory, found):
    dataset = encode(as_table(found), SCHEMA, tmp_path_factory.mktemp("any") / "dataset")
    decoded = dataset.split("train").decoded(np.arange(len(found)))
    for row, back in zip(found, decoded.to_dict("records"), strict=True):
        assert back["number"] == (None if row["number"] is None else str(row["number"]))
        assert back["word"] == row["word"]
        assert back["words"] == (row["words"] or [])[:3]
        assert back["past"] == [str(value) for value in (row["past"] or [])[-2:]]
        for name in ("measure", "bucket"):
            assert back[name] == row[name] or (np.isnan(back[name]) and row[name] is None)


@given(rows, st.integers(0, 99))
def test_a_batch_holds_the_ids_of_the_vocabulary_and_zeros_behind_them(tmp_path_factory, found, seed):
    dataset = encode(as_table(found), SCHEMA, tmp_path_factory.mktemp("any") / "dataset")
    split = dataset.split("train")
    order = split.shuffled(seed, 0)
    batch = split.batch(order)
    for name, table in (("words", "words"), ("past", "number")):
        ids = batch.ids[name].numpy()
        assert ids.max(initial=0) < dataset.table_sizes[table]
        for place, row in enumerate(order):
            length = len(split.field_ids(name).row(row))
            assert (ids[place, :length] > 0).all()
            assert (ids[place, length:] == 0).all()
    assert batch.labels["click"].tolist() == [found[row]["click"] for row in order]


def as_text(table: pa.Table) -> pa.Table:
    """Lists as delimited text, as a text file holds them."""
    for name in ("tags", "history"):
        joined = ["|".join(str(value) for value in row) or None for row in table[name].to_pylist()]
        table = table.set_column(table.column_names.index(name), name, pa.array(joined, pa.string()))
    return table


def text_schema() -> FeatureSchema:
    schema = make_schema()
    fields = [f.model_copy(update={"delimiter": "|"}) if f.name in ("tags", "history") else f for f in schema.fields]
    return schema.model_copy(update={"fields": tuple(fields)})


def decoded(dataset: EncodedDataset) -> dict[str, list[object]]:
    return {
        name: dataset.split(name).decoded(np.arange(len(dataset.split(name)))).to_dict("list")
        for name in dataset.splits
    }


@pytest.mark.parametrize("kind", ["parquet", "feather", "csv", "tsv.gz", "folder", "polars", "lazy", "pandas"])
def test_every_kind_of_source_gives_the_same_rows(tmp_path: Path, kind: str) -> None:
    table = make_rows(rows=120)
    expected = encode(table, make_schema(), tmp_path / "expected", split=TimeSplit(test_share=0.25))
    source: object = tmp_path / f"rows.{kind}"
    schema = make_schema()
    if kind == "parquet":
        pyarrow.parquet.write_table(table, source, row_group_size=50)
    elif kind == "feather":
        pyarrow.feather.write_feather(table, str(source))
    elif kind in ("csv", "tsv.gz"):
        schema = text_schema()
        with pa.output_stream(str(source), compression="gzip" if kind == "tsv.gz" else None) as file:
            options = pyarrow.csv.WriteOptions(delimiter="\t" if kind == "tsv.gz" else ",")
            pyarrow.csv.write_csv(as_text(table), file, options)
    elif kind == "folder":
        (tmp_path / "rows.folder").mkdir()
        for part in range(3):
            pyarrow.parquet.write_table(table.slice(part * 40, 40), tmp_path / "rows.folder" / f"{part}.parquet")
    elif kind == "pandas":
        source = table.to_pandas()
    else:
        frame = polars.from_arrow(table)
        source = frame.lazy() if kind == "lazy" else frame
    found = encode(source, schema, tmp_path / "found", split=TimeSplit(test_share=0.25))
    assert decoded(found) == decoded(expected)
    assert found.split("test").labels("click").tolist() == expected.split("test").labels("click").tolist()


def test_a_random_split_by_user_parts_users_and_not_rows(tmp_path: Path) -> None:
    split = RandomSplit(test_share=0.3, validation_share=0.2, by="user", seed=3)
    dataset = encode(make_rows(rows=1_000), make_schema(), tmp_path / "d", split=split)
    users = [set(dataset.split(name).groups.tolist()) for name in ("train", "validation", "test")]
    assert all(users)
    assert not users[0] & users[1]
    assert not users[0] & users[2]
    assert not users[1] & users[2]
    assert sum(len(dataset.split(name)) for name in dataset.splits) == 1_000
