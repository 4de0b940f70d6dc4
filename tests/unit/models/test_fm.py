"""The factorisation machine: what it does and no other."""

from itertools import combinations

import torch

from clicklens.models import Fm, build_model
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of


def scored(name):
    schema = SCHEMAS[name]
    torch.manual_seed(0)
    model = build_model(Fm(embedding_dim=3, embedding_spread=0.5), schema=schema, table_sizes=sizes_of(schema)).eval()
    embedded = model.embed(batch_of(schema))
    return model, model.vectors(embedded), model.score(embedded)


def test_the_logit_is_the_constant_the_numbers_of_the_ids_and_the_products_of_all_pairs():
    model, vectors, logits = scored("numbers")
    with torch.no_grad():
        model.constant.fill_(0.25)
    first = vectors[:, :, 3].sum(1)
    pairs = sum((vectors[:, i, :3] * vectors[:, j, :3]).sum(1) for i, j in combinations(range(vectors.shape[1]), 2))
    torch.testing.assert_close(logits["click"], first + pairs)


def test_each_task_weighs_the_products_for_itself():
    model, vectors, logits = scored("two tasks")
    products = vectors[:, 0, :3] * vectors[:, 1, :3]
    by_hand = vectors[..., 3:].sum(1) + products @ model.machine.weight
    torch.testing.assert_close(logits["buy"], by_hand[:, 1])


def test_its_tap_sums_to_the_second_order():
    model, vectors, _ = scored("many fields")
    states = []
    model.taps()["pairs"].register_forward_hook(lambda _module, _in, out: states.append(out))
    again = model.score(model.embed(batch_of(SCHEMAS["many fields"])))["click"]
    torch.testing.assert_close(again - vectors[:, :, 3].sum(1), states[0].sum(1), rtol=1e-4, atol=1e-5)
