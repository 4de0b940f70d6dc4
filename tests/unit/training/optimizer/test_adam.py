import pytest
import torch
from torch import nn

from clicklens.core.errors import ConfigError
from clicklens.training.optimizer.adam import Adam, AdamOptimizer


def test_the_first_step_is_one_learning_rate_whatever_the_gradient() -> None:
    weight = nn.Parameter(torch.tensor([1.0, 1.0]))
    optimizer = AdamOptimizer([weight], lr=0.1)
    weight.grad = torch.tensor([300.0, -0.02])
    optimizer.step()
    assert weight.tolist() == pytest.approx([0.9, 1.1], abs=1e-6)


def test_decoupled_decay_takes_its_share_of_touched_rows_only() -> None:
    table = nn.Parameter(torch.ones(3, 1))
    optimizer = AdamOptimizer([table], lr=0.1, decoupled_decay=0.5)
    table.grad = torch.sparse_coo_tensor(torch.tensor([[1, 1]]), torch.zeros(2, 1), (3, 1), check_invariants=True)
    optimizer.step()
    assert table.squeeze(1).tolist() == pytest.approx([1.0, 0.95, 1.0])


@pytest.mark.parametrize("betas", [(1.0, 0.9), (0.9,), (-0.1, 0.9)])
def test_betas_out_of_range_are_refused(betas: tuple[float, ...]) -> None:
    with pytest.raises(ConfigError):
        Adam(betas=betas)  # type: ignore[arg-type]
