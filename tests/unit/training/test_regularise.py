import pytest

from clicklens.core.errors import ConfigError
from clicklens.core.schema import FeatureSchema
from clicklens.training.regularise import table_rates

SCHEMA = FeatureSchema.model_validate(
    {
        "name": "shop",
        "fields": [
            {"name": "item"},
            {"name": "last_item", "table": "item"},
            {"name": "age", "kind": "numeric", "transform": {"kind": "quantile"}},
            {"name": "price", "kind": "numeric"},
        ],
    }
)


def test_a_field_is_regularised_through_its_table() -> None:
    assert table_rates(SCHEMA, {"last_item": 0.5, "age": 0.1}) == {"item": 0.5, "age": 0.1}


def test_fields_that_share_a_table_may_name_the_same_rate() -> None:
    assert table_rates(SCHEMA, {"item": 0.5, "last_item": 0.5}) == {"item": 0.5}


def test_tables_that_are_left_out_have_the_rate_of_the_others() -> None:
    assert table_rates(SCHEMA, {"item": 0.5}, others=0.1) == {"item": 0.5, "age": 0.1}


def test_two_rates_of_one_table_are_refused() -> None:
    with pytest.raises(ConfigError, match="'item' and 'last_item' share the table 'item'"):
        table_rates(SCHEMA, {"item": 0.5, "last_item": 0.1})


@pytest.mark.parametrize(("name", "said"), [("items", "did you mean 'item'"), ("price", "no embedded field 'price'")])
def test_a_field_without_a_table_is_refused(name: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        table_rates(SCHEMA, {name: 0.5})
