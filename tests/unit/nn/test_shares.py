"""Shares: softmax over the positions that hold an id."""

import torch

from clicklens.nn.shares import shares


def test_each_rows_scores_become_weights_that_sum_to_one():
    mask = torch.tensor([[1, 0, 1], [0, 1, 0], [0, 0, 0]]).bool()
    held = mask.flatten().nonzero().squeeze(1)
    found = shares(torch.tensor([1.0, 4.0, -50.0]).abs().log(), held, mask)
    torch.testing.assert_close(found, torch.tensor([[0.2, 0.0, 0.8], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]))
