"""All pairs of vectors at the cost of one pass."""

from itertools import combinations

import torch

from clicklens.nn import pair_products


def test_it_is_the_sum_over_pairs():
    vectors = torch.randn(5, 6, 3, dtype=torch.float64)
    by_hand = sum(vectors[:, i] * vectors[:, j] for i, j in combinations(range(6), 2))
    torch.testing.assert_close(pair_products(vectors), by_hand)


def test_one_vector_has_no_pair():
    torch.testing.assert_close(pair_products(torch.randn(2, 1, 3)), torch.zeros(2, 3))
