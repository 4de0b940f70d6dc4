"""Evaluation by a team: each process measures its share of the rows, and the figures are those of one."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from clicklens.data.encoded_split import EncodedSplit
from clicklens.metrics import MetricsAccumulator
from clicklens.models import CtrModel
from clicklens.training.evaluate import BATCH_ROWS, evaluate_split
from clicklens.training.team.state import running_means, share_means
from clicklens.training.team.team import Team


def evaluate_together(
    team: Team, model: CtrModel, split: EncodedSplit, *, rows: NDArray[np.int64] | None
) -> dict[str, MetricsAccumulator]:
    """As ``evaluate_split``; the first process has the figures of all rows, the others those of their own.

    The shares are whole batches that follow one another, so every row is scored in the batch in which one process
    would score it, and rows come in the same order: the figures are equal to the bit.
    """
    if team.is_alone:
        return evaluate_split(model, split, rows=rows)
    share_means(team, running_means(model))
    mine = share_of(np.arange(len(split)) if rows is None else rows, team)
    figures = evaluate_split(model, split, rows=mine)
    return {task: _merged(team, found) for task, found in figures.items()}


def share_of(rows: NDArray[np.int64], team: Team) -> NDArray[np.int64]:
    """The process's part of the rows: whole batches, as even as they can be shared."""
    batches = -(-len(rows) // BATCH_ROWS)
    first, last = (BATCH_ROWS * (batches * number // team.size) for number in (team.rank, team.rank + 1))
    return rows[first:last]


def _merged(team: Team, mine: MetricsAccumulator) -> MetricsAccumulator:
    parts = {name: team.collect(torch.from_numpy(array)) for name, array in mine.arrays().items()}
    for rank in range(1, team.size if team.is_first else 1):
        mine.merge(MetricsAccumulator.of({name: found[rank].numpy() for name, found in parts.items()}))
    return mine
