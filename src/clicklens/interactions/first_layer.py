"""What a network's weights say of interactions: NID's reading of the first hidden layer.

Tsang, Cheng and Liu, ICLR 2018, arXiv:1705.04977. Fields act together in a neuron of the first layer that reads them
all; how much of it reaches the output is bounded by the weights above:

    z         = |w_y|ᵀ |W_L| … |W_2|                 of the neurons s of the first layer: z_s ≥ |∂y/∂h_s|
    w_s(I)    = z_s · min over i in I of |W_1,si|    the strength of the set I at s
    ω({i, j}) = Σ_s w_s({i, j})                      pairs, over all neurons
    ω(I)      = Σ_s w_s(I), over the neurons s of which I is a prefix: the |I| fields of greatest |W_1,si|
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from clicklens.interactions.black_box import Floats, Integers
from clicklens.interactions.detection import Interaction
from clicklens.interactions.stacked_mlp import StackedMlp


class FirstLayer(NamedTuple):
    """What is read of I networks: how much each neuron of the first layer takes from a field and hands on."""

    reads: Floats  # (I, S, F), |W_1|
    reaches: Floats  # (I, S), z


def first_layer(mlp: StackedMlp, scale: Tensor) -> FirstLayer:
    """scale (I,): of what the network gives, so that strengths are in the target's unit."""
    with torch.no_grad():
        z = mlp.weights[-1].abs().double()  # (I, H_L, 1)
        for weight in reversed(mlp.weights[1:-1]):
            z = torch.bmm(weight.abs().double(), z)
        z = z.squeeze(-1) * scale.double()[:, None]  # (I, S)
        reads = mlp.weights[0].abs().double().transpose(1, 2)  # (I, S, F)
    return FirstLayer(reads=reads.cpu().numpy(), reaches=z.cpu().numpy())


def pair_strengths(layer: FirstLayer) -> Floats:
    """-> (I, F, F), symmetric, 0 on the diagonal"""
    reads, reaches = layer
    fields = reads.shape[2]
    pairs = np.zeros((len(reads), fields, fields))
    for i in range(fields - 1):
        least = np.minimum(reads[:, :, i : i + 1], reads[:, :, i + 1 :])  # (I, S, F - 1 - i)
        pairs[:, i, i + 1 :] = pairs[:, i + 1 :, i] = np.einsum("is,isf->if", reaches, least)
    return pairs


def set_strengths(layer: FirstLayer) -> Iterator[Iterator[Interaction]]:
    """Of each instance the sets that are a prefix of some neuron, at most S (F − 1) of them, the strongest first."""
    for reads, reaches in zip(layer.reads, layer.reaches, strict=True):
        yield _ranked_sets(reads, reaches)


def _ranked_sets(reads: Floats, reaches: Floats) -> Iterator[Interaction]:
    """reads (S, F), reaches (S,)"""
    fields = reads.shape[1]
    # A set's name is the sum of its fields' random numbers, so that sets of many fields are told apart quickly.
    names: Integers = np.random.default_rng(0).integers(-(2**62), 2**62, size=(fields,))
    order = np.argsort(-reads, axis=1, kind="stable")  # (S, F)
    strengths = reaches[:, None] * np.take_along_axis(reads, order, axis=1)[:, 1:]  # (S, F - 1), prefixes of 2 … F
    prefixes = np.cumsum(names[order], axis=1)[:, 1:]  # (S, F - 1)
    _, first, group = np.unique(prefixes, return_index=True, return_inverse=True)
    total = np.bincount(group.ravel(), weights=strengths.ravel())
    for place in np.argsort(-total, kind="stable"):
        if total[place] > 0:
            neuron, longer = divmod(int(first[place]), fields - 1)
            yield Interaction(tuple(sorted(order[neuron, : longer + 2].tolist())), float(total[place]))
