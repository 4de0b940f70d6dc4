"""Self-attention over fields: each field takes from the others what goes with it.

The interacting layer of AutoInt (Song et al., arXiv:1810.11921).
"""

from __future__ import annotations

from functools import reduce

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout


class FieldAttention(nn.Module):
    """e'_m = ReLU(ẽ_m + W_Res e_m), ẽ_m = [ẽ_m^1; …; ẽ_m^H], ẽ_m^h = Σ_k α^h_mk W_V^h e_k,
    α^h_mk = softmax_k <W_Q^h e_m, W_K^h e_k>.

    ``units`` is the width of each of the ``heads``; ``width`` that of what comes out for each field, both multiplied.
    Without ``project_residual`` a field that is as wide as that already is added as it is, with no W_Res.
    The authors' code differs from the paper: ``scale`` divides the scores by sqrt(units), ``projection_relu`` puts a
    ReLU on everything that is projected, ``layer_norm`` normalises each field's e'. ``attention_dropout`` silences
    that share of the α while training, before they are summed with and after they are told.

    ``weights`` gives α, its mean over the heads, (B, F · F); ``activation`` e' of all fields, (B, F · width), before
    the layer norm. All weights start after Glorot and Bengio (uniform).
    """

    def __init__(
        self,
        *,
        dim: int,
        units: int,
        heads: int,
        residual: bool = True,
        project_residual: bool = True,
        scale: bool = False,
        projection_relu: bool = False,
        layer_norm: bool = False,
        attention_dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.heads = heads
        self.units = units
        self.width = heads * units
        self.query, self.key, self.value = (nn.Linear(dim, self.width, bias=False) for _ in range(3))
        self.has_residual = residual
        is_projected = residual and (project_residual or dim != self.width)
        self.residual = nn.Linear(dim, self.width, bias=False) if is_projected else None
        self.scale = scale
        self.projection_relu = projection_relu
        self.attention_dropout = attention_dropout
        self.weights = nn.Identity()
        self.activation = nn.ReLU()
        for weight in self.parameters():
            nn.init.xavier_uniform_(weight)
        self.norm = nn.LayerNorm(self.width) if layer_norm else None

    def forward(self, fields: Tensor) -> Tensor:
        """e (B, F, D) -> e' (B, F, width)"""
        by_head = zip(*(self._by_head(layer, fields) for layer in (self.query, self.key, self.value)), strict=True)
        weights, states = [], []
        for query, key, value in by_head:  # one product over all heads would first copy what it reads
            scores = (query * self.units**-0.5 if self.scale else query) @ key.transpose(1, 2)  # (B, F, F)
            # In bfloat16 it would be coarse, and over 26 fields four times slower on a CPU.
            alpha = scores.softmax(dim=2, dtype=torch.float32)
            weights.append(alpha.detach())
            if self.attention_dropout:
                alpha = dropout(alpha, self.attention_dropout, training=self.training)
            states.append(alpha @ value)  # (B, F, units)
        self.weights(reduce(torch.add, weights).div(self.heads).flatten(1))
        state = torch.cat(states, dim=2)  # (B, F, width)
        if self.has_residual:
            state = state + (fields if self.residual is None else self._projected(self.residual, fields))
        taken: Tensor = self.activation(state.flatten(1)).view_as(state)
        return taken if self.norm is None else self.norm(taken)

    def _projected(self, layer: nn.Module, fields: Tensor) -> Tensor:
        """(B, F, D) -> (B, F, width)"""
        projected: Tensor = layer(fields)
        return torch.relu(projected) if self.projection_relu else projected

    def _by_head(self, layer: nn.Module, fields: Tensor) -> tuple[Tensor, ...]:
        """(B, F, D) -> (B, F, units) of each head"""
        return self._projected(layer, fields).view(*fields.shape[:2], self.heads, self.units).unbind(2)
