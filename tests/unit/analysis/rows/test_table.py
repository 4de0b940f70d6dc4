from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.analysis.rows.table import MASKS_KEPT, RowTable
from clicklens.core.condition import where
from clicklens.core.errors import DataError, NotFoundError
from clicklens.core.row_filter import AmongClause, Clause, ExamplesClause, LassoClause, RangeClause, RowFilter
from tests.row_columns import HandMadeColumns

ROWS: dict[str, list[Any]] = {
    "label": [1, 0, 1, 0, 0],
    "pctr": [0.9, 0.2, 0.1, 0.02, 0.02],
    "day": [5, 5, 6, None, 7],
    "field:city": ["a", "b", None, "a", "it's; DROP TABLE cells_0; --"],
    "field:genre": [["x", "y"], [], ["y"], None, ["z"]],
}


@pytest.fixture
def table() -> RowTable:
    return RowTable(HandMadeColumns(ROWS))


def passing(table: RowTable, *clauses: Clause) -> list[int]:
    return np.flatnonzero(table.passing(RowFilter(clauses=clauses))).tolist()


def test_every_clause_must_hold(table: RowTable) -> None:
    assert np.flatnonzero(table.passing(where("label=0", "pctr<0.1"))).tolist() == [3, 4]
    assert passing(table) == [0, 1, 2, 3, 4]


def test_low_is_inclusive_and_high_is_not(table: RowTable) -> None:
    assert passing(table, RangeClause(column="pctr", low=0.02, high=0.2)) == [2, 3, 4]


def test_missing_values_pass_only_where_they_are_asked_for(table: RowTable) -> None:
    assert passing(table, RangeClause(column="day", high=100)) == [0, 1, 2, 4]
    assert passing(table, AmongClause(column="day", values=(None,))) == [3]
    assert passing(table, AmongClause(column="field:city", values=("a", None))) == [0, 2, 3]
    assert passing(table, AmongClause(column="field:genre", values=(None,))) == [1, 3]


def test_a_field_of_many_values_passes_with_any_of_them(table: RowTable) -> None:
    assert passing(table, AmongClause(column="field:genre", values=("x", "z"))) == [0, 4]


def test_rows_by_id_and_by_lasso(table: RowTable) -> None:
    assert passing(table, ExamplesClause(ids=(101, 104, 7))) == [1, 4]
    assert passing(table, LassoClause(tap="h", step=2, points=((0, 0), (1, 0), (1, 1)))) == [0, 1]


def test_words_of_sql_in_a_value_are_only_a_value(table: RowTable) -> None:
    evil = "it's; DROP TABLE cells_0; --"
    assert passing(table, AmongClause(column="field:city", values=(evil,))) == [4]
    for word in ("' OR 1=1 --", "a' UNION SELECT place FROM passing --", "\x00", "?", "%", "\\"):
        assert passing(table, AmongClause(column="field:city", values=(word,))) == []
    assert passing(table, AmongClause(column="field:city", values=("a",))) == [0, 3]


def test_words_of_sql_in_a_column_are_an_unknown_column(table: RowTable) -> None:
    for name in ("field:city' OR 1=1", 'field:x" FROM cells_0 --', "field:city; DROP TABLE cells_0", "neuron:a);:1"):
        with pytest.raises(NotFoundError):
            passing(table, AmongClause(column=name, values=("a",)))
        with pytest.raises(NotFoundError):
            table.ordered(np.ones(5, dtype=bool), name, descending=False, offset=0, limit=5)


def test_columns_may_have_any_name() -> None:
    name = "field:a\"b'; -- 汉"
    table = RowTable(HandMadeColumns({name: ["x", "y"]}))
    assert passing(table, AmongClause(column=name, values=("y",))) == [1]
    assert table.ordered(np.ones(2, dtype=bool), name, descending=True, offset=0, limit=5).tolist() == [1, 0]


def test_a_clause_that_does_not_fit_its_column_is_refused(table: RowTable) -> None:
    with pytest.raises(DataError, match="holds names"):
        passing(table, RangeClause(column="field:city", low=0))
    with pytest.raises(NotFoundError, match="did you mean 'field:city'"):
        passing(table, AmongClause(column="field:cit", values=("a",)))
    assert table.lacking(where("field:cit=a", "field:city=a", "field:tow=b")) == ["field:cit", "field:tow"]


