import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clicklens.data.ragged import Ragged

lists = st.lists(st.lists(st.integers(1, 99), max_size=6), min_size=1, max_size=8)


def ragged(rows):
    offsets = np.concatenate(([0], np.cumsum([len(row) for row in rows], dtype=np.int64)))
    return Ragged(values=np.array([v for row in rows for v in row], dtype=np.int32), offsets=offsets)


def as_lists(found):
    return [found.row(i).tolist() for i in range(len(found))]


def test_padding_stands_behind_the_values_up_to_the_longest_row_asked_for():
    found = ragged([[1, 2, 3], [4], [], [5, 6]]).padded(np.array([1, 3, 2]))
    assert found.tolist() == [[4, 0], [5, 6], [0, 0]]
    assert found.dtype == np.int64


def test_rows_without_any_value_are_padded_to_one_position():
    assert ragged([[], []]).padded(np.array([0, 1])).tolist() == [[0], [0]]
    assert ragged([[1]]).padded(np.array([], dtype=np.int64)).shape == (0, 1)


@given(lists, st.data())
def test_padding_gives_back_what_the_rows_hold(rows, data):
    picked = np.array(data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=1)))
    padded = ragged(rows).padded(picked)
    assert [[v for v in row if v] for row in padded.tolist()] == [rows[i] for i in picked]
    assert padded.shape[1] == max(1, *(len(rows[i]) for i in picked))


@given(lists, st.integers(1, 4))
def test_rows_are_cut_from_either_end(rows, length):
    assert as_lists(ragged(rows).first(length)) == [row[:length] for row in rows]
    assert as_lists(ragged(rows).last(length)) == [row[-length:] for row in rows]


@given(lists, st.data())
def test_rows_are_taken_in_any_order_and_values_dropped_anywhere(rows, data):
    picked = data.draw(st.lists(st.integers(0, len(rows) - 1)))
    assert as_lists(ragged(rows).take(np.array(picked, dtype=np.int64))) == [rows[i] for i in picked]
    kept = [[data.draw(st.booleans()) for _ in row] for row in rows]
    mask = np.array([k for row in kept for k in row], dtype=bool)
    expected = [[v for v, k in zip(row, keep, strict=True) if k] for row, keep in zip(rows, kept, strict=True)]
    assert as_lists(ragged(rows).where(mask)) == expected
