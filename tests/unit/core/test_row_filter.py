import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import ConfigError
from clicklens.core.row_filter import (
    MOST_IDS,
    AmongClause,
    ExamplesClause,
    LassoClause,
    RangeClause,
    RowFilter,
    check_column,
)

SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))


def test_the_order_in_which_clauses_and_values_were_given_does_not_matter() -> None:
    clicked, low = AmongClause(column="label", values=(1,)), RangeClause(column="pctr", high=0.1)
    genre = AmongClause(column="field:genre", values=("b", "a", "b", None))
    one, other = RowFilter(clauses=(clicked, low, genre)), RowFilter(clauses=(genre, low, clicked, low))
    assert one == other
    assert one.to_json() == other.to_json()
    assert genre.values == ("a", "b", None)
    assert ExamplesClause(ids=(3, 1, 3)).ids == (1, 3)


def test_a_filter_without_clauses_is_all_rows() -> None:
    assert RowFilter.from_text("") == RowFilter.from_text("{}") == RowFilter()
    assert RowFilter().columns == ()


def test_columns_are_named_once_and_can_be_left_out() -> None:
    chosen = RowFilter(
        clauses=(
            RangeClause(column="pctr", low=0.1),
            RangeClause(column="pctr", high=0.2),
            AmongClause(column="day", values=(6,)),
            ExamplesClause(ids=(1,)),
        )
    )
    assert sorted(chosen.columns) == ["day", "pctr"]
    assert chosen.without("pctr").columns == ("day",)
    assert len(chosen.without("pctr").clauses) == 2


clauses = st.one_of(
    st.builds(RangeClause, column=st.just("pctr"), low=st.floats(-1, 0.4), high=st.floats(0.5, 2)),
    st.builds(AmongClause, column=st.just("field:ü"), values=st.lists(st.text() | st.none(), min_size=1).map(tuple)),
    st.builds(ExamplesClause, ids=st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1).map(tuple)),
    st.builds(LassoClause, tap=st.text(max_size=5), step=st.integers(0, 9), points=st.just(SQUARE)),
)


@given(st.lists(clauses, max_size=4))
def test_a_filter_comes_back_from_json_and_from_an_address(made: list[RangeClause]) -> None:
    chosen = RowFilter(clauses=tuple(made))
    assert RowFilter.from_text(chosen.to_json()) == chosen
    assert RowFilter.from_text(chosen.to_word()) == chosen
    assert "=" not in chosen.to_word()


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ({"kind": "range", "column": "pctrr", "low": 0}, "no column 'pctrr'; did you mean 'pctr'?"),
        ({"kind": "range", "column": "pctr; DROP TABLE x", "low": 0}, "there is no column"),
        ({"kind": "range", "column": "neuron:h4", "low": 0}, "there is no column 'neuron:h4'"),
        ({"kind": "range", "column": "neuron:h4:-1", "low": 0}, "there is no column"),
        ({"kind": "range", "column": "field:", "low": 0}, "there is no column"),
        ({"kind": "range", "column": "pctr"}, "open on both sides"),
        ({"kind": "range", "column": "pctr", "low": 0.5, "high": 0.5}, "holds nothing"),
        ({"kind": "range", "column": "pctr", "low": 0.7, "high": 0.5}, "from 0.7 to below 0.5"),
        ({"kind": "range", "column": "pctr", "lo": 0.7}, "did you mean 'low'?"),
        ({"kind": "rang", "column": "pctr"}, "did you mean 'range'?"),
        ({"kind": "among", "column": "day", "values": []}, "at least 1"),
        ({"kind": "examples", "ids": []}, "at least 1"),
        ({"kind": "examples", "ids": list(range(MOST_IDS + 1))}, f"at most {MOST_IDS}"),
        ({"kind": "examples", "ids": [2**63]}, "64 bits"),
        ({"kind": "lasso", "tap": "h", "step": 1, "points": [[0, 0], [1, 1]]}, "at least 3"),
        ({"kind": "lasso", "tap": "h", "step": -1, "points": SQUARE}, "greater than or equal to 0"),
        ({"kind": "lasso", "tap": "h", "step": 1, "method": "umap", "points": SQUARE}, "'pca' or 'tsne'"),
    ],
)
def test_what_is_wrong_with_a_clause_is_said(clause: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        RowFilter.from_text(json.dumps({"clauses": [clause]}), source="sel")
    assert said in str(refused.value)
    assert str(refused.value).startswith("sel: ")


@pytest.mark.parametrize(
    "text", ["[1", "%%%", "eyJj", "{", '"a"', "[]", '{"clauses": [{"kind":"range","column":"pctr","low":NaN}]}']
)
def test_what_is_no_filter_at_all_is_refused_in_words(text: str) -> None:
    with pytest.raises(ConfigError, match=r"^filter: "):
        RowFilter.from_text(text)


def test_numbers_that_are_none_are_refused() -> None:
    for bad in (float("nan"), float("inf")):
        with pytest.raises(ConfigError):
            RangeClause(column="pctr", low=bad)
        with pytest.raises(ConfigError):
            LassoClause(tap="h", step=1, points=(*SQUARE, (bad, 0.0)))


@pytest.mark.parametrize("name", ["label", "field:a:b", "saliency:user_id", "neuron:a:b:7", "field:'; --"])
def test_known_forms_of_columns_pass(name: str) -> None:
    check_column(name)
