"""Evaluation: how good a model is on a split, and on each of its days."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray

from clicklens.core.run import MetricPoint
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encoded_split import EncodedSplit
from clicklens.data.split import TRAIN
from clicklens.metrics import MOST_DAYS, Metrics, MetricsAccumulator
from clicklens.models import CtrModel, in_eval_mode
from clicklens.training.spec import Training
from clicklens.training.transfer import fed

BATCH_ROWS = 8192  # rows that pass through the model at once


def evaluate_split(
    model: CtrModel, split: EncodedSplit, *, rows: NDArray[np.int64] | None = None
) -> dict[str, MetricsAccumulator]:
    """task -> the figures over ``rows`` (all rows when not given) of a split, rows counted by their sampling weights.

    In eval mode and without gradients; every module's mode is as before afterwards, and no random number is drawn.
    """
    device = next(model.parameters()).device
    figures = {task: MetricsAccumulator() for task in model.tasks}
    with in_eval_mode(model), torch.inference_mode(), fed(split.batches(BATCH_ROWS, order=rows), device) as all_:
        for batch in all_:
            for task, logits in model(batch.to(device)).items():
                figures[task].add(
                    batch.labels[task].cpu().numpy(),
                    logits.cpu().numpy(),
                    groups=None if batch.groups is None else batch.groups.cpu().numpy(),
                    days=None if batch.days is None else batch.days.cpu().numpy(),
                    weights=None if batch.weights is None else batch.weights.cpu().numpy(),
                )
    return figures


def evaluated_rows(dataset: EncodedDataset, split: str, settings: Training) -> NDArray[np.int64] | None:
    """Of the training split a fixed sample, ascending, the same at every evaluation; None means every row."""
    rows = len(dataset.split(split))
    if split != TRAIN or rows <= settings.evaluate_rows:
        return None
    drawn = np.random.default_rng(settings.seed).choice(rows, size=settings.evaluate_rows, replace=False)
    return np.sort(drawn).astype(np.int64)


def metric_points(
    figures: Mapping[str, MetricsAccumulator], *, step: int, epoch: float, split: str
) -> list[MetricPoint]:
    """One point for the whole split, and one for each day where it has several, but no more than ``MOST_DAYS``."""
    wholes = {task: figure.result() for task, figure in figures.items()}
    points = [MetricPoint(step=step, epoch=epoch, split=split, values=metric_values(wholes))]
    days = next(iter(figures.values())).days()
    if not 1 < len(days) <= MOST_DAYS:
        return points
    by_day = {task: figure.by_day() for task, figure in figures.items()}
    for day in days:
        values = metric_values({task: found[day] for task, found in by_day.items()})
        points.append(MetricPoint(step=step, epoch=epoch, split=split, day=day, values=values))
    return points


def metric_values(figures: Mapping[str, Metrics]) -> dict[str, float | None]:
    """The figures of all tasks by name: of the first task ``auc``, of every further one ``TASK.auc``."""
    values: dict[str, float | None] = {}
    for number, (task, metrics) in enumerate(figures.items()):
        for name, value in metrics.model_dump().items():
            values[metric_name(name, task if number else None)] = value
    return values


def metric_name(metric: str, task: str | None) -> str:
    """A figure's name in a point; ``task`` is None for the first task."""
    return metric if task is None else f"{task}.{metric}"
