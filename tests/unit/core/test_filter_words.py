import pytest

from clicklens.core.condition import where
from clicklens.core.filter_words import say_column, say_filter
from clicklens.core.row_filter import ExamplesClause, LassoClause, RangeClause, RowFilter


def test_a_filter_is_said_as_a_person_would() -> None:
    assert say_filter(where("day=6", "pctr<0.02", "label=1")) == "clicked, pctr < 0.02, day 6"
    assert say_filter(RowFilter()) == "all rows"


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("label=0", "not clicked"),
        ("label=0|1", "label is 0 or 1"),
        ("pctr>=0.5", "pctr ≥ 0.5"),
        ("field:genre=Drama|Comedy", "genre is Comedy or Drama"),
        ("field:genre=a|b|c|d", "genre one of 4 values"),
        ("field:genre=", "no genre"),
        ("field:genre=a|", "genre is a or missing"),
        ("day=5|6", "day 5 or day 6"),
        ("neuron:layer_3:17<0.5", "neuron 17 of layer_3 < 0.5"),
        ("saliency:user_id>=0.1", "saliency of user_id ≥ 0.1"),
        ("example_id<1000000", "example_id < 1e+06"),
    ],
)
def test_each_kind_has_its_words(condition: str, said: str) -> None:
    assert say_filter(where(condition)) == said


def test_days_take_the_name_that_they_are_given() -> None:
    one_day = RowFilter(clauses=(RangeClause(column="day", low=6, high=7),))
    assert say_filter(one_day) == "day 6"
    assert say_filter(one_day, day_name="the {}th".format) == "the 6th"
    assert say_filter(RowFilter(clauses=(RangeClause(column="day", low=6, high=9),))) == "6 ≤ day < 9"


def test_rows_by_id_and_by_lasso() -> None:
    assert say_filter(RowFilter(clauses=(ExamplesClause(ids=(7,)),))) == "example 7"
    assert say_filter(RowFilter(clauses=(ExamplesClause(ids=tuple(range(2000))),))) == "2,000 examples"
    lasso = LassoClause(tap="layer_4", step=1600, points=((0, 0), (1, 0), (1, 1)))
    assert say_filter(RowFilter(clauses=(lasso,))) == "inside a lasso on layer_4 at step 1,600"


def test_columns_have_short_names() -> None:
    assert [say_column(name) for name in ("pctr", "field:a:b")] == ["pctr", "a:b"]
