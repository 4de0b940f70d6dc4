import pyarrow as pa
import pytest

from clicklens.core.errors import DataError
from clicklens.data.required_column import required_columns, selected, table_keys
from clicklens.data.source import open_source
from clicklens.data.split import ColumnSplit
from tests.factories import make_rows, make_schema


def test_the_columns_of_fields_labels_facts_and_split_are_needed():
    needed = required_columns(make_schema(weight="w"), ColumnSplit(column="s", test=("b",)))
    assert list(needed) == ["user", "item", "tags", "history", "price", "click", "day", "w", "s"]
    assert needed["click"] == "label 'click'"
    assert list(required_columns(make_schema(), None, labelled=False)) == ["user", "item", "tags", "history", "price"]


def test_a_missing_column_says_what_it_is_needed_for():
    source = open_source(pa.table({"usr": [1]}))
    with pytest.raises(
        DataError, match="frame: there is no column 'user', which field 'user' is read from; did you mean"
    ):
        selected(source, {"user": "field 'user'"})


def test_fields_that_share_a_table_agree_on_what_its_values_are():
    rows = make_rows(rows=5)
    assert table_keys(make_schema(), [open_source(rows)]) == {"item": "integer", "tags": "text", "user": "text"}
    texts = rows.set_column(1, "item", rows["item"].cast(pa.string()))
    assert table_keys(make_schema(), [open_source(rows), open_source(texts)])["item"] == "text"
