"""Small trainings for tests: a data set with three splits, a small GwEN on it, and what tells two trainings apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from clicklens.capture import Capture
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.data.split import TimeSplit
from clicklens.models import CtrModel, Gwen, build_model
from clicklens.training import DataSpec, Event, Observer, RunSpec, Trainer, Training, load_model
from clicklens.training.forward import build_forward
from clicklens.training.step import Forward
from tests.factories import FIRST_DAY, make_dataset

THREE_SPLITS = TimeSplit(validation_from=FIRST_DAY + 2, test_from=FIRST_DAY + 3)


def small_dataset(folder: Path, **changes: Any) -> EncodedDataset:
    """About 200 rows of two days for training, 100 for validation, 100 for test."""
    return make_dataset(folder, **{"split": THREE_SPLITS, **changes})


def small_model(dataset: EncodedDataset, *, dropout: float = 0.0) -> CtrModel:
    """The same small GwEN each time."""
    torch.manual_seed(0)
    spec = Gwen(hidden=(8, 4), embedding_dim=4, dropout=dropout)
    return build_model(spec, schema=dataset.schema, table_sizes=dataset.table_sizes)


def forward_of(model: CtrModel) -> Forward:
    """The model as training runs it, as it comes."""
    return build_forward(model, Training(), torch.device("cpu"))


def small_trainer(dataset: EncodedDataset, *observers: Observer, dropout: float = 0.0, **settings: Any) -> Trainer:
    """Batches of 50 rows, two epochs, unless ``settings`` say otherwise."""
    training = Training.parse({"batch_size": 50, "epochs": 2, **settings}, source="the test")
    return Trainer(small_model(dataset, dropout=dropout), dataset, training, observers=observers)


def small_spec(*, dropout: float = 0.1, capture: Capture | None = None, **training: Any) -> RunSpec:
    """A request for that training, with dropout, so that it draws random numbers."""
    return RunSpec(
        data=DataSpec(path="anywhere"),
        model=Gwen(hidden=(8, 4), embedding_dim=4, dropout=dropout),
        training=Training.parse({"batch_size": 50, "epochs": 2, **training}, source="the test"),
        capture=capture or Capture(every=None, each_epoch=False),
    )


def weights(trained: Trainer | CtrModel) -> dict[str, torch.Tensor]:
    """A copy of all weights."""
    model = trained.model if isinstance(trained, Trainer) else trained
    return {name: value.clone() for name, value in model.state_dict().items()}


def weights_of(store: Store, run_id: str) -> dict[str, torch.Tensor]:
    """The weights of a run's newest checkpoint."""
    return weights(load_model(store, run_id))


def are_equal(first: dict[str, torch.Tensor], second: dict[str, torch.Tensor]) -> bool:
    """Whether they are the same to the bit."""
    return first.keys() == second.keys() and all(torch.equal(first[name], second[name]) for name in first)


class Diary:
    """Notes every event."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def on(self, event: Event, trainer: Trainer) -> None:
        self.events.append(event)

    @property
    def names(self) -> list[str]:
        """The kinds of all events."""
        return [type(event).__name__ for event in self.events]


class StopAt:
    """Asks the trainer to stop at a step."""

    def __init__(self, step: int, reason: str = "enough") -> None:
        self.step, self.reason = step, reason

    def on(self, event: Event, trainer: Trainer) -> None:
        if trainer.position.step == self.step:
            trainer.stop(self.reason)
