import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.analysis.rows.cell_chart import Chart, ChartRequest
from clicklens.analysis.rows.table import RowTable
from clicklens.core.errors import ConfigError
from clicklens.core.row_filter import RangeClause, RowFilter
from tests.row_columns import HandMadeColumns


def chart_of(
    column: str, values: list[object], *, bins: int = 4, passing: list[bool] | None = None, **made: object
) -> Chart:
    table = RowTable(HandMadeColumns({column: values}, **made))  # type: ignore[arg-type]
    mask = np.array(passing if passing is not None else [True] * len(values), dtype=bool)
    return table.chart(ChartRequest(column=column, bins=bins)).chart(mask)


def test_whole_numbers_have_a_bar_each_where_they_are_few() -> None:
    found = chart_of("day", [5, 7, 7, 5, 5], passing=[True, False, True, True, False])
    assert found.edges == (5.0, 6.0, 7.0, 8.0)
    assert found.all == (3.0, 0.0, 2.0)
    assert found.passing == (2.0, 0.0, 1.0)


def test_many_whole_numbers_share_bars_of_a_whole_width() -> None:
    found = chart_of("day", list(range(10)), bins=4)
    assert found.edges == (0.0, 3.0, 6.0, 9.0, 12.0)
    assert found.all == (3.0, 3.0, 3.0, 1.0)


def test_the_greatest_number_stands_in_the_last_bar() -> None:
    found = chart_of("pctr", [0.0, 0.1, 0.9, 1.0], bins=2)
    assert found.edges is not None
    assert found.edges[-1] > 1.0
    assert found.all == (2.0, 2.0)


def test_a_number_that_never_changes_has_one_bar() -> None:
    found = chart_of("pctr", [0.25, 0.25], bins=10)
    assert found.all == (2.0,)
    assert chart_of("pctr", [None, None]).edges is None
    assert chart_of("pctr", [None, None]).missing_all == 2.0


def test_clicks_have_two_bars_whatever_is_there() -> None:
    found = chart_of("label", [1, 1, 1], passing=[True, False, False])
    assert (found.kind, found.values, found.all, found.passing) == ("flag", (0.0, 1.0), (0.0, 3.0), (0.0, 1.0))


def test_the_most_frequent_names_have_bars_and_the_others_are_counted() -> None:
    values: list[object] = ["b", "a", "b", "c", None, "a", "d"]
    found = chart_of("field:x", values, bins=2, passing=[True, True, True, True, True, False, False])
    assert found.values == ("a", "b")
    assert (found.all, found.passing) == ((2.0, 2.0), (1.0, 2.0))
    assert (found.others, found.others_all, found.others_passing) == (2, 2.0, 1.0)
    assert (found.missing_all, found.missing_passing) == (1.0, 1.0)


def test_a_row_with_many_names_stands_in_many_bars_once() -> None:
    found = chart_of("field:x", [["a", "a", "b"], [], ["b"], None], passing=[True, True, False, True])
    assert dict(zip(found.values or (), found.all, strict=True)) == {"b": 2.0, "a": 1.0}
    assert dict(zip(found.values or (), found.passing, strict=True)) == {"b": 1.0, "a": 1.0}
    assert (found.missing_all, found.missing_passing) == (2.0, 2.0)


def test_rows_count_for_as_many_as_they_stand_for() -> None:
    found = chart_of("field:x", ["a", "b", None], passing=[True, False, True], weights=[1.0, 5.0, 2.0])
    assert (found.values, found.all, found.passing) == (("b", "a"), (5.0, 1.0), (0.0, 1.0))
    assert (found.missing_all, found.missing_passing) == (2.0, 2.0)
    assert chart_of("day", [1, None, 1], weights=[1.0, 5.0, 2.0]).all == (3.0,)


def test_without_rows_there_are_no_bars() -> None:
    assert chart_of("pctr", []).all == ()
    assert chart_of("field:x", []).all == ()


numbers = st.lists(st.floats(-1e6, 1e6) | st.integers(-50, 50).map(float) | st.none(), min_size=1, max_size=60)


@given(numbers, st.integers(1, 40))
def test_a_bar_that_is_chosen_passes_as_many_rows_as_it_shows(values: list[float | None], bins: int) -> None:
    table = RowTable(HandMadeColumns({"loss": values}))
    found = table.chart(ChartRequest(column="loss", bins=bins)).chart(np.ones(len(values), dtype=bool))
    assert sum(found.all) + found.missing_all == len(values)
    edges = found.edges or ()
    assert len(found.all) <= bins
    for low, high, count in zip(edges, edges[1:], found.all, strict=False):
        clause = RangeClause(column="loss", low=low, high=high)
        assert table.passing(RowFilter(clauses=(clause,))).sum() == count


def test_too_many_bars_are_refused() -> None:
    with pytest.raises(ConfigError, match="less than or equal to 200"):
        ChartRequest(column="pctr", bins=1000)
