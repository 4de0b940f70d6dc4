"""Batch: what a model is given. Encoded rows as tensors; ids are integers from file to look-up, never floats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import torch
from torch import Tensor
from typing_extensions import Self


@dataclass(frozen=True)
class Batch:
    """B rows of one split.

    ``ids`` holds every embedded field, (B, 1) for one id a row, (B, L) for many; 0 is padding or unknown, and the
    padding stands behind the ids. A bucketed number is there too, by its bucket.
    """

    ids: Mapping[str, Tensor]  # field -> int64 (B, L)
    numeric: Tensor  # float32 (B, number of numeric fields), in the schema's order
    labels: Mapping[str, Tensor]  # task -> float32 (B,), 0 or 1
    example_ids: Tensor  # int64 (B,), unique in the data set
    dense: Mapping[str, Tensor] = field(default_factory=dict)  # field -> float32 (B, width)
    images: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # field -> keys of pictures
    buckets: Mapping[str, Tensor] = field(default_factory=dict)  # number -> int64 (B, 1), as crosses read it
    weights: Tensor | None = None  # float32 (B,), sampling weights; None: 1 for every row
    days: Tensor | None = None  # int64 (B,), days since 1970-01-01 or the source's own count
    groups: Tensor | None = None  # int64 (B,), by which GAUC groups

    def __len__(self) -> int:
        return int(self.example_ids.shape[0])

    @property
    def sampling_weights(self) -> Tensor:
        """float32 (B,): what each row stands for, 1 where the data name no weight."""
        return torch.ones(len(self), device=self.example_ids.device) if self.weights is None else self.weights

    def to(self, device: torch.device | str) -> Self:
        """The same rows on another device."""
        return self.map(lambda tensor: tensor.to(device, non_blocking=True))

    def take(self, rows: Tensor) -> Self:
        """The rows at these positions, int64 (k,), in this order."""
        keys = {name: tuple(keys[i] for i in rows.tolist()) for name, keys in self.images.items()}
        return replace(self.map(lambda tensor: tensor[rows]), images=keys)

    def map(self, change: Callable[[Tensor], Tensor]) -> Self:
        """The same with ``change`` applied to every tensor."""
        values: dict[str, Any] = {}
        for slot in fields(self):
            value = getattr(self, slot.name)
            if isinstance(value, Tensor):
                values[slot.name] = change(value)
            elif isinstance(value, Mapping) and slot.name != "images":
                values[slot.name] = {name: change(tensor) for name, tensor in value.items()}
        return replace(self, **values)
