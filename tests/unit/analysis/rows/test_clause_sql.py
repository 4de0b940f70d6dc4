import pytest

from clicklens.analysis.rows.clause_sql import condition_of
from clicklens.analysis.rows.column import ColumnKind, RowColumn
from clicklens.core.errors import DataError
from clicklens.core.row_filter import AmongClause, RangeClause


def column(kind: ColumnKind) -> RowColumn:
    return RowColumn(name="field:x", kind=kind, unit="", distinct=1, missing=0, low=None, high=None)


def test_values_are_bound_and_never_written_into_the_text() -> None:
    evil = "'); DROP TABLE cells_0; --"
    text, values = condition_of(AmongClause(column="field:x", values=(evil, "b")), column("category"))
    assert values == [evil, "b"] or values == ["b", evil]
    assert evil not in text
    assert text == "CAST(value AS VARCHAR) IN (?, ?)"


def test_ranges_have_a_side_or_two() -> None:
    assert condition_of(RangeClause(column="pctr", low=1), column("number")) == ("value >= ?", [1.0])
    assert condition_of(RangeClause(column="pctr", low=1, high=2), column("number")) == (
        "value >= ? AND value < ?",
        [1.0, 2.0],
    )


def test_a_clause_fits_its_column_or_is_refused() -> None:
    with pytest.raises(DataError, match="holds names; a range needs numbers"):
        condition_of(RangeClause(column="field:x", low=1), column("category"))
    with pytest.raises(DataError, match="holds numbers; 'Drama' is none"):
        condition_of(AmongClause(column="field:x", values=("Drama",)), column("number"))
    assert condition_of(AmongClause(column="field:x", values=("10",)), column("number"))[1] == [10.0]
    assert condition_of(AmongClause(column="field:x", values=(3,)), column("category"))[1] == ["3"]


def test_only_missing_values_ask_nothing_of_the_others() -> None:
    assert condition_of(AmongClause(column="field:x", values=(None,)), column("category")) == ("false", [])
