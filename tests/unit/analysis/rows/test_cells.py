import numpy as np
import pyarrow as pa

from clicklens.analysis.rows.cells import CategoryCells, NumberCells


def numbers(*values: float) -> NumberCells:
    return NumberCells(name="x", kind="number", unit="u", numbers=np.array(values))


def names(values: list[object], kind: pa.DataType | None = None) -> CategoryCells:
    return CategoryCells(name="field:x", source=pa.array(values, type=kind), rows=len(values))


def test_a_number_that_is_none_is_missing() -> None:
    cells = numbers(1.0, np.nan, 3.0, np.inf)
    assert cells.places.tolist() == [0, 2]
    assert cells.as_table().to_pydict() == {"place": [0, 2], "value": [1.0, 3.0]}
    assert cells.array().to_pylist() == [1.0, None, 3.0, None]
    column = cells.column
    assert (column.distinct, column.missing, column.low, column.high, column.is_whole) == (2, 2, 1.0, 3.0, True)
    assert not numbers(0.5).column.is_whole


def test_a_column_without_any_number_has_no_range() -> None:
    column = numbers(np.nan, np.nan).column
    assert (column.low, column.high, column.distinct, column.missing, column.is_whole) == (None, None, 0, 2, False)


def test_names_are_counted_once_a_row() -> None:
    cells = names([["a", "b", "a"], [], None, ["b"], ["b", None]], pa.list_(pa.string()))
    assert cells.is_list
    assert cells.places.tolist() == [0, 0, 3, 4]
    assert [cells.names[int(code)].as_py() for code in cells.codes] == ["a", "b", "b", "b"]
    assert cells.column.missing == 2
    assert cells.column.distinct == 2
    assert cells.sort_keys().to_pylist()[0] == "a, b, a"


def test_single_names_keep_their_rows() -> None:
    cells = names(["b", None, "a", "b"])
    assert not cells.is_list
    assert cells.as_table().to_pydict() == {"place": [0, 2, 3], "value": ["b", "a", "b"]}
    assert cells.is_known.tolist() == [True, False, True, True]
    assert cells.sort_keys().to_pylist() == ["b", None, "a", "b"]


def test_a_slice_of_a_longer_array_is_read_from_its_own_start() -> None:
    array = pa.array([["x"], ["a"], ["b", "a"]], type=pa.list_(pa.string())).slice(1)
    cells = CategoryCells(name="field:x", source=array, rows=2)
    assert cells.places.tolist() == [0, 1, 1]
    assert sorted(cells.names[int(code)].as_py() for code in cells.codes) == ["a", "a", "b"]
