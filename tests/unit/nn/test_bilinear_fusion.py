"""The bilinear fusion against loops over heads and elements in double precision."""

import numpy as np
import pytest
import torch

from clicklens.nn import BilinearFusion

B, WIDTH_1, WIDTH_2 = 5, 4, 6


def by_hand(fusion, o_1, o_2, task):
    """One row, in the letters of the paper."""
    rows, columns = WIDTH_1 // fusion.heads, WIDTH_2 // fusion.heads
    w_1, w_2, b = (p.detach().double().numpy() for p in (fusion.first.weight, fusion.second.weight, fusion.first.bias))
    products = fusion.products.detach().double().numpy()
    total = b[task] + sum(w * o for w, o in zip(w_1[task], o_1, strict=True))
    total += sum(w * o for w, o in zip(w_2[task], o_2, strict=True))
    for j in range(fusion.heads):
        for r in range(rows):
            for c in range(columns):
                weight = products[j, r, task * columns + c]
                total += o_1[j * rows + r] * weight * o_2[j * columns + c]
    return total


@pytest.mark.parametrize("tasks", [1, 3])
@pytest.mark.parametrize("heads", [1, 2])
def test_a_logit_is_what_each_says_and_the_products_of_all_elements_of_each_head(heads, tasks):
    torch.manual_seed(0)
    fusion = BilinearFusion(width_1=WIDTH_1, width_2=WIDTH_2, width=tasks, heads=heads)
    with torch.no_grad():
        fusion.first.bias.normal_()
    o_1, o_2 = torch.randn(B, WIDTH_1), torch.randn(B, WIDTH_2)
    found = fusion(o_1, o_2).detach().numpy()
    assert found.shape == (B, tasks)
    for row in range(B):
        for task in range(tasks):
            expected = by_hand(fusion, o_1[row].double().numpy(), o_2[row].double().numpy(), task)
            np.testing.assert_allclose(found[row, task], expected, rtol=1e-4, atol=1e-5)


def test_more_heads_have_fewer_products():
    counts = [BilinearFusion(width_1=4, width_2=8, width=1, heads=heads).products.numel() for heads in (1, 2, 4)]
    assert counts == [32, 16, 8]
