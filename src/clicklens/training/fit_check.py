"""Do settings and data fit? Asked before anything is written."""

from __future__ import annotations

import torch

from clicklens.core.errors import ConfigError, DataError, nearest
from clicklens.data.dataset import EncodedDataset
from clicklens.data.split import TRAIN
from clicklens.training.device import choose_device
from clicklens.training.regularise import table_rates
from clicklens.training.spec import EarlyStopping, Training
from clicklens.training.team.rendezvous import launched_place


def check_fit(settings: Training, dataset: EncodedDataset) -> None:
    """Raises DataError when nothing can be learned from the data, ConfigError when settings name what it lacks."""
    _check_rows(dataset)
    _check_processes(settings, dataset)
    table_rates(dataset.schema, settings.regularise)
    for name in settings.evaluate_splits or ():
        _check_split(name, dataset, "training.evaluate_splits")
    if settings.early_stopping is not None:
        check_judge(settings.early_stopping, settings, dataset, key="training.early_stopping")


def _check_rows(dataset: EncodedDataset) -> None:
    name = dataset.manifest.name
    if TRAIN not in dataset.splits:
        raise DataError(f"data set '{name}' has no split '{TRAIN}'; it has {_listed(dataset.splits)}")
    if not len(dataset.split(TRAIN)):
        raise DataError(f"data set '{name}' has no rows in the split '{TRAIN}': there is nothing to train on")
    for task in dataset.schema.tasks:
        rate = dataset.manifest.splits[TRAIN].label_rate[task.name]
        if rate in (0.0, 1.0):
            raise DataError(
                f"data set '{name}': every label '{task.name}' in the split '{TRAIN}' is {rate:g}; both 0 and 1 are "
                "needed to learn from"
            )


def _check_processes(settings: Training, dataset: EncodedDataset) -> None:
    rows = min(settings.batch_size, len(dataset.split(TRAIN)))
    if settings.processes > rows:
        raise ConfigError(
            f"training.processes is {settings.processes}, and a batch has {rows} rows: each process needs one at "
            "least; fewer processes or a larger training.batch_size would be right"
        )
    gpus = torch.cuda.device_count() if choose_device(settings.device).type == "cuda" else None
    if gpus is not None and launched_place() is None and settings.processes > max(gpus, 1):
        raise ConfigError(
            f"training.processes is {settings.processes}, and this machine has {gpus} GPUs: each process takes one; "
            "as many processes, or training.device 'cpu', would be right"
        )


def check_judge(stopping: EarlyStopping, settings: Training, dataset: EncodedDataset, *, key: str) -> None:
    """Raises ConfigError, naming settings below ``key``, when that metric of that split is not known in a training."""
    _check_split(stopping.split, dataset, f"{key}.split")
    if settings.evaluate_splits is not None and stopping.split not in settings.evaluate_splits:
        raise ConfigError(f"{key}.split is '{stopping.split}', which training.evaluate_splits leaves out: add it there")
    tasks = [task.name for task in dataset.schema.tasks]
    task = stopping.task or tasks[0]
    if task not in tasks:
        raise ConfigError(f"{key}.task: the schema has no task '{task}'{nearest(task, tasks)}")
    if dataset.manifest.splits[stopping.split].label_rate[task] in (0.0, 1.0) and stopping.metric != "log_loss":
        raise ConfigError(
            f"{key}: the split '{stopping.split}' holds one class of '{task}' only, which leaves {stopping.metric} "
            "undefined"
        )
    if stopping.metric == "gauc" and dataset.schema.group is None:
        raise ConfigError(f"{key}.metric is 'gauc', but the schema names no group column; 'auc' needs none")


def _check_split(name: str, dataset: EncodedDataset, key: str) -> None:
    if name not in dataset.splits:
        raise ConfigError(f"{key}: the data set has no split '{name}'{nearest(name, dataset.splits)}")
    if not len(dataset.split(name)):
        raise ConfigError(f"{key}: the split '{name}' has no rows")


def _listed(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names) or "none"
