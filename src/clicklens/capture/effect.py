"""Effect: how far each row's pctr would move if a field were drawn anew from the sample.

Asking the model that takes a forward pass for every field. Here it is read off the gradients that one pass gave, by the
trapezoid rule between a row x and another row x' of the sample (ours, not DeepInsight's):

    move_q(x, x') = ½ (dPctr/de_q(x) + dPctr/de_q(x')) · (e_q(x') - e_q(x))
    effect_q(x)   = mean over x' of |move_q(x, x')|

A gradient at x alone goes wrong where the vectors of a field lie far apart, as those of a field of few ids do: what the
logit does on the way there is not what it does at x. The row that holds the other value knows.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray

from clicklens.models import Embedded

Floats = NDArray[np.float64]
_BLOCK = 32  # rows that lend one another their values: each row is tried with 31 others
_SEED = 0  # of who meets whom: the same at every step, so that steps can be compared


def field_vectors(embedded: Embedded) -> dict[str, torch.Tensor]:
    """field -> (B, D): what a row puts in for the field; of a sequence, the sum over its positions; numbers (B, 1)."""
    found = {}
    for name, tensor in embedded.fields.items():
        values = tensor.detach()
        mask = embedded.masks.get(name)
        found[name] = values if mask is None else (values * mask.unsqueeze(-1)).sum(dim=1)
    columns = torch.split(embedded.numeric.detach(), 1, dim=1)  # each (B, 1)
    return found | dict(zip(embedded.numeric_names, columns, strict=False))


def field_effects(
    *,
    logits: NDArray[np.float32],
    vectors: Mapping[str, NDArray[np.float32]],
    gradients: Mapping[str, NDArray[np.float32]],
    weights: NDArray[np.float32],
) -> dict[str, NDArray[np.float32]]:
    """field -> (n,), in pctr.

    logits (n,); vectors and the logit's gradients by them, field -> (n, D); weights (n,), by which others are drawn.
    """
    n = len(logits)
    size = min(_BLOCK, n)
    order = np.random.default_rng(_SEED).permutation(n)
    blocks = np.resize(order, (-(-n // size), size))  # (blocks, size), the last one filled up from the first
    decay = np.exp(-np.abs(logits.astype(np.float64)))
    slope = decay / (1 + decay) ** 2  # (n,), Pctr (1 - Pctr)
    chance = _chances(weights.astype(np.float64)[blocks])  # (blocks, size, size)
    found = {}
    with np.errstate(invalid="ignore", over="ignore"):  # a diverged model's effects are not finite, and read so
        for name, gradient in gradients.items():
            vector = vectors[name].astype(np.float64)
            vector = vector - vector.mean(axis=0)
            moves = _moves((slope[:, None] * gradient)[blocks], vector[blocks])  # (blocks, size, size)
            effect = np.empty(n, dtype=np.float32)
            effect[blocks] = (chance * np.abs(moves)).sum(axis=2)
            found[name] = effect
    return found


def _chances(weights: Floats) -> Floats:
    """weights (blocks, size) -> the chance that a row of the block is given another's value, (blocks, size, size)"""
    others = np.broadcast_to(weights[:, None, :], (*weights.shape, weights.shape[1])).copy()
    alone = others.sum(axis=2) - weights <= 0  # others weigh nothing: each is as good
    others[alone] = 1.0
    others[:, range(weights.shape[1]), range(weights.shape[1])] = 0.0
    total = others.sum(axis=2, keepdims=True)
    chances: Floats = np.divide(others, total, out=np.zeros_like(others), where=total > 0)
    return chances


def _moves(slopes: Floats, vectors: Floats) -> Floats:
    """pctr's slopes and vectors (blocks, size, D) -> what row i's pctr gains by row j's value, (blocks, size, size)"""
    reach = slopes @ vectors.transpose(0, 2, 1)  # (blocks, size, size), slope of i times vector of j
    own = np.diagonal(reach, axis1=1, axis2=2)  # (blocks, size)
    moves: Floats = (reach - own[:, :, None] + own[:, None, :] - reach.transpose(0, 2, 1)) / 2
    return moves
