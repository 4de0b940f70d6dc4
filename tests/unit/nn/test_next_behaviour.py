"""The next behaviour, told from another one: by hand."""

import math
from itertools import pairwise

import torch

from clicklens.nn.moments import moments
from clicklens.nn.next_behaviour import next_behaviour_loss


def surprise(score):
    """-ln σ(score)"""
    return math.log(1 + math.exp(-score))


def test_two_moments_by_hand():
    """One row of three behaviours a, b, c of one element; the others are c for b, and a for c."""
    time = moments(torch.tensor([[True, True, True]]))
    behaviour = torch.tensor([[1.0], [2.0], [-0.5]])
    interest = torch.tensor([[0.3], [-0.7], [9.0]])  # the last one tells nothing
    lost = next_behaviour_loss(interest, behaviour, torch.tensor([2, 0]), time, torch.Size([1, 3]))
    first = surprise(0.3 * 2.0) + surprise(-(0.3 * -0.5))
    second = surprise(-0.7 * -0.5) + surprise(-(-0.7 * 1.0))
    torch.testing.assert_close(lost, torch.tensor([(first + second) / 2]))


def test_each_row_has_the_mean_over_its_own_moments():
    mask = torch.tensor([[1, 0, 1, 0], [1, 1, 1, 1], [0, 0, 1, 0], [0, 0, 0, 0], [0, 1, 1, 1]]).bool()
    time = moments(mask)
    draw = torch.Generator().manual_seed(1)
    behaviour, interest = (torch.randn(len(time.held), 3, generator=draw) for _ in range(2))
    other = torch.randint(len(time.held), (len(time.held) - time.sizes[0],), generator=draw)
    lost = next_behaviour_loss(interest, behaviour, other, time, mask.shape)
    place = {int(held): number for number, held in enumerate(time.held)}
    for row in range(5):
        own = [place[row * 4 + position] for position in range(4) if mask[row, position]]
        parts = []
        for before, after in pairwise(own):
            right = interest[before] @ behaviour[after]
            wrong = interest[before] @ behaviour[other[after - time.sizes[0]]]
            if other[after - time.sizes[0]] != after:
                parts.append(surprise(right.item()) + surprise(-wrong.item()))
        torch.testing.assert_close(lost[row].item(), sum(parts) / max(1, len(parts)), rtol=1e-5, atol=1e-6)


def test_equal_behaviours_are_not_told_apart():
    time = moments(torch.tensor([[True, True]]))
    behaviour = torch.tensor([[1.0], [1.0]])
    lost = next_behaviour_loss(torch.ones(2, 1), behaviour, torch.tensor([0]), time, torch.Size([1, 2]))
    assert lost.tolist() == [0.0]


def test_rows_with_fewer_than_two_behaviours_lose_nothing():
    for mask in (torch.zeros(2, 3), torch.zeros(0, 3), torch.tensor([[1, 0, 0], [0, 0, 1]])):
        time = moments(mask.bool())
        behaviour = torch.ones(len(time.held), 2)
        lost = next_behaviour_loss(behaviour, behaviour, torch.zeros(0, dtype=torch.int64), time, mask.shape)
        assert lost.tolist() == [0.0] * len(mask)


def test_a_row_does_better_the_nearer_its_interest_is_to_what_comes():
    time = moments(torch.tensor([[True, True], [True, True]]))
    behaviour = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    near, far = torch.tensor([[-3.0, 3.0]] * 4), torch.tensor([[3.0, -3.0]] * 4)
    other = torch.tensor([0, 0])
    losses = [next_behaviour_loss(h, behaviour, other, time, torch.Size([2, 2])).mean() for h in (near, far)]
    assert losses[0] < losses[1]
