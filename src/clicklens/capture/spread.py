"""How far the vectors of a field lie apart: their covariance over a sample, gathered batch by batch."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from clicklens.models import Embedded


class Spread:
    """The covariance of every field's vector, divisor n; of a sequence, of the sum over its positions.

    A change of a field's vector by e moves the logit by g e to first order, g its gradient; so gᵀ Σ g is the variance
    of the moves that drawing the field anew would bring.
    """

    def __init__(self) -> None:
        self._rows = 0
        self._sums: dict[str, torch.Tensor] = {}  # field -> (D,)
        self._products: dict[str, torch.Tensor] = {}  # field -> (D, D)

    def add(self, embedded: Embedded) -> None:
        """Counts the rows of one batch in."""
        self._rows += len(embedded)
        for name, vectors in _vectors(embedded).items():  # (B, D)
            total, product = vectors.sum(dim=0), vectors.T @ vectors
            self._sums[name] = self._sums.get(name, torch.zeros_like(total)) + total
            self._products[name] = self._products.get(name, torch.zeros_like(product)) + product

    def result(self) -> dict[str, NDArray[np.float32]]:
        """field -> (D, D)"""
        found = {}
        for name, total in self._sums.items():
            mean = total / self._rows
            covariance = self._products[name] / self._rows - torch.outer(mean, mean)
            found[name] = covariance.to("cpu", torch.float32).numpy()
        return found


def _vectors(embedded: Embedded) -> dict[str, torch.Tensor]:
    """field -> float64 (B, D): double, since a covariance is a small difference of large sums"""
    found = {}
    for name, tensor in embedded.fields.items():
        values = tensor.detach().double()
        mask = embedded.masks.get(name)
        found[name] = values if mask is None else (values * mask.unsqueeze(-1)).sum(dim=1)
    numbers = embedded.numeric.detach().double()
    return found | {name: numbers[:, i : i + 1] for i, name in enumerate(embedded.numeric_names)}
