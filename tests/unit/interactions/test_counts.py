"""Counting sets over instances."""

import numpy as np

from clicklens.interactions.counts import Counts
from clicklens.interactions.detection import Interaction


def instance(*sets):
    return [Interaction(fields, float(10 - place)) for place, fields in enumerate(sets)]


FOUND = [
    instance((0, 1), (2, 3)),
    instance((0, 1), (0, 1, 2)),
    instance((0, 1, 2), (0, 1), (2, 3)),
    instance((2, 3), (0, 4)),
    instance((0, 1)),
]


def test_the_most_frequent_first_and_a_larger_one_takes_the_place_of_its_subsets():
    counts = Counts(FOUND, most=10)
    told = counts.told(np.ones(5))
    assert [counts.sets[column] for column in told] == [(2, 3), (0, 1, 2), (0, 4)]  # (0, 1) stood first, with 4


def test_a_set_inside_one_that_is_told_is_left_out():
    found = [instance((0, 1, 2), (0, 1))] * 3 + [instance((0, 1, 2))]
    counts = Counts(found, most=10)
    assert [counts.sets[column] for column in counts.told(np.ones(4))] == [(0, 1, 2)]


def test_no_more_than_asked_for_and_no_fewer_than_there_are():
    counts = Counts(FOUND, most=1)
    assert [counts.sets[column] for column in counts.told(np.ones(5))] == [(0, 1)]
    assert Counts([[], []], most=3).told(np.ones(2)) == []


def test_instances_count_as_often_as_they_are_drawn():
    counts = Counts(FOUND, most=1)
    assert [counts.sets[column] for column in counts.told(np.array([0, 0, 0, 5, 0]))] == [(2, 3)]


def test_of_equally_frequent_sets_the_stronger_comes_first():
    counts = Counts([[Interaction((0, 1), 1.0), Interaction((2, 3), 5.0)]], most=2)
    assert [counts.sets[column] for column in counts.told(np.ones(1))] == [(2, 3), (0, 1)]


def test_the_rows_that_show_a_set_most():
    counts = Counts(FOUND, most=10)
    assert counts.strongest(counts.sets.index((2, 3))) == [3, 0, 2]


def test_where_its_sets_stand_among_other_findings():
    counts = Counts(FOUND, most=10)
    stands = counts.stands_in([instance((0, 1), (5, 6)), []])
    assert stands[:, counts.sets.index((0, 1))].tolist() == [True, False]
    assert stands.sum() == 1
    assert counts.distinct == 4
