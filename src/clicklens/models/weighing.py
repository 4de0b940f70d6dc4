"""Weighing: a place inside a model where it says by itself how much each of its inputs counts for this row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from torch import nn


@dataclass(frozen=True)
class Weighing:
    """A module whose output is weights, and what each of them is for.

    The output is one float tensor with a row for each example:

    - ``positions``: (B, L), the weight of each position of the sequence ``field``, as many as the batch has; 0 at
      padding. Raw, as the model multiplies by it.
    - ``fields``: (B, F), one for each of ``fields``.
    - ``pairs``: (B, F · F), row by row: how much ``fields[i]`` takes from ``fields[j]`` stands at i · F + j.

    Where a model weighs with several heads, the mean over them is told.
    """

    module: nn.Module
    over: Literal["positions", "fields", "pairs"]
    fields: tuple[str, ...] = ()  # what the weights are for; of positions, the sequences that hold the events
    candidate: str | None = None  # the field that positions are compared with

    @property
    def field(self) -> str:
        """The sequence whose positions are weighed."""
        return self.fields[0]
