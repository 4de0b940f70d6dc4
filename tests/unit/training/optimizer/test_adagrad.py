import pytest
import torch
from torch import nn

from clicklens.core.errors import ConfigError
from clicklens.training.optimizer.adagrad import Adagrad, AdagradOptimizer


def test_two_steps_by_hand() -> None:
    weight = nn.Parameter(torch.tensor([1.0]))
    optimizer = AdagradOptimizer([weight], lr=0.5, initial_accumulator=1.0, eps=0.0)
    weight.grad = torch.tensor([2.0])
    optimizer.step()  # s = 1 + 4; w = 1 - 0.5 * 2 / sqrt(5)
    assert weight.item() == pytest.approx(1 - 1 / 5**0.5)
    weight.grad = torch.tensor([-2.0])
    optimizer.step()  # s = 9; w += 0.5 * 2 / 3
    assert weight.item() == pytest.approx(1 - 1 / 5**0.5 + 1 / 3)


def test_a_zero_gradient_moves_nothing_even_where_the_sum_starts_at_zero() -> None:
    weight = nn.Parameter(torch.tensor([1.0]))
    optimizer = AdagradOptimizer([weight], lr=0.5, initial_accumulator=0.0)
    weight.grad = torch.tensor([0.0])
    optimizer.step()
    assert weight.item() == 1.0


def test_with_rowwise_dense_weights_keep_a_sum_for_each_element() -> None:
    weight = nn.Parameter(torch.ones(4, 2))
    optimizer = AdagradOptimizer([weight], lr=0.5, rowwise=True)
    weight.grad = torch.ones(4, 2)
    optimizer.step()
    assert optimizer.state[weight]["sum"].shape == (4, 2)


@pytest.mark.parametrize("values", [{"lr": 0}, {"lr": -1}, {"initial_accumulator": -1}, {"beta": 1}])
def test_settings_out_of_range_are_refused(values: dict[str, float]) -> None:
    with pytest.raises(ConfigError):
        Adagrad(**values)  # type: ignore[arg-type]
