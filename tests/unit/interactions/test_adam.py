"""Adam for stacks."""

import torch

from clicklens.interactions.adam import Adam


def test_it_takes_torchs_steps():
    start = torch.randn(3, 4)
    ours, peers = start.clone(), torch.nn.Parameter(start.clone())
    adam = Adam([ours], learning_rate=0.05)
    peer = torch.optim.Adam([peers], lr=0.05)
    for step in range(20):
        gradient = torch.sin(torch.arange(12.0).view(3, 4) + step)
        adam.step([ours], [gradient.clone()])
        peers.grad = gradient.clone()
        peer.step()
    torch.testing.assert_close(ours, peers.detach())


def test_a_network_that_leaves_takes_nothing_of_the_others_along():
    gradients = torch.randn(6, 3, 4)
    all_, last = torch.zeros(3, 4), torch.zeros(1, 4)
    many, one = Adam([all_], learning_rate=0.1), Adam([last], learning_rate=0.1)
    for step in range(6):
        if step == 3:
            many.go_on_with(torch.tensor([2]))
            all_ = all_[2:].clone()
        many.step([all_], [gradients[step, -len(all_) :].clone()])
        one.step([last], [gradients[step, 2:].clone()])
    torch.testing.assert_close(all_, last)
