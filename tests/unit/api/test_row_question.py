import pytest

from clicklens.analysis.rows import RowTables
from clicklens.api.row_question import filter_of, find_table
from clicklens.core.condition import where
from clicklens.core.errors import ConfigError, NotFoundError
from clicklens.core.row_filter import RowFilter
from tests.captured_runs import make_captured


def test_split_and_step_default_to_what_judges_the_run() -> None:
    captured, tables = make_captured(steps=3, rows=30, overfit_from=200), RowTables()
    expected = tables.table(captured, captured.best_or_last_step(), "test")
    assert find_table(tables, captured, None, None) is expected
    only_train = make_captured(steps=1, rows=30, splits=("train",))
    assert find_table(tables, only_train, None, None).rows == 30


def test_what_is_not_there_is_named() -> None:
    captured = make_captured(steps=1, rows=30)
    with pytest.raises(NotFoundError, match="no split 'tset'; did you mean 'test'"):
        find_table(RowTables(), captured, "tset", None)
    with pytest.raises(NotFoundError, match="nearest is 100"):
        find_table(RowTables(), captured, "test", 90)


def test_a_filter_is_read_from_json_and_from_an_address() -> None:
    assert filter_of(None) == RowFilter()
    assert filter_of(where("label=1").to_json()) == filter_of(where("label=1").to_word()) == where("label=1")
    with pytest.raises(ConfigError, match=r"^filter: "):
        filter_of("{")
