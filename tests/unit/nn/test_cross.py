"""Cross layers, by hand and against one another."""

import pytest
import torch

from clicklens.nn import CrossMatrix, CrossMixture, CrossNetwork, CrossVector

torch.manual_seed(0)
FIRST, X = torch.randn(7, 4), torch.randn(7, 4)


def by_loops(weight, bias):
    """x_{l+1,i} = x_0i (Σ_j W_ij x_lj + b_i) + x_li"""
    out = X.clone()
    for row in range(7):
        for i in range(4):
            out[row, i] += FIRST[row, i] * (sum(weight[i, j] * X[row, j] for j in range(4)) + bias[i])
    return out


def test_a_full_matrix_is_the_papers_formula():
    layer = CrossMatrix(width=4)
    with torch.no_grad():
        layer.linear.bias.copy_(torch.arange(4.0))
    torch.testing.assert_close(layer(FIRST, X), by_loops(layer.linear.weight, layer.linear.bias))
    assert layer.kernel() is layer.linear.weight


def test_a_vector_weighs_all_of_x_at_once():
    layer = CrossVector(width=4)
    with torch.no_grad():
        layer.bias.fill_(0.5)
    by_hand = FIRST * (X * layer.weight.squeeze(1)).sum(1, keepdim=True) + 0.5 + X
    torch.testing.assert_close(layer(FIRST, X), by_hand)


def test_a_vector_is_the_matrix_whose_rows_are_all_that_vector():
    vector, matrix = CrossVector(width=4), CrossMatrix(width=4)
    with torch.no_grad():
        matrix.linear.weight.copy_(vector.weight.T.expand(4, 4))
    torch.testing.assert_close(vector(FIRST, X), matrix(FIRST, X))


def test_a_low_rank_layer_is_the_full_one_of_its_product():
    low, full = CrossMixture(width=4, rank=2), CrossMatrix(width=4)
    with torch.no_grad():
        low.bias.fill_(0.3)
        full.linear.bias.fill_(0.3)
        full.linear.weight.copy_(low.kernel())
    assert int(torch.linalg.matrix_rank(low.kernel())) == 2
    torch.testing.assert_close(low(FIRST, X), full(FIRST, X))


@pytest.mark.parametrize("gate", ["softmax", "sigmoid", "none"])
def test_a_mixture_is_its_experts_weighed(gate):
    layer = CrossMixture(width=4, rank=2, experts=3, gate=gate)
    with torch.no_grad():
        layer.bias.fill_(0.3)
    scores = None if layer.gate is None else X @ layer.gate.weight.T
    weight = {
        "softmax": lambda: scores.softmax(1),
        "sigmoid": lambda: scores.sigmoid(),
        "none": lambda: torch.ones(7, 3),
    }
    out = X.clone()
    for expert in range(3):
        inner = torch.tanh(torch.tanh(X @ layer.down[expert]) @ layer.middle[expert])
        out = out + weight[gate]()[:, expert : expert + 1] * (FIRST * (inner @ layer.up[expert] + 0.3))
    torch.testing.assert_close(layer(FIRST, X), out)


def test_layers_raise_the_order_by_one_each():
    """With W = 1 and one element, x_l = x_0 (1 + x_0)^l."""
    layers = [CrossMatrix(width=1) for _ in range(3)]
    for layer in layers:
        torch.nn.init.ones_(layer.linear.weight)
    x = torch.tensor([[2.0]])
    assert float(CrossNetwork(layers)(x).detach()) == 2 * 3**3


def fitted(first, target, layer):
    """The error that is left of a target after the best linear read-out of one cross layer, RMSE."""
    parameters = list(layer.parameters())
    output = torch.nn.Linear(first.shape[1], 1, dtype=torch.float64)
    optimizer = torch.optim.LBFGS([*parameters, *output.parameters()], lr=1, max_iter=500, tolerance_grad=1e-14,
                                  tolerance_change=0, line_search_fn="strong_wolfe")  # fmt: skip

    def loss():
        optimizer.zero_grad()
        value = (output(layer(first, first)).squeeze(1) - target).square().mean()
        value.backward()
        return value

    for _ in range(3):
        optimizer.step(loss)
    return float(loss().detach().sqrt())


@pytest.mark.parametrize("number", [1, 2])
def test_one_full_layer_learns_polynomials_of_the_second_order_exactly(number):
    """Made-up functions of the DCN V2 paper: a full matrix reaches 5e-13 and 5e-15 there, a vector 9e-13 and 0.1."""
    torch.manual_seed(1)
    x = torch.rand(400, 4, dtype=torch.float64) * 2 - 1
    x1, x2, x3, x4 = x.unbind(1)
    target = [x1**2 + x1 * x2 + x3 * x1 + x4 * x1, x1**2 + 0.1 * x1 * x2 + x2 * x3 + 0.1 * x3**2][number - 1]
    assert fitted(x, target, CrossMatrix(width=4).double()) < 1e-6
    if number == 2:
        assert fitted(x, target, CrossVector(width=4).double()) > 1e-2
