"""Layer normalisation of each field by itself."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import layer_norm


class FieldNorm(nn.Module):
    """LN_f(v) = (v - E[v]) / sqrt(Var[v] + eps) ∘ γ_f + β_f, eps = 1e-5.

    E and Var are those of the vector's elements, γ and β each field's own. A vector of zeros, as of an unknown id,
    gives β.
    """

    def __init__(self, *, fields: int, dim: int) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.ones(fields, dim))
        self.shift = nn.Parameter(torch.zeros(fields, dim))

    def forward(self, vectors: Tensor) -> Tensor:
        """(B, F, D) -> (B, F, D)"""
        return torch.addcmul(self.shift, layer_norm(vectors, vectors.shape[-1:]), self.gain)
