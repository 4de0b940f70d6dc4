from clicklens.data.describe import describe
from tests.factories import make_dataset


def test_its_tables_have_rows_of_equal_keys(tmp_path):
    tables = describe(make_dataset(tmp_path)).tables()
    assert list(tables) == ["Splits", "Fields", "Label rate by day"]
    for rows in tables.values():
        assert len({tuple(row) for row in rows}) == 1
    assert [row["field"] for row in tables["Fields"]] == ["user", "item", "tags", "history", "price"]
    assert [row["rows"] for row in tables["Splits"]] == [300, 100]


def test_it_can_be_sent_as_json(tmp_path):
    description = describe(make_dataset(tmp_path))
    assert type(description).model_validate_json(description.model_dump_json()) == description
