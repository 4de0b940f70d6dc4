"""The DNN: what it does and no other."""

import torch

from clicklens.models import Dnn, build_model
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of

SCHEMA = SCHEMAS["many fields"]


def test_it_is_a_tower_over_the_vectors_side_by_side():
    torch.manual_seed(0)
    model = build_model(Dnn(hidden=(5, 3), embedding_dim=2), schema=SCHEMA, table_sizes=sizes_of(SCHEMA)).eval()
    embedded = model.embed(batch_of(SCHEMA))
    state = torch.cat(list(embedded.fields.values()), dim=1)
    for layer in model.tower.layers:
        state = torch.relu(state @ layer.linear.weight.T + layer.linear.bias)
    by_hand = state @ model.output.weight.T + model.output.bias
    torch.testing.assert_close(model.score(embedded)["click"], by_hand.squeeze(1))


def test_its_defaults_are_the_benchmarks():
    assert (Dnn().hidden, Dnn().embedding_dim) == ((400, 400, 400), 10)


def test_taps_are_the_layers():
    model = build_model(Dnn(hidden=(5, 3), batch_norm=True), schema=SCHEMA, table_sizes=sizes_of(SCHEMA))
    assert list(model.taps()) == ["layer_1.pre", "layer_1", "layer_2.pre", "layer_2"]
