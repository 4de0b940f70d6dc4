"""NID's reading of weights."""

from itertools import combinations

import numpy as np
import pytest
import torch

from clicklens.interactions.first_layer import FirstLayer, first_layer, pair_strengths, set_strengths
from clicklens.interactions.stacked_mlp import StackedMlp


def test_the_worked_example():
    """|W1| = [[1, 2], [3, 1]], z = [0.5, 2]: 0.5 · 1 + 2 · 1 = 2.5, as a pair and as a set."""
    layer = FirstLayer(reads=np.array([[[1.0, 2.0], [3.0, 1.0]]]), reaches=np.array([[0.5, 2.0]]))
    assert pair_strengths(layer).tolist() == [[[0, 2.5], [2.5, 0]]]
    ((only,),) = [list(sets) for sets in set_strengths(layer)]
    assert only == ((0, 1), 2.5)


def test_influence_is_the_product_of_absolute_weights():
    stack = StackedMlp.drawn((4, 6, 5, 3), [np.random.default_rng(seed) for seed in (0, 1)])
    layer = first_layer(stack, torch.tensor([2.0, 0.5]))
    w1, w2, w3, wy = (weight.double().abs().numpy() for weight in stack.weights)
    for place, scale in enumerate((2.0, 0.5)):
        by_hand = scale * (wy[place].T @ w3[place].T @ w2[place].T)[0]
        assert layer.reaches[place] == pytest.approx(by_hand)
        assert layer.reads[place] == pytest.approx(w1[place].T)


def by_hand(reads, reaches):
    """Pairs and prefixes, neuron by neuron."""
    neurons, fields = reads.shape
    pairs, sets = np.zeros((fields, fields)), {}
    for s in range(neurons):
        for i, j in combinations(range(fields), 2):
            pairs[i, j] += reaches[s] * min(reads[s, i], reads[s, j])
        order = sorted(range(fields), key=lambda i: -reads[s, i])
        for length in range(2, fields + 1):
            prefix = tuple(sorted(order[:length]))
            sets[prefix] = sets.get(prefix, 0) + reaches[s] * reads[s, order[length - 1]]
    return pairs + pairs.T, sets


def test_pairs_and_sets_are_their_definitions_neuron_by_neuron():
    random = np.random.default_rng(0)
    layer = FirstLayer(reads=np.abs(random.normal(size=(2, 30, 5))), reaches=np.abs(random.normal(size=(2, 30))))
    pairs, found = pair_strengths(layer), [list(sets) for sets in set_strengths(layer)]
    for place in range(2):
        expected_pairs, expected_sets = by_hand(layer.reads[place], layer.reaches[place])
        assert pairs[place] == pytest.approx(expected_pairs)
        assert {i.fields: pytest.approx(i.strength) for i in found[place]} == expected_sets
        strengths = [i.strength for i in found[place]]
        assert strengths == sorted(strengths, reverse=True)
        assert all(i.strength <= pairs[place][i.fields] + 1e-9 for i in found[place] if len(i.fields) == 2)


def test_many_fields_are_told_apart():
    random = np.random.default_rng(0)
    layer = FirstLayer(reads=np.abs(random.normal(size=(1, 40, 90))), reaches=np.abs(random.normal(size=(1, 40))))
    (found,) = [list(sets) for sets in set_strengths(layer)]
    _, expected = by_hand(layer.reads[0], layer.reaches[0])
    assert {i.fields: pytest.approx(i.strength) for i in found} == expected


def test_a_network_that_hands_nothing_on_has_no_sets():
    layer = FirstLayer(reads=np.ones((1, 3, 4)), reaches=np.zeros((1, 3)))
    assert [list(sets) for sets in set_strengths(layer)] == [[]]
