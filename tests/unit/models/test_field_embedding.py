import pytest
import torch

from clicklens.core.errors import SchemaError
from clicklens.models.field_embedding import FieldEmbedding
from tests.rows_by_hand import BUCKETS, IDS, SCHEMAS, batch_of, schema_of, sizes_of

EVERYTHING = SCHEMAS["everything"]


def everything(dims: dict[str, int] | None = None) -> FieldEmbedding:
    torch.manual_seed(0)
    return FieldEmbedding(schema=EVERYTHING, table_sizes=sizes_of(EVERYTHING), dim=4, dims=dims)


def vectors_of(embedding: FieldEmbedding, table: str) -> torch.Tensor:
    return embedding.stacks[str(embedding.table_dim[table])].table_weight(table)  # type: ignore[operator]


def test_widths_tell_the_elements_of_every_vector() -> None:
    widths = {"user": 4, "item": 4, "clicked": 4, "bought": 4, "tags": 4, "age": 4, "text": 3}
    assert everything().widths == widths
    assert everything().numeric_names == ("price",)


def test_each_field_gets_the_vector_of_its_id() -> None:
    embedding, batch = everything(), batch_of(EVERYTHING, rows=6)
    embedded = embedding(batch)
    for name in ("user", "item", "age"):
        assert torch.equal(embedded.fields[name], vectors_of(embedding, name)[batch.ids[name][:, 0]])


def test_fields_that_name_one_table_share_its_vectors() -> None:
    embedding, batch = everything(), batch_of(EVERYTHING, rows=6)
    embedded = embedding(batch)
    for name in ("clicked", "bought"):
        assert torch.equal(embedded.fields[name], vectors_of(embedding, "item")[batch.ids[name]])  # (6, L, 4)
        assert torch.equal(embedded.masks[name], batch.ids[name] != 0)


@pytest.mark.parametrize(("field", "kind"), [("tags", "sum"), ("words", "mean")])
def test_many_ids_are_pooled_as_the_schema_says(field: str, kind: str) -> None:
    schema = SCHEMAS["many ids"]
    embedding = FieldEmbedding(schema=schema, table_sizes=sizes_of(schema), dim=4)
    batch = batch_of(schema, rows=10)
    pooled = embedding(batch).fields[field]
    for row, ids in enumerate(batch.ids[field]):
        known = vectors_of(embedding, field)[ids[ids != 0]]
        expected = getattr(known, kind)(dim=0) if len(known) else torch.zeros(4)
        torch.testing.assert_close(pooled[row], expected)


def test_vectors_of_the_row_and_numbers_pass_through() -> None:
    batch = batch_of(EVERYTHING)
    embedded = everything()(batch)
    assert torch.equal(embedded.fields["text"], batch.dense["text"])
    assert torch.equal(embedded.numeric, batch.numeric)


def test_a_width_is_the_callers_or_the_schemas_or_the_default() -> None:
    fields = [{"kind": "categorical", "name": name} for name in ("user", "item", "hour")]
    tables = [{"name": "item", "dim": 7}, {"name": "user", "dim": 9}]
    schema = schema_of("widths", *fields)
    schema = type(schema).parse({**schema.model_dump(), "tables": [*tables, {"name": "hour"}]}, source="a test")
    embedding = FieldEmbedding(schema=schema, table_sizes=sizes_of(schema), dim=4, dims={"user": 1})
    assert embedding.widths == {"user": 1, "item": 7, "hour": 4}
    assert {name: tuple(v.shape) for name, v in embedding(batch_of(schema, rows=2)).fields.items()} == {
        "user": (2, 1),
        "item": (2, 7),
        "hour": (2, 4),
    }


def test_tables_of_one_width_lie_in_one_stack() -> None:
    stacks = everything(dims={"user": 2}).stacks
    assert {width: sorted(stack.rows) for width, stack in stacks.items()} == {  # type: ignore[arg-type]
        "4": ["age", "item", "tags"],
        "2": ["user"],
    }
    assert stacks["4"].weight.shape == (1 + (IDS - 1) * 2 + BUCKETS, 4)


def test_a_table_is_set_to_zero() -> None:
    embedding = everything()
    embedding.zero_table("tags")
    assert (vectors_of(embedding, "tags") == 0).all()
    assert (vectors_of(embedding, "item")[1:] != 0).all()


@pytest.mark.parametrize(("size", "words"), [(None, "none is given"), (0, "it is 0"), (-3, "it is -3")])
def test_a_table_without_a_size_is_refused(size: int | None, words: str) -> None:
    sizes = sizes_of(EVERYTHING)
    del sizes["tags"]
    if size is not None:
        sizes["tags"] = size
    with pytest.raises(SchemaError, match=f"table 'tags' needs a size of 1 or more, and {words}"):
        FieldEmbedding(schema=EVERYTHING, table_sizes=sizes, dim=4)
