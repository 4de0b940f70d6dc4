import pytest

from clicklens.analysis.rows.page import RowPage, read_page
from clicklens.analysis.rows.table import RowTable
from clicklens.core.condition import where
from clicklens.core.errors import NotFoundError
from clicklens.core.row_filter import RowFilter
from tests.row_columns import HandMadeColumns

COLUMNS = {
    "label": [1, 0, 1],
    "pctr": [0.9, 0.2, 0.1],
    "error": [0.1, 0.2, 0.9],
    "loss": [0.1, 0.2, 2.3],
    "day": [5, None, 6],
    "example_id": [100, 101, 102],
    "field:city": ["a", None, "b"],
    "field:genre": [["x", "y"], [], None],
}


@pytest.fixture
def table() -> RowTable:
    return RowTable(HandMadeColumns(COLUMNS))


def test_the_most_wrongly_scored_rows_come_first_with_all_fields(table: RowTable) -> None:
    page = read_page(table, RowFilter())
    assert page.columns == ("example_id", "label", "pctr", "error", "loss", "day", "field:city", "field:genre")
    assert page.rows[0] == (102, 1.0, 0.1, 0.9, 2.3, 6.0, "b", None)
    assert [row[0] for row in page.rows] == [102, 101, 100]
    assert page.rows[2][-1] == ("x", "y")
    assert RowPage.model_validate_json(page.to_json()) == page


def test_a_page_is_cut_out_of_what_passes(table: RowTable) -> None:
    page = read_page(table, where("label=1"), columns=["pctr"], sort="pctr", descending=False, offset=1, limit=5)
    assert (page.total, page.offset, page.rows) == (2, 1, ((0.9,),))
    assert read_page(table, RowFilter(), offset=99).rows == ()


def test_an_unknown_column_is_named(table: RowTable) -> None:
    for asked in ({"columns": ["pctrr"]}, {"sort": "pctrr"}):
        with pytest.raises(NotFoundError, match="did you mean 'pctr'"):
            read_page(table, RowFilter(), **asked)  # type: ignore[arg-type]


def test_large_ids_keep_their_last_digit() -> None:
    made = HandMadeColumns({"error": [0.0]})
    made.example_ids[0] = 2**62 + 1
    assert read_page(RowTable(made), RowFilter(), columns=["example_id"]).rows == ((2**62 + 1,),)
