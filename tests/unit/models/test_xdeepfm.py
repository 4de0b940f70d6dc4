"""xDeepFM: what it does and no other."""

import torch

from clicklens.models import XDeepFm
from tests.zoo_models import made


def test_the_logit_is_of_the_numbers_of_the_ids_the_products_and_the_tower():
    model, embedded = made(XDeepFm(hidden=(5,), maps=(4, 3), embedding_dim=3, embedding_spread=0.5), "numbers")
    vectors = model.vectors(embedded)
    own = vectors[:, :, :3]
    state = torch.cat([model.products(own), model.tower(own.reshape(8, -1))], dim=1)
    by_hand = vectors[:, :, 3].sum(1) + model.output(state).squeeze(1)
    torch.testing.assert_close(model.score(embedded)["click"], by_hand)
    assert list(model.taps()) == ["products_1", "products_2", "layer_1.pre", "layer_1"]
