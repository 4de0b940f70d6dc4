"""RunSpec: the whole request for a training, as YAML, the command line and a notebook write it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Setting
from pydantic import model_validator

from clicklens.capture import Capture
from clicklens.core.record import Record
from clicklens.models import Gwen, ModelSpec
from clicklens.training.optimizer import Adagrad, OptimizerSpec
from clicklens.training.schedule import Constant, Schedule

Metric = Literal["auc", "gauc", "average_precision", "log_loss", "normalised_entropy", "ece"]


class DataSpec(Record):
    """Which rows to train on: a ready-made set by ``name``, or a folder of encoded rows by ``path``."""

    name: str | None = None
    path: str | None = None

    @model_validator(mode="after")
    def _one_source(self) -> DataSpec:
        if (self.name is None) == (self.path is None):
            raise ValueError("give either 'name' (a ready-made data set) or 'path' (a folder of encoded rows)")
        return self


class EarlyStopping(Record):
    """Ends a run when a metric has not become better for ``patience`` evaluations in a row."""

    metric: Metric = "auc"
    task: str | None = None  # None: the first task of the schema
    split: str = "validation"
    patience: int = Setting(default=3, ge=1)  # evaluations
    min_gain: float = Setting(default=0.0, ge=0)  # in the metric's unit; a smaller gain does not count


class Checkpoints(Record):
    """How often a run writes down what it needs to go on, and what of that stays."""

    every: int = Setting(default=1000, ge=1)  # optimiser steps
    keep: int = Setting(default=2, ge=1)  # the newest ones that stay
    keep_best: bool = True  # the best by the early-stopping metric, or by AUC on 'validation', stays too


class Training(Record):
    """Settings of a training. Equal settings and data give equal weights, to the bit, on the same machine."""

    optimizer: OptimizerSpec = Adagrad()
    schedule: Schedule = Constant()
    batch_size: int = Setting(default=1000, ge=1)  # rows
    accumulate: int = Setting(default=1, ge=1)  # batches whose gradients are added up before a step
    epochs: int = Setting(default=4, ge=1)  # passes over the training split
    max_steps: int | None = Setting(default=None, ge=1)  # optimiser steps; ends the run earlier
    seed: int = Setting(default=0, ge=0, lt=2**63)
    weight_decay: float = Setting(default=0.0, ge=0)  # times w joins the gradient of dense weights
    regularise: dict[str, Annotated[float, Setting(ge=0)]] = Setting(
        default_factory=dict
    )  # field -> times w, if touched
    embedding_decay: float = Setting(default=0.0, ge=0)  # the same for the tables that ``regularise`` leaves out
    mini_batch_aware: float = Setting(default=0.0, ge=0)  # λ: λ / n_j times w_j, if touched; n_j: how often id j occurs
    clip_norm: float | None = Setting(default=None, gt=0)  # longest gradient of all parameters together
    early_stopping: EarlyStopping | None = None
    evaluate_every: int | None = Setting(default=None, ge=1)  # optimiser steps; None: at the end of each epoch only
    evaluate_splits: tuple[str, ...] | None = None  # None: every split of the data set
    evaluate_rows: int = Setting(default=100_000, ge=1)  # rows of the training split's fixed sample
    checkpoints: Checkpoints = Checkpoints()
    compile: bool = False  # the dense part, by torch's compiler
    precision: Literal["full", "bf16"] = "full"  # of the dense part: float32, or bfloat16 where that is safe
    processes: int = Setting(default=1, ge=1, le=256)  # that share the rows of every batch
    device: Literal["auto", "cpu", "cuda"] = "auto"  # auto: a GPU where there is one
    threads: int | None = Setting(default=None, ge=1)  # of each process; None: as many as torch chooses


class RunSpec(Record):
    """One run: which data, which model, how trained, what written down."""

    name: str | None = None  # None: the model's kind
    data: DataSpec
    model: ModelSpec = Gwen()
    training: Training = Training()
    capture: Capture = Capture()
