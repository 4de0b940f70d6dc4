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
    assert torch.equal(layer.kernel()[0], layer.linear.weight)


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
        full.linear.weight.copy_(low.kernel()[0])
    assert int(torch.linalg.matrix_rank(low.kernel()[0])) == 2
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


@pytest.mark.parametrize("experts", [1, 3])
def test_kernels_of_experts_are_what_they_do_to_small_inputs(experts):
    """At zero tanh is linear and all gates are equal: the derivative of what multiplies x_0 is the kernels' mean."""
    layer = CrossMixture(width=4, rank=2, experts=experts).double()
    slope = torch.autograd.functional.jacobian(lambda x: layer(torch.ones_like(x), x) - x, torch.zeros(1, 4).double())
    torch.testing.assert_close(slope.view(4, 4), layer.kernel().mean(dim=0).detach())


def test_layers_raise_the_order_by_one_each():
    """With W = 1 and one element, x_l = x_0 (1 + x_0)^l."""
    layers = [CrossMatrix(width=1) for _ in range(3)]
    for layer in layers:
        torch.nn.init.ones_(layer.linear.weight)
    x = torch.tensor([[2.0]])
    assert float(CrossNetwork(layers)(x).detach()) == 2 * 3**3


def f1(x):
    return x[:, 0] * (x[:, 0] + x[:, 1] + x[:, 2] + x[:, 3])


def f2(x):
    return x[:, 0] ** 2 + 0.1 * x[:, 0] * x[:, 1] + x[:, 1] * x[:, 2] + 0.1 * x[:, 2] ** 2


def f3(x):
    """As many random pairs as there are inputs, with random weights."""
    draw = torch.Generator().manual_seed(3)
    first, second = torch.randint(0, x.shape[1], (2, x.shape[1]), generator=draw)
    weight = torch.rand(x.shape[1], generator=draw, dtype=x.dtype)
    return (x[:, first] * x[:, second]) @ weight


def error(function, network, *, inputs, width):
    """RMSE on fresh rows of the best network with a linear read-out, trained on all rows at once."""
    network, output = network.double(), torch.nn.Linear(width, 1, dtype=torch.float64)
    optimizer = torch.optim.LBFGS([*network.parameters(), *output.parameters()], max_iter=600, tolerance_grad=1e-14,
                                  tolerance_change=0, line_search_fn="strong_wolfe")  # fmt: skip

    def left_of(x):
        return (output(network(x)).squeeze(1) - function(x)).square().mean()

    def loss():
        optimizer.zero_grad()
        value = left_of(seen)
        value.backward()
        return value

    seen, fresh = (torch.rand(1200, inputs, dtype=torch.float64) * 2 - 1).split([800, 400])
    optimizer.step(loss)
    with torch.no_grad():
        return float(left_of(fresh).sqrt())


@pytest.mark.parametrize(("function", "inputs"), [(f1, 4), (f2, 4), (f3, 10)])
def test_one_full_layer_learns_polynomials_of_the_second_order_exactly_and_a_dnn_does_not(function, inputs):
    """The DCN V2 paper's made-up functions, f3 with 10 inputs for its 100; its CN-M reaches 5e-13, 5e-15 and 3e-7."""
    torch.manual_seed(1)
    assert error(function, CrossNetwork([CrossMatrix(width=inputs)]), inputs=inputs, width=inputs) < 1e-6
    tower = torch.nn.Sequential(torch.nn.Linear(inputs, inputs), torch.nn.ReLU())  # of as many weights
    assert error(function, tower, inputs=inputs, width=inputs) > 1e-2


def test_a_vector_learns_but_a_part_of_them():
    """CN-V of the paper leaves 1e-1 of f2."""
    torch.manual_seed(1)
    assert error(f2, CrossNetwork([CrossVector(width=4)]), inputs=4, width=4) > 1e-1
