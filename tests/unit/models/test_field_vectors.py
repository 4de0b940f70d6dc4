"""Every field as one vector of the same width."""

import torch

from clicklens.models.build_embedding import uniform_embedding
from clicklens.models.field_vectors import FieldVectors
from clicklens.models.settings import EmbeddingSettings
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of


def vectors_of(name):
    schema = SCHEMAS[name]
    torch.manual_seed(0)
    settings = EmbeddingSettings(embedding_dim=4)
    embedding = uniform_embedding(settings, schema=schema, table_sizes=sizes_of(schema))
    block = FieldVectors(embedding=embedding)
    embedded = embedding(batch_of(schema))
    return block, embedded, block(embedded)


def test_ids_give_their_vectors_in_the_schemas_order_and_numbers_come_last():
    block, embedded, found = vectors_of("everything")
    assert block.names == ("user", "item", "clicked", "bought", "tags", "age", "text", "price")
    assert found.shape == (8, 8, 4)
    for place, name in enumerate(block.names):
        if embedded.fields.get(name) is not None and embedded.fields[name].shape == (8, 4) and name != "text":
            assert torch.equal(found[:, place], embedded.fields[name])


def test_a_number_gives_its_multiple_of_a_vector_and_a_dense_vector_its_projection():
    block, embedded, found = vectors_of("everything")
    torch.testing.assert_close(found[:, -1], embedded.numeric * block.numeric[0])
    torch.testing.assert_close(found[:, 6], embedded.fields["text"] @ block.dense[0].weight.T)


def test_a_sequence_gives_the_sum_of_its_vectors():
    block, embedded, found = vectors_of("a sequence on a shared table")
    by_hand = (embedded.fields["clicked"] * embedded.masks["clicked"].unsqueeze(-1)).sum(1)
    torch.testing.assert_close(found[:, block.names.index("clicked")], by_hand)


def test_numbers_alone_will_do():
    _, embedded, found = vectors_of("nothing but numbers")
    assert found.shape == (len(embedded), 1, 4)


def test_side_by_side_look_ups_are_not_copied():
    _, embedded, found = vectors_of("many fields")
    assert found.data_ptr() == embedded.fields["field_0"].data_ptr()
