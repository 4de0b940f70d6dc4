import pytest

from clicklens.analysis.rows.sharing import find_sharing
from clicklens.analysis.rows.source import RowSource
from clicklens.analysis.rows.table import RowTable
from clicklens.analysis.shared_value import shared_values
from clicklens.core.condition import where
from clicklens.core.errors import NotFoundError
from clicklens.core.row_filter import RowFilter
from tests.captured_runs import make_captured

SUBJECT = make_captured(steps=2, rows=200)


@pytest.fixture
def table() -> RowTable:
    return RowTable(RowSource(SUBJECT, 200, "test"))


def test_it_is_the_exact_test_on_the_rows_that_pass(table: RowTable) -> None:
    chosen = where("pctr<0.4")
    found = find_sharing(table, SUBJECT, "test", chosen)
    fields = [field for field in SUBJECT.run.features.fields if f"field:{field.name}" in SUBJECT.rows("test")]
    values, tried = shared_values(
        SUBJECT.rows("test"), fields, SUBJECT.pctr(200, "test") < 0.4, users=SUBJECT.groups("test"), top=40
    )
    assert (found.values, found.tried) == (values, tried)
    assert found.passing == int((SUBJECT.pctr(200, "test") < 0.4).sum())


def test_what_rows_were_chosen_by_is_no_discovery(table: RowTable) -> None:
    city = str(SUBJECT.rows("test")["field:city"].iloc[0])
    by_city = find_sharing(table, SUBJECT, "test", where(f"field:city={city}"))
    assert by_city.left_out == ("city",)
    assert all(value.field != "city" for value in by_city.values)
    assert by_city.tried < find_sharing(table, SUBJECT, "test", where("pctr<0.4")).tried


def test_all_rows_share_nothing_against_no_rest(table: RowTable) -> None:
    found = find_sharing(table, SUBJECT, "test", RowFilter())
    assert (found.values, found.tried, found.said) == ((), 0, "all rows")


def test_an_unknown_column_is_named(table: RowTable) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'field:city'"):
        find_sharing(table, SUBJECT, "test", where("field:citi=a"))
