import pytest
import torch
from pydantic import ValidationError

from clicklens.models import CtrModel, Logistic, build_model, embedding_parameters
from tests.rows_by_hand import SCHEMAS, batch_of, schema_of, sizes_of


def build(name: str) -> CtrModel:
    return build_model(Logistic(), schema=SCHEMAS[name], table_sizes=sizes_of(SCHEMAS[name]))


def test_it_has_no_settings() -> None:
    with pytest.raises(ValidationError):
        Logistic.model_validate({"hidden": [4]})


def test_everything_starts_at_zero_so_that_each_first_pctr_is_a_half() -> None:
    model = build("everything")
    assert all((parameter == 0).all() for parameter in model.parameters())
    assert (torch.sigmoid(model(batch_of(SCHEMAS["everything"]))["buy"]) == 0.5).all()


def test_there_is_no_hidden_state() -> None:
    assert build("everything").taps() == {}


def test_each_id_has_one_number_a_task() -> None:
    (table,) = embedding_parameters(build("two tasks")).values()
    assert table.shape == (1 + 2 * 11, 2)


def test_a_table_keeps_one_number_a_task_whatever_width_the_schema_gives_it() -> None:
    schema = schema_of("wide", "user")
    schema = type(schema).parse({**schema.model_dump(), "tables": [{"name": "user", "dim": 16}]}, source="a test")
    model = build_model(Logistic(), schema=schema, table_sizes=sizes_of(schema))
    assert model(batch_of(schema, rows=3))["click"].shape == (3,)


@pytest.mark.parametrize("name", ["type", "user.text", "keys", "training", "a field"])
def test_a_vector_field_may_have_any_name(name: str) -> None:
    schema = schema_of("names", {"kind": "dense", "name": name, "width": 2})
    model = build_model(Logistic(), schema=schema, table_sizes={})
    assert model(batch_of(schema, rows=3))["click"].shape == (3,)


def test_each_combination_of_a_cross_has_a_number_of_its_own() -> None:
    schema = SCHEMAS["a cross"]
    model = build("a cross")
    with torch.no_grad():
        for parameter in embedding_parameters(model).values():
            parameter[1:] = torch.randn_like(parameter[1:])
    batch = batch_of(schema)
    fields = model.embed(batch).fields
    assert set(fields) == {"user", "item", "pair"}
    expected = sum(vector for vector in fields.values())[:, 0]
    torch.testing.assert_close(model(batch)["click"], expected)
