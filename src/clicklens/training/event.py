"""Events: what happens in a training, for those who watch it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from clicklens.core.run import MetricPoint

if TYPE_CHECKING:
    from clicklens.training.trainer import Trainer


@dataclass(frozen=True)
class RunStarted:
    """The loop begins, at step 0 or where an earlier part of the run ended."""

    step: int  # optimiser steps taken before
    total_steps: int  # at which the run ends by itself
    rows: int  # of the training split


@dataclass(frozen=True)
class EpochStarted:
    """A pass over the training split begins, or goes on after a resume."""

    step: int
    number: int  # from 1


@dataclass(frozen=True)
class StepDone:
    """The weights have been changed once. Everything that is done at a step is done on this event."""

    step: int  # optimiser steps taken, this one included
    epoch: float  # passes over the training split
    loss: float  # nats a row, mean over the step's rows, before the change
    rows: int  # that the step learned from
    seconds: float  # since the step before
    ends_epoch: bool
    is_last: bool  # of the run


@dataclass(frozen=True)
class Evaluated:
    """The model was measured on the splits that are watched."""

    step: int
    epoch: float
    points: tuple[MetricPoint, ...]


@dataclass(frozen=True)
class BestFound:
    """An evaluation was better than all before it."""

    step: int
    metric: str
    split: str
    value: float


@dataclass(frozen=True)
class CheckpointWritten:
    """The run can be resumed from this step."""

    step: int


@dataclass(frozen=True)
class EpochDone:
    """A pass over the training split is complete, and what belongs to its last step is done."""

    step: int
    number: int  # from 1


@dataclass(frozen=True)
class RunDone:
    """The loop ends; not told when it ends by an error."""

    step: int
    epoch: float
    reason: str | None  # why it was stopped; None when it came to its own end


@dataclass(frozen=True)
class RunFailed:
    """The loop ends by an error, which is raised after this: let go of what you hold."""

    step: int
    error: BaseException


Event: TypeAlias = (
    RunStarted | EpochStarted | StepDone | Evaluated | BestFound | CheckpointWritten | EpochDone | RunDone | RunFailed
)


class Observer(Protocol):
    """Whoever wants to know. Observers are told in the order in which the trainer was given them.

    An observer may ask the trainer to stop and may tell further events; it leaves weights, optimiser and random state
    alone. What it raises ends the run.
    """

    def on(self, event: Event, trainer: Trainer) -> None:
        """Takes notice of an event."""


class Remembering(Protocol):
    """An observer whose memory belongs to the run: it is kept in checkpoints."""

    def memory(self) -> dict[str, object]:
        """What it has to know to go on, as plain JSON values."""

    def remember(self, memory: dict[str, object]) -> None:
        """Takes back what ``memory`` gave."""
