"""PNN: what it does and no other."""

import pytest
import torch

from clicklens.models import Pnn
from tests.zoo_models import made


@pytest.mark.parametrize(("product", "width"), [("inner", 3), ("outer", 4), ("both", 7)])
def test_the_tower_reads_vectors_and_their_products(product, width):
    model, embedded = made(Pnn(product=product, hidden=(5,), embedding_dim=2, embedding_spread=0.5), "numbers")
    vectors = model.vectors(embedded)
    inner = torch.stack([(vectors[:, i] * vectors[:, j]).sum(1) for i, j in ((0, 1), (0, 2), (1, 2))], dim=1)
    total = vectors.sum(1)
    outer = (total[:, :, None] * total[:, None, :]).reshape(8, 4)
    products = {"inner": [inner], "outer": [outer], "both": [inner, outer]}[product]
    state = torch.cat([vectors.reshape(8, -1), *products], dim=1)
    assert state.shape[1] == 6 + width
    torch.testing.assert_close(model.score(embedded)["click"], model.output(model.tower(state)).squeeze(1))
