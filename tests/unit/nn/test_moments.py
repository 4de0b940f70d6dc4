"""Moments: a batch's sequences turned to run through time."""

import torch

from clicklens.nn.moments import moments


def test_first_come_the_first_behaviours_of_all_rows_the_longest_history_before_the_others():
    mask = torch.tensor([[1, 0, 0, 0], [0, 0, 0, 0], [1, 0, 1, 1], [0, 1, 1, 0]]).bool()
    time = moments(mask)
    assert time.sizes == [3, 2, 1]
    assert time.rows.tolist() == [2, 3, 0]
    places = [divmod(int(place), 4) for place in time.held]
    assert places == [(2, 0), (3, 1), (0, 0), (2, 2), (3, 2), (2, 3)]
    assert time.batch_sizes.tolist() == [3, 2, 1]


def test_every_behaviour_is_there_once():
    mask = torch.rand(50, 9, generator=torch.Generator().manual_seed(0)) < 0.4
    time = moments(mask)
    assert sorted(time.held.tolist()) == mask.flatten().nonzero().squeeze(1).tolist()
    assert sum(time.sizes) == int(mask.sum())
    assert time.sizes == sorted(time.sizes, reverse=True)


def test_nothing_at_all_takes_no_time():
    for shape in ((3, 4), (0, 4)):
        time = moments(torch.zeros(shape).bool())
        assert (time.sizes, len(time.held), len(time.rows)) == ([], 0, 0)
