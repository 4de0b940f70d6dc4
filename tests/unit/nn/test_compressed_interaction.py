"""CIN, against its formula in loops."""

import pytest
import torch

from clicklens.nn import CompressedInteraction


@pytest.mark.parametrize(("fields", "maps"), [(3, (4, 2)), (3, (2, 4, 3)), (4, (5,)), (1, (2, 2))])
def test_each_layer_is_the_weighed_sum_of_all_products(fields, maps):
    torch.manual_seed(0)
    block = CompressedInteraction(fields=fields, maps=maps)
    first = torch.randn(5, fields, 6)
    state, sums = first, []
    for layer, count in zip(block.layers, maps, strict=True):
        weight = layer.weight.view(count, state.shape[1], fields)  # h, i, j
        rows = []
        for h in range(count):
            pairs = [weight[h, i, j] * state[:, i] * first[:, j] for i in range(state.shape[1]) for j in range(fields)]
            rows.append(sum(pairs))
        state = torch.stack(rows, dim=1)
        sums.append(state.sum(2))
    torch.testing.assert_close(block(first), torch.cat(sums, dim=1))
    assert block.width == sum(maps)


def test_outputs_hold_the_sums_of_their_layer():
    block = CompressedInteraction(fields=2, maps=(3, 1))
    seen = []
    for output in block.outputs:
        output.register_forward_hook(lambda _module, _in, out: seen.append(out))
    out = block(torch.randn(4, 2, 5))
    assert torch.equal(torch.cat(seen, dim=1), out)
