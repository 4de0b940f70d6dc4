from typing import Any, get_args

import pytest
import torch
from pydantic import TypeAdapter, ValidationError

from clicklens.core.errors import ConfigError, SchemaError
from clicklens.models import Gwen, Logistic, ModelSpec, build_model, embedding_parameters
from clicklens.models.catalog import _BUILDERS
from tests.rows_by_hand import SCHEMAS, schema_of, sizes_of

SPECS: TypeAdapter[Any] = TypeAdapter(ModelSpec)


def test_every_kind_of_the_union_has_a_builder_and_no_other() -> None:
    assert {kind().kind for kind in get_args(get_args(ModelSpec)[0])} == set(_BUILDERS)


@pytest.mark.parametrize(
    ("values", "spec"), [({"kind": "gwen", "hidden": [4]}, Gwen(hidden=(4,))), ({"kind": "logistic"}, Logistic())]
)
def test_a_kind_is_chosen_by_name(values: dict[str, Any], spec: Any) -> None:
    assert SPECS.validate_python(values) == spec


@pytest.mark.parametrize("values", [{"kind": "gwenn"}, {"hidden": [4]}, {"kind": "logistic", "hidden": [4]}])
def test_an_unknown_kind_or_setting_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SPECS.validate_python(values)


def test_a_bias_field_that_the_schema_lacks_is_named_with_the_nearest() -> None:
    schema = SCHEMAS["two tasks"]
    with pytest.raises(ConfigError, match=r"model.bias_field: .* no embedded field 'usr'; did you mean 'user'\?"):
        build_model(Gwen(bias_field="usr"), schema=schema, table_sizes=sizes_of(schema))


def test_a_bias_field_must_have_a_table_of_its_own() -> None:
    schema = SCHEMAS["a sequence on a shared table"]
    with pytest.raises(ConfigError, match="'item' shares the table 'item' with 'clicked'; give it its own"):
        build_model(Gwen(bias_field="item"), schema=schema, table_sizes=sizes_of(schema))


def test_a_sequence_is_no_bias_field() -> None:
    schema = schema_of("history", "user", {"kind": "sequence", "name": "clicked"})
    with pytest.raises(ConfigError, match=r"model.bias_field: 'clicked' is a sequence"):
        build_model(Gwen(bias_field="clicked"), schema=schema, table_sizes=sizes_of(schema))


@pytest.mark.parametrize(
    ("spec", "fields"),
    [(Gwen(bias_field="user"), ["user"]), (Gwen(), [{"kind": "image", "name": "poster"}])],
    ids=["only the bias field", "only a picture"],
)
def test_a_model_without_an_input_is_refused(spec: Gwen, fields: list[Any]) -> None:
    schema = schema_of("nothing", *fields)
    with pytest.raises(ConfigError, match="needs an input"):
        build_model(spec, schema=schema, table_sizes=sizes_of(schema))


@pytest.mark.parametrize("spec", [Gwen(), Logistic()])
def test_a_table_without_a_size_is_refused(spec: Any) -> None:
    with pytest.raises(SchemaError, match="table 'user' needs a size"):
        build_model(spec, schema=SCHEMAS["one field"], table_sizes={})


@pytest.mark.parametrize("spec", [Gwen(), Logistic()])
def test_sizes_of_tables_that_the_schema_lacks_take_no_memory(spec: Any) -> None:
    schema = SCHEMAS["one field"]
    model = build_model(spec, schema=schema, table_sizes={**sizes_of(schema), "elsewhere": 1_000_000})
    (table,) = embedding_parameters(model).values()
    assert len(table) == sizes_of(schema)["user"]


def test_a_bias_starts_at_zero_also_beside_tables_of_its_width() -> None:
    schema = schema_of("user and item", "user", "item")
    model = build_model(Gwen(bias_field="user", embedding_dim=1), schema=schema, table_sizes=sizes_of(schema))
    (table,) = embedding_parameters(model).values()
    zero = int((table == 0).all(dim=1).sum())
    assert zero == sizes_of(schema)["user"]


def test_weights_are_drawn_from_torchs_generator() -> None:
    schema = SCHEMAS["everything"]
    drawn = []
    for seed in (1, 1, 2):
        torch.manual_seed(seed)
        drawn.append(build_model(Gwen(), schema=schema, table_sizes=sizes_of(schema)).state_dict())
    assert all(torch.equal(drawn[0][name], drawn[1][name]) for name in drawn[0])
    assert not torch.equal(drawn[0]["output.weight"], drawn[2]["output.weight"])
