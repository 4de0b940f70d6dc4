import pytest

from clicklens.core.condition import where
from clicklens.core.errors import ConfigError
from clicklens.core.row_filter import AmongClause, RangeClause, RowFilter


def test_conditions_become_clauses() -> None:
    assert where("label=1", " pctr < 0.02 ", "loss>=1e-3", "field:a b=x=y| z") == RowFilter(
        clauses=(
            AmongClause(column="label", values=(1,)),
            RangeClause(column="pctr", high=0.02),
            RangeClause(column="loss", low=0.001),
            AmongClause(column="field:a b", values=("x=y", " z")),
        )
    )
    assert where() == RowFilter()


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("pctr", "a column, then ="),
        ("pctr>0.1", ">= for the low end"),
        ("pctr<=0.1", "< for the high end"),
        ("pctr<x", "'x' is no number"),
        ("day=monday", "'monday' is no number"),
        ("pctrr<0.1", "did you mean 'pctr'"),
        ("pctr<inf", "finite"),
        ("", "a column, then ="),
    ],
)
def test_a_condition_that_is_none_is_named(condition: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        where("label=1", condition)
    assert said in str(refused.value)
    assert repr(condition).strip("'") in str(refused.value)
