"""Networks side by side."""

import numpy as np
import pytest
import torch
from torch import nn

from clicklens.interactions.stacked_mlp import StackedMlp


def streams(*seeds: int) -> list[np.random.Generator]:
    return [np.random.default_rng(seed) for seed in seeds]


def alone(stack: StackedMlp, place: int) -> nn.Sequential:
    """One network of the stack, as torch's own layers."""
    layers = []
    for number, weight in enumerate(stack.weights):
        width_in, width = weight.shape[1:]
        has_bias = number < len(stack.biases)
        linear = nn.Linear(width_in, width, bias=has_bias)
        linear.weight = nn.Parameter(weight[place].T.clone())
        if has_bias:
            linear.bias = nn.Parameter(stack.biases[number][place, 0].clone())
        layers += [linear, nn.ReLU() if stack.activation == "relu" else nn.Softplus()]
    return nn.Sequential(*layers[:-1])


@pytest.mark.parametrize("activation", ["relu", "softplus"])
@pytest.mark.parametrize("output_bias", [True, False])
def test_each_network_is_torchs_own(activation, output_bias):
    stack = StackedMlp.drawn((4, 6, 3), streams(0, 1, 2), activation=activation, output_bias=output_bias)
    x = torch.randn(3, 5, 4)
    found = stack(x)
    for place in range(3):
        torch.testing.assert_close(found[place], alone(stack, place)(x[place]).squeeze(-1))


def test_first_weights_are_torchs_law_and_depend_on_their_stream_alone():
    stack = StackedMlp.drawn((100, 50), streams(7, 8))
    again = StackedMlp.drawn((100, 50), streams(8))
    assert torch.equal(stack.weights[0][1], again.weights[0][0])
    assert not torch.equal(stack.weights[0][0], stack.weights[0][1])
    assert stack.weights[0].abs().max() <= 0.1
    assert stack.weights[0].std() == pytest.approx(0.1 / 3**0.5, rel=0.05)


def test_first_weights_may_be_normal_without_tails():
    stack = StackedMlp.drawn((100, 50), streams(7, 8), start="normal")
    numbers = torch.cat([tensor.flatten() for tensor in stack.parameters()])
    assert numbers.abs().max() <= 0.2
    assert numbers.std() == pytest.approx(0.088, rel=0.03)  # of a standard normal cut at two, 0.88
    assert torch.equal(stack.weights[0][1], StackedMlp.drawn((100, 50), streams(8), start="normal").weights[0][0])


def test_its_tensors_go_out_and_in():
    stack = StackedMlp.drawn((4, 6, 3), streams(0, 1))
    first = stack.with_parameters([tensor[:1] for tensor in stack.parameters()])
    x = torch.randn(2, 5, 4)
    torch.testing.assert_close(first(x[:1]), stack(x)[:1])


def test_moved_it_answers_what_it_answered_elsewhere():
    stack = StackedMlp.drawn((4, 6, 3), streams(0, 1))
    x = torch.randn(2, 5, 4)
    torch.testing.assert_close(stack.moved(2.0)(x), stack(x + 2.0))
