"""Clipping: a bound on how far one batch can push the weights."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import nn

from clicklens.training.optimizer import merge_gradient


def clip_gradients(parameters: Iterable[nn.Parameter], *, longest: float) -> float:
    """Scales all gradients so that their common Euclidean length is at most ``longest``; returns the length before.

    In a table the gradients of one row are summed before the length is taken, so repeats count as what they do.
    """
    with torch.no_grad():
        gradients = [merge_gradient(parameter) for parameter in parameters if parameter.grad is not None]
        if not gradients:
            return 0.0
        length = torch.linalg.vector_norm(torch.stack([torch.linalg.vector_norm(g) for g in gradients]))
        scale = (longest / (length + 1e-6)).clamp(max=1.0)
        for gradient in gradients:
            gradient.mul_(scale)
    return float(length)
