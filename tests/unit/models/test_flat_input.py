"""The plain input of a tower."""

import torch

from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.flat_input import FlatInput
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of

SCHEMA = SCHEMAS["everything"]


def embedding():
    return FieldEmbedding(schema=SCHEMA, table_sizes=sizes_of(SCHEMA), dim=4)


def test_vectors_and_numbers_stand_side_by_side_in_the_schemas_order():
    looked_up = embedding()
    embedded = looked_up(batch_of(SCHEMA))
    flat = FlatInput(embedding=looked_up)(embedded)
    assert torch.equal(flat[:, :4], embedded.fields["user"])
    assert torch.equal(flat[:, 4:8], embedded.fields["item"])
    assert torch.equal(flat[:, -1:], embedded.numeric)


def test_a_sequence_is_pooled_as_the_schema_says():
    looked_up = embedding()
    embedded = looked_up(batch_of(SCHEMA))
    flat = FlatInput(embedding=looked_up)(embedded)
    mask = embedded.masks["bought"]
    mean = (embedded.fields["bought"] * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
    torch.testing.assert_close(flat[:, 12:16], mean)


def test_its_width_is_that_of_what_it_gives_and_a_field_can_be_left_out():
    looked_up = embedding()
    embedded = looked_up(batch_of(SCHEMA))
    whole, less = FlatInput(embedding=looked_up), FlatInput(embedding=looked_up, without="user")
    assert whole(embedded).shape == (8, whole.width)
    assert torch.equal(less(embedded), whole(embedded)[:, 4:])
    assert less.width == whole.width - 4
