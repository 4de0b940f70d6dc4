"""What a detector gives."""

import numpy as np

from clicklens.interactions.detection import Detection, Interaction, ranked_pairs, symmetric, united


def test_pairs_are_ranked_and_those_without_strength_left_out():
    pairs = symmetric(np.array([[0.5, 0.0, 2.0]]), 3)
    assert ranked_pairs(pairs) == ((Interaction((1, 2), 2.0), Interaction((0, 1), 0.5)),)


def test_pairs_lie_on_both_sides_of_the_diagonal():
    pairs = symmetric(np.array([[1.0, 2.0, 3.0]]), 3)
    assert pairs.tolist() == [[[0, 1, 2], [1, 0, 3], [2, 3, 0]]]


def test_overlapping_sets_become_one():
    assert united([(0, 1), (4, 5), (1, 2), (6, 7), (5, 2)]) == [(6, 7), (0, 1, 2, 4, 5)]
    assert united([]) == []


def test_a_detection_tells_names_and_means():
    pairs = symmetric(np.array([[1.0, 0.0, 0.0], [3.0, 0.0, 2.0]]), 3)
    detection = Detection(fields=("user", "item", "day"), pairs=pairs, sets=ranked_pairs(pairs))
    assert detection.named(detection.sets[1][0]) == ("user", "item")
    assert detection.mean_pairs().tolist() == [[0, 2, 0], [2, 0, 1], [0, 1, 0]]
