"""Interest evolution, row by row with torch's own GRU."""

import torch

from clicklens.nn import InterestEvolution

B, L, D = 5, 6, 3


def sequences():
    """Row 0 is full, row 1 has holes, row 2 is short, row 3 is empty, row 4 begins late."""
    mask = torch.tensor([[1] * 6, [1, 0, 1, 0, 1, 0], [1, 0, 0, 0, 0, 0], [0] * 6, [0, 0, 1, 1, 0, 0]]).bool()
    draw = torch.Generator().manual_seed(2)
    keys = torch.randn(B, L, D, generator=draw) * mask.unsqueeze(-1)
    return keys, torch.randn(B, D, generator=draw), mask


def block():
    torch.manual_seed(0)
    return InterestEvolution(dim=D)


def test_interests_are_drawn_out_weighed_against_the_candidate_and_followed():
    evolution = block()
    keys, query, mask = sequences()
    out = evolution(keys, query, mask)
    for row in (0, 1, 2, 4):
        behaviours = keys[row][mask[row]]
        interest = evolution.extractor(behaviours)[0]
        weights = torch.softmax(interest @ (evolution.likeness.weight @ query[row]), dim=0)
        last = evolution.evolution(interest, weights, [1] * len(behaviours))
        torch.testing.assert_close(out[row], last[0])
    assert out[3].tolist() == [0.0] * D


def test_its_weights_stand_where_behaviours_stand_and_sum_to_one():
    evolution = block()
    keys, query, mask = sequences()
    seen = []
    evolution.weights.register_forward_hook(lambda _module, _in, out: seen.append(out.detach()))
    evolution(keys, query, mask)
    assert ((seen[0] != 0) == mask).all()
    torch.testing.assert_close(seen[0].sum(1), mask.any(1).float())


def test_the_order_of_behaviours_counts():
    evolution = block()
    keys, query, mask = sequences()
    assert not torch.allclose(evolution(keys, query, mask)[0], evolution(keys.flip(1), query, mask)[0])


def test_every_weight_learns():
    evolution = block()
    evolution(*sequences()).sum().backward()
    assert all((parameter.grad != 0).any() for parameter in evolution.parameters())


def test_nothing_in_any_row_gives_zeros():
    out = block()(torch.zeros(2, 3, D), torch.randn(2, D), torch.zeros(2, 3).bool())
    assert out.tolist() == [[0.0] * D] * 2
    assert block()(torch.zeros(0, 3, D), torch.randn(0, D), torch.zeros(0, 3).bool()).shape == (0, D)
