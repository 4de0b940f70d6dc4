"""Pairs of fields as a model's weights see them."""

import torch

from clicklens.models.cross_strength import block_norms


def test_a_block_counts_by_its_frobenius_norm():
    weight = torch.tensor([[3.0, 4.0, 0.0], [0.0, 0.0, 2.0]])
    found = block_norms(weight, rows=[1, 1], columns=[2, 1])
    torch.testing.assert_close(found, torch.tensor([[5.0, 0.0], [0.0, 2.0]]))


def test_blocks_may_differ_in_width():
    assert block_norms(torch.ones(5, 4), rows=[2, 3], columns=[1, 3]).shape == (2, 2)
