"""Feed: the rows of each step, in the order of the pass, as batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from clicklens.data.batch import Batch
from clicklens.data.encoded_split import EncodedSplit
from clicklens.training.position import Position
from clicklens.training.spec import Training
from clicklens.training.team.team import ALONE, Team


@dataclass(frozen=True)
class StepRows:
    """What one process learns from in one step: its share of one batch, or of as many as the settings say."""

    batches: tuple[Batch, ...]
    rows: int  # of the whole step, those of other processes too
    weight: float  # Σ of all their sampling weights; the number of rows where the data name none
    taken: int  # batches of the pass

    @classmethod
    def of(cls, *batches: Batch) -> StepRows:
        """A step of one process on these batches alone."""
        weight = sum(float(batch.sampling_weights.double().sum()) for batch in batches)
        return cls(batches, sum(len(batch) for batch in batches), weight, len(batches))

    def to(self, device: torch.device) -> StepRows:
        """The same rows on another device."""
        return replace(self, batches=tuple(batch.to(device) for batch in self.batches))

    def map(self, change: Callable[[Tensor], Tensor]) -> StepRows:
        """The same with ``change`` applied to every tensor."""
        return replace(self, batches=tuple(batch.map(change) for batch in self.batches))


def step_rows(split: EncodedSplit, settings: Training, position: Position, team: Team = ALONE) -> Iterator[StepRows]:
    """The steps of the pass under way, from ``position`` on; the last one takes what is left of the pass.

    Of each batch a process gets its share, rows that no other gets; shares differ by one row at most, and one is empty
    where a batch has fewer rows than there are processes. Every process knows the whole order, so none has to ask.
    """
    order = split.shuffled(settings.seed, position.passes)
    size = settings.batch_size
    for first in range(position.batch * size, len(order), size * settings.accumulate):
        rows = order[first : first + size * settings.accumulate]
        parts = [rows[start : start + size] for start in range(0, len(rows), size)]
        mine = [np.array_split(part, team.size)[team.rank] for part in parts]
        batches = tuple(split.batch(share) for share in mine if len(share))
        yield StepRows(batches, len(rows), _weight(split, rows), len(parts))


def _weight(split: EncodedSplit, rows: np.ndarray) -> float:
    return float(len(rows)) if split.weights is None else float(split.weights[rows].astype(np.float64).sum())
