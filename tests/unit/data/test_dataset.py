import shutil

import numpy as np
import pyarrow as pa
import pytest
import torch

from clicklens.core.errors import CorruptError, DataError, NotFoundError, SchemaError
from clicklens.core.schema import FeatureSchema
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from tests.factories import ITEMS, TAGS, make_dataset, make_rows, make_schema
from tests.live_rows import FIELDS, dataset_of_every_kind, rows_of_every_kind


def test_it_opens_with_schema_tables_and_splits(tmp_path):
    dataset = EncodedDataset.open(str(make_dataset(tmp_path).path))
    assert dataset.schema == make_schema()
    assert dataset.table_sizes["item"] == ITEMS + 1
    assert dataset.table_sizes["tags"] == TAGS + 1
    assert dataset.splits == ["train", "test"]
    assert len(dataset.split("train")) + len(dataset.split("test")) == 400
    assert dataset.split("train") is dataset.split("train")


def test_a_wrong_split_or_table_names_the_nearest(tmp_path):
    dataset = make_dataset(tmp_path, rows=60)
    with pytest.raises(NotFoundError, match="data set 'made-up' has no split 'tst'; did you mean 'test'"):
        dataset.split("tst")
    with pytest.raises(NotFoundError, match="has no table 'items'; did you mean 'item'"):
        dataset.vocabulary("items")


def test_a_folder_that_is_gone_or_lacks_its_rows_is_refused(tmp_path):
    with pytest.raises(NotFoundError, match="there is no encoded data set"):
        EncodedDataset.open(tmp_path / "nowhere")
    dataset = make_dataset(tmp_path, rows=60)
    shutil.rmtree(dataset.path / "splits" / "test")
    with pytest.raises(CorruptError, match="the rows of the split 'test' are gone"):
        EncodedDataset.open(dataset.path)


def test_vocabularies_give_back_values_with_their_training_counts(tmp_path):
    dataset = make_dataset(tmp_path, days=1)
    vocabulary = dataset.vocabulary("user")
    users = make_rows(days=1)["user"].to_pylist()
    assert vocabulary.decode([1]) == [max(sorted(set(users)), key=users.count)]
    assert vocabulary.counts.sum() == 400


def test_a_bucketed_number_has_a_table_of_its_name_and_size(tmp_path):
    field = {"name": "price", "kind": "numeric", "transform": {"kind": "quantile", "buckets": 4}}
    schema = FeatureSchema.model_validate({"name": "s", "fields": [field]})
    dataset = encode(pa.table({"price": [1.0, 2.0, 3.0, None], "click": [0, 1, 0, 1]}), schema, tmp_path / "d")
    assert dataset.table_sizes == {"price": 5}
    assert dataset.vocabulary("price").decode([0, 1]) == [None, "below 1.5"]
    assert dataset.vocabulary("price").counts.tolist() == [1, 1, 0, 1, 1]
    assert dataset.split("train").batch(np.arange(4)).ids["price"].tolist() == [[1], [3], [4], [0]]


def test_hashed_tables_are_opened_again(tmp_path):
    schema = make_schema(tables=[{"name": "user", "vocabulary": {"kind": "hashing", "buckets": 8}}])
    dataset = EncodedDataset.open(make_dataset(tmp_path, schema=schema).path)
    assert dataset.table_sizes["user"] == 9
    assert dataset.vocabulary("user").decode([3]) == ["bucket 3"]
    rows = make_rows(rows=3)
    assert (
        dataset.encode_rows(rows).ids["user"].tolist()
        == dataset.split("train").batch(np.arange(3)).ids["user"].tolist()
    )


def test_new_rows_are_encoded_by_its_vocabularies_without_labels(tmp_path):
    dataset = make_dataset(tmp_path)
    row = {"user": "nobody", "item": 100, "tags": ["t1", "new"], "history": [], "price": None}
    batch = dataset.encode_rows(pa.Table.from_pylist([row]))
    assert batch.ids["user"].tolist() == [[0]]
    assert batch.ids["tags"].tolist()[0][1] == 0
    assert batch.ids["history"].tolist() == [[0]]
    assert batch.numeric.tolist() == [[0.0]]
    assert batch.labels["click"].tolist() == [0.0]
    texts = dataset.encode_rows(pa.Table.from_pylist([{**row, "item": "100"}]))
    assert texts.ids["item"].tolist() == batch.ids["item"].tolist() != [[0]]
    with pytest.raises(DataError, match="there is no column 'price', which field 'price' is read from"):
        dataset.encode_rows(pa.Table.from_pylist([row]).drop_columns(["price"]))


@pytest.mark.parametrize("field", FIELDS)
def test_values_of_one_field_are_encoded_as_whole_rows_are(tmp_path, field):
    rows = rows_of_every_kind()
    dataset = dataset_of_every_kind(tmp_path)
    whole = dataset.encode_rows(rows)
    alone = dataset.encode_values(field, rows[field].to_pylist())
    assert len(alone) == len(whole)
    assert set(alone.ids) | set(alone.dense) | ({"price"} if alone.numeric.shape[1] else set()) == {field}
    for name, ids in alone.ids.items():
        assert torch.equal(ids, whole.ids[name])
    for name, vectors in alone.dense.items():
        assert torch.equal(vectors, whole.dense[name])
    if field == "price":
        assert torch.equal(alone.numeric, whole.numeric)


def test_values_of_an_unknown_field_name_the_nearest(tmp_path):
    with pytest.raises(SchemaError, match="has no field 'usr'; did you mean 'user'"):
        make_dataset(tmp_path, rows=60).encode_values("usr", ["u1"])
