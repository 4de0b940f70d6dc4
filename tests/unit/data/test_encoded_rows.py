import numpy as np

from clicklens.data.encoded_rows import EncodedRows
from clicklens.data.ragged import Ragged


def test_rows_are_taken_from_all_arrays_alike():
    lists = Ragged(values=np.array([1, 2, 3]), offsets=np.array([0, 2, 2, 3]))
    rows = EncodedRows(flat={"example_ids": np.array([7, 8, 9])}, ragged={"list:x": lists})
    taken = rows.take(np.array([2, 0]))
    assert (len(rows), len(taken)) == (3, 2)
    assert taken.flat["example_ids"].tolist() == [9, 7]
    assert taken.ragged["list:x"].values.tolist() == [3, 1, 2]
