import pytest
import torch
from torch import nn

from clicklens.training.optimizer import Adagrad, Adam, Sgd, build_optimizer
from clicklens.training.optimizer import base as module


def test_the_learning_rate_can_be_changed_between_steps() -> None:
    weight = nn.Parameter(torch.zeros(2))
    optimizer = build_optimizer(Sgd(lr=1.0), [weight])
    optimizer.lr = 0.5
    weight.grad = torch.ones(2)
    optimizer.step()
    assert optimizer.lr == 0.5
    assert weight.tolist() == [-0.5, -0.5]


def test_a_parameter_without_a_gradient_rests() -> None:
    used, unused = nn.Parameter(torch.zeros(2)), nn.Parameter(torch.zeros(2))
    optimizer = build_optimizer(Adam(), [used, unused])
    used.grad = torch.ones(2)
    optimizer.step()
    assert unused.tolist() == [0.0, 0.0]
    assert unused not in optimizer.state


def test_weight_decay_pulls_dense_weights_and_leaves_tables_alone() -> None:
    dense, table = nn.Parameter(torch.ones(2, 2)), nn.Parameter(torch.ones(3, 2))
    optimizer = build_optimizer(Sgd(lr=0.1), [dense, table], weight_decay=0.5)
    dense.grad = torch.zeros(2, 2)
    table.grad = torch.sparse_coo_tensor(torch.tensor([[1]]), torch.zeros(1, 2), (3, 2), check_invariants=True)
    optimizer.step()
    torch.testing.assert_close(dense.detach(), torch.full((2, 2), 0.95))
    assert torch.equal(table.detach(), torch.ones(3, 2))


@pytest.mark.parametrize("spec", [Adagrad(), Adagrad(rowwise=True), Adam(), Sgd(momentum=0.5)], ids=str)
def test_rows_updated_in_parts_get_the_same_bits(spec: Adagrad | Adam | Sgd, monkeypatch: pytest.MonkeyPatch) -> None:
    def trained() -> torch.Tensor:
        table = nn.Parameter(torch.linspace(-1, 1, 60).reshape(20, 3).clone())
        optimizer = build_optimizer(spec, [table])
        for step in range(4):
            source = torch.Generator().manual_seed(step)
            rows, values = torch.randint(0, 20, (1, 50), generator=source), torch.randn(50, 3, generator=source)
            table.grad = torch.sparse_coo_tensor(rows, values, (20, 3), check_invariants=True)
            optimizer.step()
        return table.detach()

    whole = trained()
    monkeypatch.setattr(module, "AT_A_TIME", 8)  # two rows
    assert torch.equal(trained(), whole)
