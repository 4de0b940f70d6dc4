"""Listening to taps: the outputs of chosen modules during a forward pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from torch import Tensor, nn


@contextmanager
def listening(taps: Mapping[str, nn.Module]) -> Iterator[dict[str, Tensor]]:
    """Fills the yielded dict, tap -> output (B, H), while modules run; the hooks are gone afterwards, also on error."""
    states: dict[str, Tensor] = {}
    handles = []

    def note(name: str) -> Any:
        def hook(_module: nn.Module, _inputs: Any, output: Tensor) -> None:
            states[name] = output.detach()

        return hook

    try:
        for name, module in taps.items():
            handles.append(module.register_forward_hook(note(name)))
        yield states
    finally:
        for handle in handles:
            handle.remove()
