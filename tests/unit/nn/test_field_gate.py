"""A gate over fields against its formula in double precision."""

import numpy as np
import pytest
import torch

from clicklens.capture.listen import listening
from clicklens.nn import FieldGate

B, F, D = 4, 3, 2


def gate_of(reads):
    torch.manual_seed(0)
    gate = FieldGate(fields=F, dim=D, reads=reads, hidden=(5,))
    with torch.no_grad():
        for parameter in gate.parameters():
            parameter.add_(torch.randn_like(parameter), alpha=0.5)
    return gate


def vectors():
    return torch.randn(B, F, D, generator=torch.Generator().manual_seed(1))


def times(layer, x):
    weight, bias = layer.weight.detach().double().numpy(), layer.bias.detach().double().numpy()
    return [sum(w * v for w, v in zip(row, x, strict=True)) + b for row, b in zip(weight, bias, strict=True)]


def gate_by_hand(gate, x):
    """2 sigmoid(Gate(x)), element by element."""
    (layer,) = gate.tower.layers
    hidden = [max(0.0, v) for v in times(layer.linear, x)]
    return np.array([2 / (1 + np.exp(-v)) for v in times(gate.output, hidden)])


@pytest.mark.parametrize("reads", [[1], [0, 2], []])
def test_every_element_goes_on_by_what_the_gate_makes_of_the_fields_that_it_reads(reads):
    gate, e = gate_of(reads), vectors()
    with listening({"weights": gate.weights}) as seen:
        h = gate(e)
    for row in range(B):
        fields = e[row].double().numpy()
        x = fields[reads].reshape(-1) if reads else gate.constant[0].detach().double().numpy()
        by_hand = gate_by_hand(gate, x)
        np.testing.assert_allclose(h[row].detach().numpy(), by_hand * fields.reshape(-1), rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(seen["weights"][row].numpy(), by_hand.reshape(F, D).mean(axis=1), rtol=1e-4)


def test_a_learned_constant_tells_every_row_the_same():
    gate = gate_of([])
    with listening({"weights": gate.weights}) as seen:
        gate(vectors())
    assert seen["weights"].shape == (B, F)
    assert (seen["weights"] == seen["weights"][0]).all()


def test_a_fresh_constant_can_learn():
    gate = FieldGate(fields=F, dim=D, reads=[], hidden=(20,))
    gate(vectors()).sum().backward()
    assert all(bool((parameter.grad != 0).any()) for parameter in gate.parameters())
