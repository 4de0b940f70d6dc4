import numpy as np

from clicklens.analysis.count_bins import bin_ends, count_bins


def test_every_count_lies_between_the_ends_of_its_bin():
    counts = np.array([0, 1, 2, 3, 4, 7, 8, 1023, 1024, 2**40 - 1, 2**40])
    bins = count_bins(counts)
    assert bins[:7].tolist() == [0, 1, 2, 2, 3, 3, 4]
    for count, place in zip(counts.tolist(), bins.tolist(), strict=True):
        low, high = bin_ends(place)
        assert low <= count <= high


def test_bins_follow_one_another_without_a_gap():
    assert [bin_ends(place) for place in range(4)] == [(0, 0), (1, 1), (2, 3), (4, 7)]
