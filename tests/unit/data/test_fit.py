import numpy as np
import pyarrow as pa
import pytest

from clicklens.core.schema import FeatureSchema
from clicklens.data.fit import Fit
from clicklens.data.row_encoder import worker_pool
from tests.factories import make_chunk

KINDS = {"item": "integer", "word": "text"}


@pytest.fixture
def pool():
    with worker_pool() as found:
        yield found


def schema(**tables):
    fields = ["item", {"name": "past", "multi": True, "table": "item"}, "word", {"name": "x", "kind": "numeric"}]
    declared = [{"name": name, "vocabulary": rule} for name, rule in tables.items()]
    return FeatureSchema.model_validate({"name": "s", "fields": fields, "tables": declared})


def learned(schema, pool, *pieces):
    fit = Fit(schema=schema, kinds=KINDS, seed=0)
    for item, past, word in pieces:
        fit.add(make_chunk(item=item, past=past, word=word, x=[1.0] * len(item)), pool)
    return fit


def test_a_shared_table_counts_the_values_of_all_its_fields(pool):
    fit = learned(schema(), pool, ([1, 2], [[3, 3], [3, 2]], ["a", "b"]), ([1], [[]], ["b"]))
    tables = fit.tables(pool)
    assert tables["item"].decode([1, 2, 3]) == ["3", "1", "2"]
    assert tables["item"].counts.tolist() == [0, 3, 2, 2]
    assert tables["word"].decode([1, 2]) == ["b", "a"]


def test_a_hashed_table_keeps_counts_of_its_buckets_only(pool):
    fit = learned(schema(item={"kind": "hashing", "buckets": 4}), pool, ([1, 2, None], [[1], [], [9]], ["a", "b", "c"]))
    table = fit.tables(pool)["item"]
    assert table.size == 5
    assert table.counts.sum() == 4
    ids = table.encode(pa.array([1, 2]))
    assert table.counts[ids[0]] >= 2


def test_numbers_are_learned_beside(pool):
    fitted = learned(schema(), pool, ([1], [[1]], ["a"])).numerics()["x"]
    assert (fitted.mean, fitted.deviation) == (1.0, 1.0)


def test_rows_in_other_pieces_teach_the_same(pool):
    rng = np.random.default_rng(0)
    item = rng.integers(0, 9, 40).tolist()
    whole = learned(schema(), pool, (item, [[]] * 40, ["a"] * 40)).tables(pool)["item"]
    pieces = [(item[i : i + 7], [[]] * len(item[i : i + 7]), ["a"] * len(item[i : i + 7])) for i in range(0, 40, 7)]
    assert learned(schema(), pool, *pieces).tables(pool)["item"].digest() == whole.digest()
