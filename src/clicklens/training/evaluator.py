"""Evaluator: measures the model at the end of each epoch, and more often if wanted."""

from __future__ import annotations

from typing import Any

from clicklens.core.run import MetricPoint
from clicklens.data.dataset import EncodedDataset
from clicklens.data.split import TRAIN
from clicklens.training.evaluate import metric_points
from clicklens.training.event import Evaluated, Event, StepDone
from clicklens.training.spec import Training
from clicklens.training.trainer import Trainer


class Evaluator:
    """Tells ``Evaluated``. Of the training split it measures a fixed sample, of the others every row.

    The point of the training split carries ``train_loss``: the mean loss over the rows trained on since the last
    evaluation, in nats, each row at the weights of its own step.
    """

    def __init__(self, dataset: EncodedDataset, settings: Training) -> None:
        names = settings.evaluate_splits or tuple(dataset.splits)
        self._splits = [name for name in names if len(dataset.split(name))]
        self._every = settings.evaluate_every
        self._loss = 0.0  # nats, summed over rows since the last evaluation
        self._rows = 0

    def on(self, event: Event, trainer: Trainer) -> None:
        """Measures after a step where it is due."""
        if not isinstance(event, StepDone):
            return
        self._loss += event.loss * event.rows
        self._rows += event.rows
        if event.ends_epoch or event.is_last or (self._every is not None and event.step % self._every == 0):
            points = self._evaluate(event, trainer)
            self._loss, self._rows = 0.0, 0
            trainer.tell(Evaluated(event.step, event.epoch, tuple(points)))

    def memory(self) -> dict[str, Any]:
        """The losses since the last evaluation."""
        return {"loss": self._loss, "rows": self._rows}

    def remember(self, memory: dict[str, Any]) -> None:
        """Takes back what ``memory`` gave."""
        self._loss, self._rows = float(memory["loss"]), int(memory["rows"])

    def _evaluate(self, event: StepDone, trainer: Trainer) -> list[MetricPoint]:
        points = []
        for name in self._splits:
            figures = trainer.evaluate(name)
            found = metric_points(figures, step=event.step, epoch=event.epoch, split=name)
            if name == TRAIN:
                whole = {**found[0].values, "train_loss": self._loss / self._rows}
                found[0] = found[0].model_copy(update={"values": whole})
            points.extend(found)
        return points
