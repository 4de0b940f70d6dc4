import numpy as np
import pyarrow as pa
import pytest
import torch

from clicklens.core.errors import NotFoundError
from clicklens.core.schema import FeatureSchema
from clicklens.data.encode import encode
from tests.factories import make_dataset, make_rows


@pytest.fixture(scope="module")
def split(tmp_path_factory):
    return make_dataset(tmp_path_factory.mktemp("data"), rows=100, days=1).split("train")


def test_batches_cover_all_rows_in_order(split):
    batches = list(split.batches(30))
    assert [len(batch) for batch in batches] == [30, 30, 30, 10]
    assert torch.cat([batch.example_ids for batch in batches]).tolist() == list(range(100))
    assert [len(batch) for batch in split.batches(30, drop_last=True)] == [30, 30, 30]


def test_batches_go_on_from_any_batch_of_an_order(split):
    order = split.shuffled(seed=1, epoch=2)
    whole = [batch.example_ids.tolist() for batch in split.batches(30, order=order)]
    assert [batch.example_ids.tolist() for batch in split.batches(30, order=order, start_batch=2)] == whole[2:]
    assert [row for batch in whole for row in batch] == order.tolist()


def test_shuffling_depends_on_seed_and_epoch_only(split):
    order = split.shuffled(seed=1, epoch=2)
    assert sorted(order.tolist()) == list(range(100))
    assert order.tolist() == split.shuffled(seed=1, epoch=2).tolist()
    assert order.tolist() != split.shuffled(seed=1, epoch=3).tolist()
    assert order.tolist() != split.shuffled(seed=2, epoch=2).tolist()


def test_a_batch_is_padded_to_its_own_longest_row(split):
    lengths = np.diff(split.field_ids("history").offsets)
    short = np.flatnonzero(lengths <= 2)[:5]
    batch = split.batch(short)
    assert batch.ids["history"].shape == (5, lengths[short].max())
    assert batch.ids["user"].shape == (5, 1)


def test_a_row_that_is_not_there_is_refused(split):
    with pytest.raises(NotFoundError, match="split 'train' has no row 100; its rows are 0 to 99"):
        split.batch(np.array([0, 100]))
    with pytest.raises(NotFoundError, match="has no row -1"):
        split.decoded(np.array([-1]))


def test_whole_columns_can_be_read(split):
    rows = make_rows(rows=100, days=1)
    assert split.labels("click").tolist() == rows["click"].to_pylist()
    assert split.days.tolist() == rows["day"].to_pylist()
    assert split.weights is None
    assert len(set(split.groups.tolist())) == len(set(rows["user"].to_pylist()))
    assert split.numbers("price").tolist() == rows["price"].to_pylist()
    assert split.example_ids.tolist() == list(range(100))


def test_a_name_that_is_not_there_is_refused_with_the_nearest(split):
    with pytest.raises(NotFoundError, match="no task 'clik'; did you mean 'click'"):
        split.labels("clik")
    with pytest.raises(NotFoundError, match="no field with ids 'usr'; did you mean 'user'"):
        split.field_ids("usr")
    with pytest.raises(NotFoundError, match="no numeric field 'prise'; did you mean 'price'"):
        split.numbers("prise")


def test_decoding_gives_back_what_the_rows_held(split):
    rows = np.array([7, 3, 50])
    found = split.decoded(rows)
    expected = make_rows(rows=100, days=1).take(pa.array(rows)).to_pydict()
    assert found["user"].tolist() == expected["user"]
    assert found["item"].tolist() == [str(item) for item in expected["item"]]
    assert found["tags"].tolist() == expected["tags"]
    assert found["history"].tolist() == [[str(item) for item in row[-5:]] for row in expected["history"]]
    assert found["price"].tolist() == expected["price"]


def test_no_rows_decode_to_no_rows(split):
    found = split.decoded(np.array([], dtype=np.int64))
    assert len(found) == 0
    assert list(found.columns) == ["user", "item", "tags", "history", "price"]


def test_vectors_pictures_and_missing_values_are_read_back(tmp_path):
    fields = [
        "x",
        {"name": "v", "kind": "dense", "width": 2},
        {"name": "p", "kind": "image"},
        {"name": "n", "kind": "numeric", "transform": {"kind": "log_square"}},
    ]
    schema = FeatureSchema.model_validate({"name": "s", "fields": fields, "weight": "w"})
    rows = {
        "x": ["a", None],
        "v": [[1.0, 2.0], None],
        "p": ["p.png", None],
        "n": [1e6, None],
        "click": [0, 1],
        "w": [1, 2],
    }
    split = encode(pa.table(rows), schema, tmp_path / "d").split("train")
    batch = split.batch(np.array([1, 0]))
    assert batch.images == {"p": ("", "p.png")}
    assert batch.dense["v"].tolist() == [[0.0, 0.0], [1.0, 2.0]]
    assert batch.weights.tolist() == [2.0, 1.0]
    found = split.decoded(np.array([0, 1]))
    assert found["x"].tolist() == ["a", None]
    assert found["n"][0] == 1e6
    assert np.isnan(found["n"][1])
    assert [row.tolist() for row in found["v"]] == [[1.0, 2.0], [0.0, 0.0]]
    assert found["p"].tolist() == ["p.png", ""]
