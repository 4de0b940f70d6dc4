"""A row through the values of one field."""

import pytest

from clicklens.analysis.scan import scan
from clicklens.analysis.what_if import what_if
from clicklens.core.crossing import with_crosses
from clicklens.core.errors import ConfigError, DataError, SchemaError, UnavailableError
from clicklens.data.extend import extend
from tests.live_rows import dataset_of_every_kind, live_of


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return live_of(dataset_of_every_kind(tmp_path_factory.mktemp("scan")))


@pytest.mark.parametrize(
    ("field", "values"), [("item", None), ("user", None), ("tags", None), ("history", None), ("price", None)]
)
def test_every_point_is_what_a_what_if_question_gives(live, field, values):
    row = live.example(5)
    result = scan(live, row, field, values=values, limit=8)
    assert 3 <= len(result.points) <= 9
    for point in result.points:
        value = list(point.value) if isinstance(point.value, tuple) else point.value
        assert what_if(live, row, {field: value}).after.logit == pytest.approx(point.score.logit, abs=1e-5)
    assert result.own_score.logit == pytest.approx(live.logits(row.batch)[0], abs=1e-5)


@pytest.mark.parametrize("field", ["item", "price", "age", "place"])
def test_the_own_value_is_among_them_and_scores_as_the_row_does(live, field):
    result = scan(live, live.example(5), field, limit=2)
    (own,) = [point for point in result.points if point.is_own]
    assert own.score.logit == pytest.approx(result.own_score.logit, abs=1e-5)


def test_values_go_from_the_highest_pctr_down_and_numbers_ascend(live):
    scores = [point.score.pctr for point in scan(live, live.example(5), "item").points]
    assert scores == sorted(scores, reverse=True)
    prices = [point.value for point in scan(live, live.example(5), "price").points]
    assert prices == sorted(prices)


def test_values_can_be_given_and_unknown_ones_are_marked(live):
    result = scan(live, live.example(5), "item", values=["103", 104, "never", "103", None])
    assert {point.value for point in result.points} == {"103", "104", "never", None}
    assert {point.value: point.is_unknown for point in result.points}["never"]
    assert not {point.value: point.is_unknown for point in result.points}[None]
    assert "never; read as unknown" in " ".join(finding.text for finding in result.findings)
    numbers = scan(live, live.example(5), "price", values=["3", 1, None])
    assert [point.value for point in numbers.points] == [None, 1.0, 3.0]


@pytest.mark.parametrize(
    ("field", "settings", "error", "told"),
    [
        ("itm", {}, SchemaError, "did you mean 'item'"),
        ("text", {}, UnavailableError, "the values of 'text' cannot be listed"),
        ("item", {"limit": 0}, ConfigError, "0 values are asked for; 1 to 10,000"),
        ("item", {"limit": 10**6}, ConfigError, "1 to 10,000"),
        ("item", {"values": []}, ConfigError, "0 values"),
        ("price", {"values": ["cheap"]}, DataError, "a number is needed"),
    ],
)
def test_a_wrong_question_says_what_would_be_right(live, field, settings, error, told):
    with pytest.raises(error, match=told):
        scan(live, live.example(5), field, **settings)


def test_vectors_can_be_given(live):
    result = scan(live, live.example(5), "text", values=[[0, 0, 0], [1, 2, 3]])
    assert {point.value for point in result.points} == {(0.0, 0.0, 0.0), (1.0, 2.0, 3.0)}


def test_crosses_move_with_the_field_and_are_not_scanned_themselves(live, tmp_path):
    dataset = live.dataset
    schema = with_crosses(dataset.schema, [("item", "age")], min_count=1)
    crossed = live_of(extend(dataset, schema, tmp_path / "crossed"))
    row = crossed.example(5)
    for point in scan(crossed, row, "item", limit=8).points:
        assert what_if(crossed, row, {"item": point.value}).after.logit == pytest.approx(point.score.logit, abs=1e-5)
    with pytest.raises(ConfigError, match=r"'item_x_age' is the cross of 'item' and 'age': .* change those"):
        scan(crossed, row, "item_x_age")
