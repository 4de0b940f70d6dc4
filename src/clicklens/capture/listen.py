"""Listening to taps: the outputs of chosen modules during a forward pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from torch import Tensor, nn

from clicklens.core.errors import RequestError


@contextmanager
def listening(taps: Mapping[str, nn.Module]) -> Iterator[dict[str, Tensor]]:
    """Fills the yielded dict, tap -> output (B, H), while modules run; the hooks are gone afterwards, also on error.

    Raises RequestError for a tap whose module did not run, or gave something other than a state for each row.
    """
    states: dict[str, Tensor] = {}
    handles = []

    def note(name: str) -> Any:
        def hook(_module: nn.Module, _inputs: Any, output: Any) -> None:
            if not isinstance(output, Tensor) or output.ndim != 2:
                shape = tuple(output.shape) if isinstance(output, Tensor) else type(output).__name__
                raise RequestError(f"tap '{name}' gives {shape}; a tap's output is one tensor, (rows, neurons)")
            states[name] = output.detach()

        return hook

    try:
        for name, module in taps.items():
            handles.append(module.register_forward_hook(note(name)))
        yield states
        silent = [name for name in taps if name not in states]
        if silent:
            raise RequestError(f"tap '{silent[0]}' did not run: its module takes no part in the model's score")
    finally:
        for handle in handles:
            handle.remove()
