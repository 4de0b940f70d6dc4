"""The mask block against loops over its neurons in double precision."""

import numpy as np
import pytest
import torch

from clicklens.capture.listen import listening
from clicklens.nn import MaskBlock

B, FIELDS, D, WIDTH = 3, 2, 3, 4


def block_of(**settings):
    torch.manual_seed(0)
    sizes = {"width_mask": FIELDS * D, "width_in": FIELDS * D, "width": WIDTH, "reduction": 0.5, "fields": FIELDS}
    block = MaskBlock(**{**sizes, **settings}).eval()
    with torch.no_grad():
        for parameter in block.parameters():
            parameter.add_(torch.randn_like(parameter), alpha=0.3)
    return block


def inputs():
    draw = torch.Generator().manual_seed(1)
    return torch.randn(B, FIELDS * D, generator=draw), torch.randn(B, FIELDS * D, generator=draw)


def times(layer, x):
    """W x + b, element by element."""
    weight = layer.weight.detach().double().numpy()
    bias = np.zeros(len(weight)) if layer.bias is None else layer.bias.detach().double().numpy()
    return [sum(w * v for w, v in zip(row, x, strict=True)) + b for row, b in zip(weight, bias, strict=True)]


def by_hand(block, e, x):
    """One row, in the letters of the paper: the mask and what comes out."""
    mask = times(block.mask, [max(0.0, v) for v in times(block.aggregate, e)])
    state = np.array(times(block.linear, [m * v for m, v in zip(mask, x, strict=True)]))
    gain, shift = (p.detach().double().numpy() for p in (block.norm.weight, block.norm.bias))
    normed = (state - state.mean()) / np.sqrt(state.var() + 1e-5) * gain + shift
    return np.array(mask), np.maximum(normed, 0.0)


def test_a_block_is_a_normed_layer_over_its_masked_input():
    block, (e, x) = block_of(), inputs()
    with listening({"mask": block.mask, "weights": block.weights}) as seen:
        out = block(e, x)
    for row in range(B):
        mask, expected = by_hand(block, e[row].double().numpy(), x[row].double().numpy())
        np.testing.assert_allclose(out[row].detach().numpy(), expected, rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(seen["mask"][row].numpy(), mask, rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(
            seen["weights"][row].numpy(), [mask[:D].mean(), mask[D:].mean()], rtol=1e-4, atol=1e-5
        )


def test_a_mask_over_a_hidden_state_tells_of_no_fields():
    block = block_of(width_in=5, fields=None)
    told = []
    block.weights.register_forward_hook(lambda *_: told.append(1))
    assert block(inputs()[0], torch.randn(B, 5)).shape == (B, WIDTH)
    assert not told


@pytest.mark.parametrize(("reduction", "neurons"), [(0.5, 3), (2.0, 12), (0.01, 1)])
def test_the_reduction_sets_the_width_of_the_masks_hidden_layer(reduction, neurons):
    assert block_of(reduction=reduction).aggregate.out_features == neurons


def test_a_mask_begins_by_letting_its_input_through():
    block = MaskBlock(width_mask=6, width_in=6, width=4, reduction=0.5)
    assert torch.equal(block.mask(block.relu(block.aggregate(torch.zeros(1, 6)))), torch.ones(1, 6))
