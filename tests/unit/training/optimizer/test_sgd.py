import pytest
import torch
from torch import nn

from clicklens.training.optimizer.sgd import SgdOptimizer


def test_a_row_that_rests_keeps_its_velocity() -> None:
    table = nn.Parameter(torch.zeros(2, 1))
    optimizer = SgdOptimizer([table], lr=1.0, momentum=0.5)
    for row in (0, 1, 0):
        table.grad = torch.sparse_coo_tensor(torch.tensor([[row]]), torch.ones(1, 1), (2, 1), check_invariants=True)
        optimizer.step()
    # row 0: b = 1, then rests, then b = 0.5 + 1; row 1: b = 1 once
    assert table.squeeze(1).tolist() == pytest.approx([-2.5, -1.0])


def test_without_momentum_it_remembers_nothing() -> None:
    weight = nn.Parameter(torch.zeros(1))
    optimizer = SgdOptimizer([weight], lr=1.0)
    weight.grad = torch.ones(1)
    optimizer.step()
    optimizer.step()
    assert weight.item() == -2.0
    assert set(optimizer.state[weight]) == {"count"}
