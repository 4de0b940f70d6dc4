import numpy as np
import pyarrow as pa
import pytest

from clicklens.core.errors import DataError, SchemaError
from clicklens.core.schema import ClickedWeight, FeatureSchema
from clicklens.data.chunk import chunks
from clicklens.data.fit import Fit
from clicklens.data.required_column import table_keys
from clicklens.data.row_encoder import RowEncoder, id_names, row_facts, worker_pool
from clicklens.data.source import open_source
from tests.factories import make_chunk

SCHEMA = FeatureSchema.model_validate(
    {
        "name": "all kinds",
        "fields": [
            "item",
            {"name": "past", "kind": "sequence", "table": "item"},
            {"name": "price", "kind": "numeric"},
            {"name": "age", "kind": "numeric", "transform": {"kind": "quantile", "buckets": 2}},
            {"name": "vector", "kind": "dense", "width": 2},
            {"name": "picture", "kind": "image"},
        ],
        "day": "day",
        "group": "who",
        "weight": "w",
    }
)
ROWS = {
    "item": ["a", "b", None],
    "past": [["b", "z", "a"], [], None],
    "price": [1.0, 3.0, None],
    "age": [10, 20, None],
    "vector": [[1.0, 2.0], [3.0, 4.0], None],
    "picture": ["ä.png", None, "b.png"],
    "click": [0, 1, 0],
    "day": [5, 6, 7],
    "who": ["u", None, "u"],
    "w": [1.0, 2.0, 0.5],
}


def encoder(rows=2):
    """Learned from the first rows."""
    source = open_source(pa.table(ROWS))
    fit = Fit(schema=SCHEMA, kinds=table_keys(SCHEMA, [source]), seed=0)
    with worker_pool() as pool:
        for chunk in chunks(open_source(pa.table(ROWS).slice(0, rows))):
            fit.add(chunk, pool)
        return RowEncoder(schema=SCHEMA, tables=fit.tables(pool), numerics=fit.numerics())


def test_one_id_fields_come_first_in_the_packed_ids_and_buckets_last():
    assert id_names(SCHEMA) == ["item", "age"]


def test_every_kind_of_field_has_its_arrays():
    encoded = encoder().encode(make_chunk(**ROWS))
    # a: 2 times, b: 2 times, z: once
    assert encoded.flat["ids"].tolist() == [[1, 1], [2, 2], [0, 0]]
    assert encoded.ragged["list:past"].values.tolist() == [2, 3, 1]
    assert encoded.ragged["list:past"].offsets.tolist() == [0, 3, 3, 3]
    assert encoded.flat["numeric"].tolist() == [[-1.0], [1.0], [0.0]]
    assert encoded.flat["numbers"][:2].tolist() == [[1.0, 10.0], [3.0, 20.0]]
    assert np.isnan(encoded.flat["numbers"][2]).all()
    assert encoded.flat["dense:vector"].tolist() == [[1, 2], [3, 4], [0, 0]]
    assert encoded.ragged["image:picture"].row(0).tobytes().decode() == "ä.png"
    assert encoded.ragged["image:picture"].offsets.tolist() == [0, 6, 6, 11]
    assert encoded.flat["labels"].tolist() == [[0], [1], [0]]
    assert encoded.flat["days"].tolist() == [5, 6, 7]
    assert encoded.flat["weights"].tolist() == [1.0, 2.0, 0.5]


def test_a_weight_of_clicked_rows_leaves_the_others_at_1():
    chunk = make_chunk(**{**ROWS, "w": [None, 2.0, -1.0]})
    schema = SCHEMA.model_copy(update={"weight": ClickedWeight(column="w")})
    assert row_facts(chunk, schema)["weights"].tolist() == [1.0, 2.0, 1.0]


def test_a_pool_changes_nothing():
    alone = encoder().encode(make_chunk(**ROWS))
    with worker_pool() as pool:
        together = encoder().encode(make_chunk(**ROWS), pool=pool)
    assert {k: v.tobytes() for k, v in alone.flat.items()} == {k: v.tobytes() for k, v in together.flat.items()}


def test_rows_without_labels_can_be_encoded():
    fields_only = {name: ROWS[name] for name in ("item", "past", "price", "age", "vector", "picture")}
    encoded = encoder().encode(make_chunk(**fields_only), labelled=False)
    assert encoded.flat["labels"].tolist() == [[0], [0], [0]]
    assert "days" not in encoded.flat


def test_what_was_not_in_the_training_rows_is_unknown():
    assert encoder(rows=1).encode(make_chunk(**ROWS)).flat["ids"][:, 0].tolist() == [1, 2, 0]
    rows = {**ROWS, "item": ["new", "a", "b"]}
    assert encoder().encode(make_chunk(**rows)).flat["ids"][:, 0].tolist() == [0, 1, 2]


def test_a_group_of_whole_numbers_is_itself_text_a_code_and_nothing_minus_1():
    facts = row_facts(make_chunk(**ROWS), SCHEMA)
    first, second, third = facts["groups"].tolist()
    assert first == third > 0
    assert second == -1
    numbers = row_facts(make_chunk(**{**ROWS, "who": [7, None, 9]}), SCHEMA)
    assert numbers["groups"].tolist() == [7, -1, 9]


def test_a_group_must_be_one_value_a_row():
    with pytest.raises(DataError, match="group column 'who' is of type list"):
        row_facts(make_chunk(**{**ROWS, "who": [[1], [2], [3]]}), SCHEMA)


def test_days_come_from_the_time_where_no_day_is_named():
    schema = SCHEMA.model_copy(update={"day": None, "time": "day"})
    assert row_facts(make_chunk(**{**ROWS, "day": [0, 86_400, 86_399]}), schema)["days"].tolist() == [0, 1, 0]


def test_one_field_alone_is_encoded_as_among_the_others():
    whole = encoder().encode(make_chunk(**ROWS))
    alone = encoder().only("past").encode(make_chunk(past=ROWS["past"]), labelled=False)
    assert alone.ragged["list:past"].values.tolist() == whole.ragged["list:past"].values.tolist()
    assert alone.flat["ids"].shape == (3, 0)
    with pytest.raises(SchemaError, match="did you mean 'past'"):
        encoder().only("pst")
