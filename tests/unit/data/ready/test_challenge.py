from clicklens.core.table import Cutoff
from clicklens.data.ready.challenge import by_row_order, with_min_count
from clicklens.data.split import TimeSplit
from tests.factories import make_schema


def test_every_table_has_the_cutoff_and_all_else_stays() -> None:
    schema = make_schema()
    found = with_min_count(schema, 7)
    assert {table.vocabulary for table in found.tables} == {Cutoff(min_count=7)}
    assert found.fields == schema.fields
    assert with_min_count(found, 1).digest() == schema.digest()


def test_the_split_goes_by_the_order_of_the_rows() -> None:
    assert by_row_order(test_share=0.2, validation_share=0.1) == TimeSplit(
        column="row", test_share=0.2, validation_share=0.1
    )
