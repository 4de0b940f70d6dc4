from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from clicklens.core.field import (
    CategoricalField,
    DenseField,
    Field,
    ImageField,
    NumericField,
    Quantile,
    SequenceField,
)

ANY_FIELD: TypeAdapter[Any] = TypeAdapter(Field)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"kind": "categorical", "name": "a"}, CategoricalField),
        ({"kind": "sequence", "name": "a"}, SequenceField),
        ({"kind": "numeric", "name": "a"}, NumericField),
        ({"kind": "dense", "name": "a", "width": 3}, DenseField),
        ({"kind": "image", "name": "a"}, ImageField),
    ],
)
def test_the_kind_says_which_field_it_is_and_it_survives_json(values: dict[str, Any], kind: type) -> None:
    field = ANY_FIELD.validate_python(values)
    assert type(field) is kind
    assert ANY_FIELD.validate_json(field.to_json()) == field


def test_column_and_table_are_the_fields_own_name_unless_given() -> None:
    field = CategoricalField(name="ad")
    assert (field.column, field.table, field.side) == ("ad", "ad", "context")
    field = SequenceField(name="clicks", column="past", table="ad", side="user")
    assert (field.column, field.table, field.side) == ("past", "ad", "user")
    assert NumericField(name="price").column == "price"
    assert CategoricalField.model_validate({"name": "ad", "table": "", "column": ""}) == CategoricalField(name="ad")


def test_a_number_is_embedded_only_when_it_is_put_in_buckets() -> None:
    assert not NumericField(name="price").is_bucketed
    assert not NumericField.model_validate({"name": "price", "transform": {"kind": "log_square"}}).is_bucketed
    assert NumericField(name="price", transform=Quantile(buckets=4)).is_bucketed


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "categorical", "name": ""},
        {"kind": "categorical"},
        {"kind": "categorical", "name": "a", "side": "advertiser"},
        {"kind": "categorical", "name": "a", "pooling": "max"},
        {"kind": "categorical", "name": "a", "max_length": 0},
        {"kind": "sequence", "name": "a", "multi": True},
        {"kind": "numeric", "name": "a", "transform": {"kind": "quantile", "buckets": 1}},
        {"kind": "numeric", "name": "a", "table": "a"},
        {"kind": "dense", "name": "a"},
        {"kind": "dense", "name": "a", "width": 0},
        {"kind": "text", "name": "a"},
        {"kind": "cross", "name": "a", "fields": ["b"]},
        {"kind": "cross", "name": "a", "fields": ["b", "c"], "column": "a"},
        {"kind": "cross", "name": "a", "fields": ["b", "c"], "buckets": 1},
    ],
)
def test_what_contradicts_itself_cannot_be_built(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ANY_FIELD.validate_python(values)
