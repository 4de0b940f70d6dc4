"""A tower: hidden layers on top of one another."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from clicklens.nn.activation import Activation
from clicklens.nn.hidden import HiddenLayer


class Tower(nn.Module):
    """h_k = f(W_k h_{k-1} + b_k), k = 1 … K. ``width`` is that of what comes out."""

    def __init__(
        self,
        *,
        width_in: int,
        hidden: Sequence[int],
        dropout: float = 0.0,
        batch_norm: bool = False,
        activation: Activation = "relu",
    ) -> None:
        super().__init__()
        widths = [width_in, *hidden]
        self.width = widths[-1]
        self.layers = nn.ModuleList(
            HiddenLayer(width_in=before, width=width, dropout=dropout, batch_norm=batch_norm, activation=activation)
            for before, width in zip(widths, hidden, strict=False)
        )

    def forward(self, x: Tensor) -> Tensor:
        """x (B, width_in) -> (B, H), the last layer's state"""
        for layer in self.layers:
            x = layer(x)
        return x

    def taps(self, name: str = "layer") -> dict[str, nn.Module]:
        """``name_1.pre``, ``name_1``, ``name_2.pre``, …: every layer's state before and after its non-linearity."""
        found: dict[str, nn.Module] = {}
        for number, layer in enumerate(self.layers, start=1):
            found[f"{name}_{number}.pre"] = layer.before  # type: ignore[assignment]
            found[f"{name}_{number}"] = layer.get_submodule("activation")
        return found
