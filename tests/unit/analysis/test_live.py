"""A model at hand: it finds rows, takes given ones, changes fields, and scores."""

import numpy as np
import pytest
import torch

from clicklens.analysis.live import repeated
from clicklens.core.crossing import with_crosses
from clicklens.core.errors import ConfigError, DataError, NotFoundError, SchemaError
from clicklens.data.extend import extend
from tests.live_rows import FIELDS, dataset_of_every_kind, live_of, rows_of_every_kind


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return dataset_of_every_kind(tmp_path_factory.mktemp("live"))


@pytest.fixture(scope="module")
def live(dataset):
    return live_of(dataset)


def test_an_example_is_found_in_its_split_or_in_any(live, dataset):
    for split in dataset.splits:
        for place in (0, len(dataset.split(split)) - 1):
            example = int(dataset.split(split).example_ids[place])
            for asked in (split, None):
                row = live.example(example, asked)
                assert (row.split, row.example_id) == (split, example)
                assert row.clicked == bool(dataset.split(split).labels("click")[place])


def test_an_example_of_another_split_names_it(live, dataset):
    with pytest.raises(NotFoundError, match="example 0 is not in the split 'test' but in 'train'"):
        live.example(0, "test")


@pytest.mark.parametrize("example", [-1, 300, 10**12])
def test_an_example_that_is_not_there_says_what_an_id_is(live, example):
    with pytest.raises(NotFoundError, match=rf"has no example {example}; .* the number of its row"):
        live.example(example)


def test_a_split_that_is_not_there_names_the_nearest(live):
    with pytest.raises(NotFoundError, match="did you mean 'test'"):
        live.example(0, "tst")


def test_a_row_given_by_its_values_scores_like_the_encoded_one(live):
    rows = rows_of_every_kind()
    for place in (0, 150, 299):
        values = {name: rows[name][place].as_py() for name in FIELDS}
        given = live.given(values)
        assert (given.split, given.example_id, given.clicked) == (None, None, None)
        np.testing.assert_allclose(live.logits(given.batch), live.logits(live.example(place).batch), rtol=1e-5)


def test_a_row_given_in_part_misses_the_rest(live):
    row = live.given({"item": "100"})
    assert row.readings["user"] is None
    assert row.readings["item"] == "100"
    assert int(row.batch.ids["user"][0, 0]) == 0
    with pytest.raises(SchemaError, match="did you mean 'item'"):
        live.given({"itm": "100"})
    with pytest.raises(DataError, match="field 'price' is 'cheap'"):
        live.given({"price": "cheap"})


@pytest.mark.parametrize("field", FIELDS)
def test_changing_a_field_changes_it_alone_and_only_in_the_rows_named(live, field):
    rows = rows_of_every_kind()
    batch = repeated(live.example(3).batch, 4)
    part = live.dataset.encode_values(field, [rows[field][i].as_py() for i in (10, 11)])
    changed = live.changed(batch, field, part, (1, 3))
    whole = live.dataset.encode_rows(rows.slice(10, 2))
    for name in batch.ids:
        for row, source in ((0, None), (1, 0), (2, None), (3, 1)):
            expected = batch.ids[name][row] if source is None or name != field else whole.ids[name][source]
            assert changed.ids[name][row][changed.ids[name][row] > 0].tolist() == expected[expected > 0].tolist()
    if field == "text":
        assert torch.equal(changed.dense["text"][[1, 3]], whole.dense["text"])
        assert torch.equal(changed.dense["text"][[0, 2]], batch.dense["text"][[0, 2]])
    if field == "price":
        assert torch.equal(changed.numeric[[1, 3]], whole.numeric)
        assert torch.equal(changed.numeric[[0, 2]], batch.numeric[[0, 2]])


def test_it_tells_what_the_model_reads_in_place_of_a_value(live):
    def read(field, value):
        return live.read_as(field, live.dataset.encode_values(field, [value]))

    assert read("item", 100) == "100"
    assert read("item", "never") is None
    assert read("tags", ["t1", "never", "t0"]) == ("t1", "t0")
    assert read("place", "place 3").startswith("bucket ")
    assert "to" in read("age", 50) or "and above" in read("age", 50)
    assert read("history", [100, 101, 102, 103, 104, 105]) == ("101", "102", "103", "104", "105"), "the last five"


def test_numbers_of_training_are_sorted_and_whole(live):
    held = live.numbers("price")
    assert (np.diff(held) >= 0).all()
    assert len(held) == len(live.dataset.split("train"))
    assert not np.isnan(live.numbers("age")).any()


def test_many_rows_pass_in_pieces(live):
    batch = live.example(3).batch
    logits = live.logits(repeated(batch, 4100))
    assert logits.shape == (4100,)
    np.testing.assert_allclose(logits, live.logits(batch)[0], rtol=1e-5)


CROSSED = {"place_x_price": ("place", "price"), "item_x_age": ("item", "age")}


@pytest.fixture(scope="module")
def live_with_crosses(dataset, tmp_path_factory):
    schema = with_crosses(dataset.schema, CROSSED.values(), min_count=1, buckets=4)
    return live_of(extend(dataset, schema, tmp_path_factory.mktemp("crossed") / "crossed"))


def test_a_given_row_has_the_crosses_of_the_encoded_one(live_with_crosses):
    rows = rows_of_every_kind()
    for place in (0, 150, 299):
        given = live_with_crosses.given({name: rows[name][place].as_py() for name in FIELDS})
        example = live_with_crosses.example(place)
        for cross in CROSSED:
            assert given.batch.ids[cross].tolist() == example.batch.ids[cross].tolist()
            assert given.readings[cross] == example.readings[cross]
        np.testing.assert_allclose(
            live_with_crosses.logits(given.batch), live_with_crosses.logits(example.batch), rtol=1e-5
        )


@pytest.mark.parametrize("field", FIELDS)
def test_changing_a_field_changes_its_crosses(live_with_crosses, field):
    live, rows = live_with_crosses, rows_of_every_kind()
    own = {name: rows[name][3].as_py() for name in FIELDS}
    part = live.dataset.encode_values(field, [rows[field][10].as_py()])
    changed = live.changed(repeated(live.example(3).batch, 2), field, part, (1,))
    expected = live.given({**own, field: rows[field][10].as_py()}).batch
    for cross in CROSSED:
        assert changed.ids[cross].tolist() == [
            live.example(3).batch.ids[cross][0].tolist(),
            expected.ids[cross][0].tolist(),
        ]
    before, after = live.logits(changed)
    np.testing.assert_allclose(after, live.logits(expected)[0], rtol=1e-5)
    np.testing.assert_allclose(before, live.logits(live.example(3).batch)[0], rtol=1e-5)


def test_a_cross_has_no_value_of_its_own(live_with_crosses):
    with pytest.raises(ConfigError, match="'item_x_age' is the cross of 'item' and 'age'"):
        live_with_crosses.given({"item_x_age": "item=100 x age=below 30"})
    with pytest.raises(ConfigError, match="'item_x_age' is a cross, and follows from item and age"):
        live_with_crosses.dataset.encode_values("item_x_age", ["x"])
