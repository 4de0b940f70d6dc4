"""Histories read by any reader: where its vector goes, and what is told of its weights."""

import torch
from torch import Tensor, nn

from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.flat_input import FlatInput
from clicklens.models.history import History
from clicklens.models.history_model import HistoryModel
from clicklens.nn import Tower
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of

SCHEMA = SCHEMAS["a sequence on a shared table"]


class FirstMinusCandidate(nn.Module):
    """e_1 - v_A: a reader that can be followed by eye."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Identity()

    def forward(self, keys: Tensor, query: Tensor, mask: Tensor) -> Tensor:
        first: Tensor = self.weights(torch.arange(mask.shape[1]) == 0)
        return (keys * first.view(1, -1, 1)).sum(1) - query


def build() -> HistoryModel:
    torch.manual_seed(0)
    embedding = FieldEmbedding(schema=SCHEMA, table_sizes=sizes_of(SCHEMA), dim=2, spread=0.5)
    input_ = FlatInput(embedding=embedding)
    return HistoryModel(
        embedding=embedding,
        histories=[History(("clicked",), ("item",))],
        readers=[FirstMinusCandidate()],
        input_=input_,
        tower=Tower(width_in=input_.width, hidden=(4,)),
    )


def test_a_historys_vector_stands_where_its_sequence_stood() -> None:
    model = build()
    embedded = model.embed(batch_of(SCHEMA))
    fields = embedded.fields
    interest = fields["clicked"][:, 0] - fields["item"]
    (layer,) = model.tower.layers
    state = layer(torch.cat([fields["user"], fields["item"], interest], dim=1))
    torch.testing.assert_close(model.score(embedded)["click"], model.output(state).squeeze(1))


def test_the_reader_is_a_tap_and_its_weights_are_a_weighing() -> None:
    model = build()
    assert model.taps()["interest_1"] is model.readers[0]
    (weighing,) = model.weighings().values()
    assert weighing.module is model.readers[0].weights
    assert (weighing.over, weighing.field, weighing.candidate) == ("positions", "clicked", "item")
