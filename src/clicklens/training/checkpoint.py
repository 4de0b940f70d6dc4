"""Checkpoints: what a run that is killed goes on from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch

from clicklens.core.errors import VersionError
from clicklens.core.store import CheckpointStore
from clicklens.data.dataset import EncodedDataset
from clicklens.training.event import BestFound, CheckpointWritten, Event, Remembering, RunDone, StepDone
from clicklens.training.spec import Checkpoints
from clicklens.training.state import TrainingState
from clicklens.training.trainer import Trainer

FORMAT_VERSION = 1


class CheckpointWriter:
    """Keeps a checkpoint every so many steps, at a new best, and at the end, and drops old ones.

    It comes last among the observers, so that what belongs to a step is done before the step can be resumed from.
    """

    def __init__(
        self,
        store: CheckpointStore,
        run_id: str,
        settings: Checkpoints,
        *,
        remembering: Mapping[str, Remembering],
        facts: Mapping[str, Any],
        before: Callable[[], None],
    ) -> None:
        """``remembering``: observers whose memory is kept; ``facts`` are kept as they are; ``before`` each writing."""
        self._store = store
        self._run_id = run_id
        self._settings = settings
        self._remembering = remembering
        self._facts = facts
        self._before = before
        self._best: int | None = None
        self._is_due = False

    def on(self, event: Event, trainer: Trainer) -> None:
        """Writes where it is due."""
        if isinstance(event, BestFound) and self._settings.keep_best:
            self._best, self._is_due = event.step, True
        elif isinstance(event, StepDone):
            if self._is_due or event.step % self._settings.every == 0:
                self._write(trainer)
        elif isinstance(event, RunDone) and event.step not in self._store.checkpoint_steps(self._run_id):
            self._write(trainer)

    def memory(self) -> dict[str, Any]:
        """The step of the best checkpoint."""
        return {"best": self._best}

    def remember(self, memory: dict[str, Any]) -> None:
        """Takes back what ``memory`` gave."""
        self._best = memory["best"]

    def _write(self, trainer: Trainer) -> None:
        self._before()
        self._is_due = False
        state = trainer.state()
        step = trainer.position.step
        memory = {name: observer.memory() for name, observer in {**self._remembering, "checkpoints": self}.items()}
        values = {
            **state.values,
            "format_version": FORMAT_VERSION,
            "facts": dict(self._facts),
            "threads": torch.get_num_threads(),
            "memory": memory,
        }
        self._store.put_checkpoint(self._run_id, step, state.tensors, values)
        self._drop_old()
        trainer.tell(CheckpointWritten(step))

    def _drop_old(self) -> None:
        steps = self._store.checkpoint_steps(self._run_id)
        for step in steps[: -self._settings.keep]:
            if step != self._best:
                self._store.delete_checkpoint(self._run_id, step)


def read_checkpoint(store: CheckpointStore, run_id: str, step: int | None = None) -> TrainingState:
    """The checkpoint at that step, or the newest. Raises NotFoundError, and VersionError for a newer format."""
    found, tensors, values = store.checkpoint(run_id, step)
    if values["format_version"] > FORMAT_VERSION:
        raise VersionError(
            f"the checkpoint of run '{run_id}' at step {found} has format {values['format_version']}, this ClickLens "
            f"reads up to {FORMAT_VERSION}: use a newer one"
        )
    return TrainingState(tensors, values)


def facts_of(dataset: EncodedDataset) -> dict[str, Any]:
    """What a checkpoint says of the data that its weights belong to."""
    return {
        "schema_digest": dataset.schema.digest(),
        "data_digest": dataset.manifest.digest,
        "table_sizes": dict(dataset.table_sizes),
    }
