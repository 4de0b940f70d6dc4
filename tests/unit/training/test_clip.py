import pytest
import torch
from torch import nn

from clicklens.training.clip import clip_gradients


def parameters() -> list[nn.Parameter]:
    dense, table, unused = nn.Parameter(torch.zeros(2)), nn.Parameter(torch.zeros(4, 1)), nn.Parameter(torch.zeros(1))
    dense.grad = torch.tensor([3.0, 0.0])
    table.grad = torch.sparse_coo_tensor(
        torch.tensor([[1, 1]]), torch.tensor([[1.0], [3.0]]), (4, 1), check_invariants=True
    )
    return [dense, table, unused]


def test_the_length_is_that_of_the_summed_gradients() -> None:
    assert clip_gradients(parameters(), longest=100.0) == pytest.approx(5.0)  # sqrt(3² + (1 + 3)²)


def test_long_gradients_are_shortened_together() -> None:
    dense, table, unused = parameters()
    clip_gradients([dense, table, unused], longest=1.0)
    assert dense.grad is not None
    assert table.grad is not None
    assert dense.grad.tolist() == pytest.approx([0.6, 0.0], abs=1e-5)
    assert table.grad.to_dense().squeeze(1).tolist() == pytest.approx([0, 0.8, 0, 0], abs=1e-5)


def test_short_gradients_stay() -> None:
    dense, table, unused = parameters()
    clip_gradients([dense, table, unused], longest=6.0)
    assert dense.grad is not None
    assert dense.grad.tolist() == [3.0, 0.0]


def test_without_any_gradient_there_is_nothing_to_do() -> None:
    assert clip_gradients([nn.Parameter(torch.zeros(1))], longest=1.0) == 0.0
