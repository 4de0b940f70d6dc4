from clicklens.analysis.rows.column import RowColumn


def test_a_column_says_what_it_holds() -> None:
    column = RowColumn(name="pctr", kind="number", unit="probability", distinct=2, missing=0, low=0.1, high=0.2)
    assert RowColumn.model_validate_json(column.to_json()) == column
    assert (column.is_list, column.is_whole) == (False, False)
