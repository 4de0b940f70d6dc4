import numpy as np
import pyarrow as pa

from clicklens.core.field import CategoricalField
from clicklens.data.encoded_rows import EncodedRows
from clicklens.data.split_tally import SplitTally, missing_cells
from tests.factories import make_chunk, make_schema


def rows(labels, days):
    flat = {"labels": np.array(labels, dtype=np.uint8).reshape(-1, 1), "days": np.array(days, dtype=np.int32)}
    return EncodedRows(flat={**flat, "example_ids": np.arange(len(days))}, ragged={})


def test_rates_are_summed_over_pieces_and_by_day():
    tally = SplitTally(make_schema())
    tally.add(rows([1, 0, 0], [7, 7, 9]), {"user": 1})
    tally.add(rows([1], [9]), {"user": 1, "price": 1})
    found = tally.summary()
    assert found.label_rate == {"click": 0.5}
    assert (found.rows, found.day_first, found.day_last) == (4, 7, 9)
    assert found.rows_by_day == {7: 2, 9: 2}
    assert found.label_rate_by_day == {"click": {7: 0.5, 9: 0.5}}
    assert found.missing == {"user": 2, "item": 0, "tags": 0, "history": 0, "price": 1}


def test_a_split_without_rows_has_no_rate():
    found = SplitTally(make_schema()).summary()
    assert found.label_rate == {"click": None}
    assert (found.rows, found.day_first) == (0, None)


def test_empty_cells_and_empty_lists_are_missing():
    field = CategoricalField(name="x", multi=True)
    chunk = make_chunk(x=pa.array([[1], [], None], pa.list_(pa.int64())))
    assert missing_cells(chunk, field).tolist() == [False, True, True]
    assert missing_cells(make_chunk(x=["a", None]), field).tolist() == [False, True]
    assert missing_cells(make_chunk(x=["a", "b"]), field) is None
