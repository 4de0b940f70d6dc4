"""DeepFM: what it does and no other."""

from itertools import combinations

import torch

from clicklens.models import DeepFm
from tests.zoo_models import made


def test_the_logit_is_that_of_a_factorisation_machine_and_of_a_tower_over_the_same_vectors():
    model, embedded = made(DeepFm(hidden=(5,), embedding_dim=3, embedding_spread=0.5), "numbers")
    vectors = model.vectors(embedded)
    first = vectors[:, :, 3].sum(1)
    pairs = sum((vectors[:, i, :3] * vectors[:, j, :3]).sum(1) for i, j in combinations(range(vectors.shape[1]), 2))
    deep = model.output(model.tower(vectors[:, :, :3].reshape(8, -1))).squeeze(1)
    torch.testing.assert_close(model.score(embedded)["click"], first + pairs + deep)


def test_taps_are_the_products_and_the_layers():
    model, _ = made(DeepFm(hidden=(5, 4)), "one field")
    assert list(model.taps()) == ["pairs", "layer_1.pre", "layer_1", "layer_2.pre", "layer_2"]
