"""Products of field vectors."""

from itertools import combinations

import torch

from clicklens.nn import InnerProducts, OuterProduct

VECTORS = torch.randn(3, 4, 2)


def test_inner_products_are_those_of_all_pairs_in_order():
    by_hand = torch.stack([(VECTORS[:, i] * VECTORS[:, j]).sum(1) for i, j in combinations(range(4), 2)], dim=1)
    block = InnerProducts(fields=4)
    torch.testing.assert_close(block(VECTORS), by_hand)
    assert block.width == 6


def test_one_field_has_no_pair():
    assert InnerProducts(fields=1)(VECTORS[:, :1]).shape == (3, 0)


def test_the_outer_product_is_the_sum_over_all_pairs_of_theirs():
    by_hand = sum(VECTORS[:, i].unsqueeze(2) * VECTORS[:, j].unsqueeze(1) for i in range(4) for j in range(4))
    torch.testing.assert_close(OuterProduct(dim=2)(VECTORS), by_hand.flatten(1))
