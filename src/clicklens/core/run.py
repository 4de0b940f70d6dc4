"""Run: one training, from its request to its end; and what it writes down on the way that is not an array."""

from typing import Any, Literal, TypeAlias

from pydantic import Field as Setting

from clicklens.core.record import Record
from clicklens.core.schema import FeatureSchema

EXPECTED_LOSS = "expected_loss_held_out"  # a figure of snapshots: what the alarm of over-fitting listens to

RunState: TypeAlias = Literal["running", "interrupted", "succeeded", "failed"]


class Run(Record):
    """One training of one model on one data set. ``spec`` is the whole request, so that it can be repeated."""

    id: str = Setting(pattern=r"^[a-z0-9][a-z0-9._-]{0,99}$")
    name: str
    state: RunState
    created_at: str  # ISO 8601, UTC
    finished_at: str | None = None
    spec: dict[str, Any]  # the request as plain values, as YAML holds it
    features: FeatureSchema
    data_digest: str
    data_path: str
    environment: dict[str, str] = Setting(default_factory=dict)  # versions, machine, threads
    parent: str | None = None  # the run that this one was refined from, or the search that it is a trial of
    change: str | None = None  # what was changed against the parent, in words
    search: dict[str, Any] | None = (
        None  # what was looked for, where this run trained nothing itself but its children did
    )
    tags: tuple[str, ...] = ()
    note: str = ""
    message: str = ""  # why it failed or stopped
    pinned: bool = False  # stands above the others in a list
    archived: bool = False  # kept, and out of the way
    trashed_at: str | None = None  # ISO 8601, UTC; in the bin since then, None when it is not


class RunProgress(Record):
    """How far a training has come, as its process last said: between two evaluations nothing else tells."""

    step: int = Setting(ge=0)  # optimiser steps
    total_steps: int = Setting(ge=0)  # optimiser steps at which it ends by itself
    rows_per_second: float | None = None  # lately; None before the first steps
    at: str  # ISO 8601, UTC


class RunCourse(Record):
    """How a run went, in as few figures as a list of runs shows. Curves keep their lowest and highest points."""

    step: int | None = None  # optimiser steps, the last that is known
    total_steps: int | None = None
    split: str | None = None  # the split that judges generalisation
    best_auc: float | None = None  # there, the highest of all evaluations
    best_step: int | None = None  # optimiser steps
    auc: tuple[float | None, ...] = ()  # there, over the steps
    gap: tuple[float | None, ...] = ()  # fluctuation on training rows / on held-out rows, over the snapshots
    expected_loss: tuple[tuple[int, float | None], ...] = ()  # optimiser steps, nats: of snapshots that noted it


class MetricPoint(Record):
    """The metrics of one split (and day) at one step; one row for all of them, not one for each scalar."""

    step: int = Setting(ge=0)  # optimiser steps
    epoch: float = Setting(ge=0)  # passes over the training split
    split: str
    day: int | None = None  # None: the whole split
    values: dict[str, float | None]  # metric name -> value; None where it is undefined


class RunEvent(Record):
    """Something that happened at a step: the best step so far, a checkpoint, an alarm, a pause, a resume."""

    step: int = Setting(ge=0)  # optimiser steps
    kind: str
    text: str = ""
    figures: dict[str, float | None] = Setting(default_factory=dict)  # what was measured, by name
    at: str  # ISO 8601, UTC
