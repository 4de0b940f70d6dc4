"""Snapshot: the inner states of a model at one step, on one fixed sample of rows for each split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field as Setting

from clicklens.core.record import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Tap(Record):
    """A named inner state, input side first. ``nonlinearity`` says how the state follows from its pre-activation."""

    name: str
    width: int = Setting(ge=1)  # neurons
    nonlinearity: str | None = None  # 'relu', … ; None when there is no value before it


class SnapshotInfo(Record):
    """What a snapshot holds; written last, so that a snapshot without it does not exist."""

    run_id: str
    step: int = Setting(ge=0)  # optimiser steps
    epoch: float = Setting(ge=0)  # passes over the training split
    taken_at: str  # ISO 8601, UTC
    rows: dict[str, int]  # split -> rows
    taps: tuple[Tap, ...]
    tasks: tuple[str, ...]
    gradient_task: str | None = None  # the task whose logit the gradients belong to
    gradient_fields: tuple[str, ...] = ()  # fields whose gradients were kept


@dataclass(frozen=True)
class NeuronStatistics:
    """Of every neuron of one tap, over the whole sample of one split, after the non-linearity."""

    mean: NDArray[np.float32]  # (H,)
    deviation: NDArray[np.float32]  # (H,), divisor n
    zero_share: NDArray[np.float32]  # (H,), 0 to 1
    histogram: NDArray[np.int64]  # (H, bins), rows
    edges: NDArray[np.float32]  # (bins + 1,), the same for all neurons of the tap


@dataclass(frozen=True)
class SplitStates:
    """Inner states of one split's sample; row i of every array is the same example at every step of a run.

    ``effects`` holds how far each row's pctr would move if the field were drawn anew, for the fields whose gradients
    are kept.
    """

    example_ids: NDArray[np.int64]  # (n,)
    weights: NDArray[np.float32]  # (n,), sampling weights: what a row stands for
    labels: Mapping[str, NDArray[np.float32]]  # task -> (n,)
    logits: Mapping[str, NDArray[np.float32]]  # task -> (n,)
    activations: Mapping[str, NDArray[np.float32]]  # tap -> (n, H), after the non-linearity
    preactivations: Mapping[str, NDArray[np.float32]]  # tap -> (n, H), before it; taps with a non-linearity only
    gradients: Mapping[str, NDArray[np.float32]]  # field -> (n, D), of the logit by the field's embedding
    neurons: Mapping[str, NeuronStatistics]  # tap -> statistics
    effects: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)  # field -> (n,), in pctr of that task


@dataclass(frozen=True)
class Snapshot:
    """All splits at one step."""

    info: SnapshotInfo
    splits: Mapping[str, SplitStates]