def test_rows_are_sorted_by_value_then_as_they_stand_and_missing_ones_come_last(table: RowTable) -> None:
    everyone = np.ones(5, dtype=bool)
    assert table.ordered(everyone, "pctr", descending=False, offset=0, limit=9).tolist() == [3, 4, 2, 1, 0]
    assert table.ordered(everyone, "day", descending=True, offset=0, limit=9).tolist() == [4, 2, 0, 1, 3]
    assert table.ordered(everyone, "field:city", descending=False, offset=1, limit=2).tolist() == [3, 1]
    assert table.ordered(everyone, "field:genre", descending=True, offset=0, limit=2).tolist() == [4, 2]
    assert table.ordered(table.passing(where("label=1")), "pctr", descending=False, offset=0, limit=9).tolist() == [
        2,
        0,
    ]


def test_what_each_clause_lets_pass_is_kept_but_not_for_ever(table: RowTable) -> None:
    clause = RangeClause(column="pctr", low=0.1)
    assert table.clause_mask(clause) is table.clause_mask(clause)
    for number in range(MASKS_KEPT + 3):
        table.clause_mask(RangeClause(column="pctr", low=number))
    assert len(table._masks) == MASKS_KEPT


def test_columns_are_described(table: RowTable) -> None:
    assert [(column.name, column.kind, column.missing) for column in table.columns()] == [
        ("label", "flag", 0),
        ("pctr", "number", 0),
        ("day", "number", 1),
        ("field:city", "category", 1),
        ("field:genre", "category", 2),
    ]


def test_a_table_without_rows_answers() -> None:
    table = RowTable(HandMadeColumns({"pctr": [], "field:x": []}))
    assert table.passing(where("pctr<1", "field:x=a")).tolist() == []
    assert table.weighs_alike


NAMES = ["a", "b", "ü", "it's", ""]
frames = st.lists(
    st.tuples(
        st.none() | st.floats(-2, 2) | st.integers(-3, 3).map(float),
        st.none() | st.sampled_from(NAMES),
        st.none() | st.lists(st.sampled_from(NAMES), max_size=3),
    ),
    min_size=1,
    max_size=30,
)
bounds = st.none() | st.integers(-3, 3).map(float) | st.floats(-2, 2)
values = st.lists(st.none() | st.sampled_from([*NAMES, "other"]), min_size=1, max_size=4)
asked = st.lists(
    st.one_of(
        st.tuples(st.just("range"), bounds, bounds),
        st.tuples(
            st.just("number"), st.lists(st.none() | st.integers(-3, 3).map(float), min_size=1, max_size=3), st.none()
        ),
        st.tuples(st.just("name"), values, st.none()),
        st.tuples(st.just("names"), values, st.none()),
    ),
    max_size=3,
)


@given(frames, asked)
def test_random_filters_agree_with_pandas(
    rows: list[tuple[Any, Any, Any]], questions: list[tuple[str, Any, Any]]
) -> None:
    number, name, names = (list(column) for column in zip(*rows, strict=True))
    names = [["a"] if not rows else value for value in names]
    frame = pd.DataFrame({"loss": pd.Series(number, dtype="float64"), "name": pd.Series(name, dtype=object)})
    expected = pd.Series(True, index=frame.index)
    clauses: list[Clause] = []
    for kind, first, second in questions:
        if (
            kind == "range"
            and (first is not None or second is not None)
            and (None in (first, second) or first < second)
        ):
            clauses.append(RangeClause(column="loss", low=first, high=second))
            low = frame["loss"] >= first if first is not None else frame["loss"].notna()
            expected &= low & (frame["loss"] < second if second is not None else frame["loss"].notna())
        elif kind == "number":
            clauses.append(AmongClause(column="loss", values=tuple(first)))
            expected &= frame["loss"].isin([value for value in first if value is not None]) | (
                frame["loss"].isna() & (None in first)
            )
        elif kind == "name":
            clauses.append(AmongClause(column="field:name", values=tuple(first)))
            expected &= frame["name"].isin([value for value in first if value is not None]) | (
                frame["name"].isna() & (None in first)
            )
        elif kind == "names":
            clauses.append(AmongClause(column="field:names", values=tuple(first)))
            holds = [bool(set(cell or ()) & set(first)) or (not cell and None in first) for cell in names]
            expected &= pd.Series(holds, dtype=bool)
    if not any(isinstance(cell, list) for cell in names):
        names[0] = []  # a column of lists, whatever was drawn
    table = RowTable(HandMadeColumns({"loss": number, "field:name": name, "field:names": names}))
    assert table.passing(RowFilter(clauses=tuple(clauses))).tolist() == expected.tolist()
    table.close()
