import pytest

from clicklens.analysis.rows.cell_chart import ChartRequest
from clicklens.analysis.rows.explore import explore
from clicklens.analysis.rows.table import RowTable
from clicklens.core.condition import where
from clicklens.core.errors import NotFoundError
from clicklens.core.row_filter import RowFilter
from tests.row_columns import HandMadeColumns

COLUMNS = {"label": [1, 0, 1, 0], "day": [5, 5, 6, 6], "field:city": ["a", "a", "b", "b"]}


@pytest.fixture
def table() -> RowTable:
    return RowTable(HandMadeColumns(COLUMNS, labels=[1, 0, 1, 0], logits=[1.0, 0.0, 2.0, -1.0]))


def test_a_chart_is_filtered_by_all_columns_but_its_own(table: RowTable) -> None:
    charts = [ChartRequest(column=name) for name in ("day", "field:city", "label")]
    found = explore(table, where("day=5", "label=1"), charts)
    day, city, label = found.charts
    assert (found.rows, found.passing, found.said) == (4, 1, "clicked, day 5")
    assert (day.all, day.passing) == ((2.0, 2.0), (1.0, 1.0))  # label=1 only
    assert (city.values, city.passing) == (("a", "b"), (1.0, 0.0))
    assert label.passing == (1.0, 1.0)  # day=5 only


def test_the_selection_is_held_against_the_rest(table: RowTable) -> None:
    found = explore(table, where("day=6"))
    assert found.parts is not None
    assert (found.parts.selection.rows, found.parts.rest.rows) == (2, 2)
    assert found.parts.selection.auc.value == 1.0


def test_figures_are_left_out_where_they_are_not_asked_for(table: RowTable) -> None:
    assert explore(table, RowFilter(), figures=False).parts is None


def test_an_empty_selection_is_answered(table: RowTable) -> None:
    found = explore(table, where("day=9"), [ChartRequest(column="field:city")])
    assert found.passing == 0
    assert found.charts[0].passing == (0.0, 0.0)
    assert found.parts is not None
    assert found.parts.selection.auc.reason == "there are no rows"


def test_weights_are_told(table: RowTable) -> None:
    assert not explore(table, RowFilter()).weighted
    weighted = RowTable(HandMadeColumns(COLUMNS, weights=[1.0, 2.0, 1.0, 1.0]))
    assert explore(weighted, RowFilter()).weighted


def test_an_unknown_column_is_named_with_the_nearest(table: RowTable) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'field:city'"):
        explore(table, RowFilter(), [ChartRequest(column="field:citi")])
