"""What the service sends and takes that is no noun of the library: runs in a list, a run in full, the store."""

from typing import Any

from pydantic import Field as Setting

from clicklens.analysis import Finding
from clicklens.core.record import Record
from clicklens.core.run import Run, RunEvent, RunState
from clicklens.core.snapshot import Tap
from clicklens.data.ready.ready_dataset import ReadyCard


class StoreInfo(Record):
    """The store that is looked at, and what can be done with it."""

    location: str
    runs: int  # in the bin not counted
    version: str  # of ClickLens
    can_submit: bool  # whether a worker lives that would take a job
    now: str  # ISO 8601, UTC: the service's clock


class Spark(Record):
    """Two curves as small as a word; each keeps its lowest and highest point."""

    auc: tuple[float | None, ...]  # of the held-out split, over the evaluations
    gap: tuple[float | None, ...]  # fluctuation on training rows / held-out rows, over the snapshots


class RunRow(Record):
    """A run in a list."""

    id: str
    name: str
    state: RunState
    message: str
    data: str  # the schema's name
    model: str  # its kind
    created_at: str  # ISO 8601, UTC
    finished_at: str | None
    step: int | None  # optimiser steps, the last that is known
    total_steps: int | None
    parent: str | None
    change: str | None
    is_search: bool  # it trained nothing itself; its children are its trials
    tags: tuple[str, ...]
    note: str
    pinned: bool
    archived: bool
    trashed_at: str | None  # ISO 8601, UTC; in the bin since then
    best_auc: float | None  # on the held-out split
    best_step: int | None  # optimiser steps
    alarm_step: int | None  # optimiser steps, where over-fitting was noticed without labels; None also if not known
    spark: Spark
    job_id: str | None  # the job that trains it


class RunDetail(Record):
    """A run in full: the request, where it stands, and what there is to look at."""

    run: Run
    steps: tuple[int, ...]  # optimiser steps with a snapshot, ascending
    step: int | None  # optimiser steps, the last that is known
    total_steps: int | None
    rows_per_second: float | None  # of a run that is being trained
    seconds_left: float | None  # of a run that is being trained
    splits: tuple[str, ...]  # with a sample; train first
    held_out: str | None  # the split that judges generalisation
    days: tuple[int, ...]  # of the held-out rows, where they are few enough to be followed one by one
    taps: tuple[Tap, ...]  # input side first
    tasks: tuple[str, ...]
    gradient_fields: tuple[str, ...]
    best_step: int | None  # optimiser steps, of the best evaluation on the held-out split
    best_auc: float | None
    checkpoints: tuple[int, ...]  # optimiser steps with a checkpoint that is kept, ascending
    metric_names: tuple[str, ...]  # that evaluations hold
    events: tuple[RunEvent, ...]
    job_id: str | None


class RunChange(Record):
    """What a person may change of a run; what is not given stays."""

    name: str | None = Setting(default=None, min_length=1, max_length=200)
    tags: tuple[str, ...] | None = Setting(default=None, max_length=50)
    note: str | None = Setting(default=None, max_length=20_000)
    pinned: bool | None = None
    archived: bool | None = None


class Health(Record):
    """That the service lives, and that its store can be read."""

    status: str
    version: str


class AnalysisInfo(Record):
    """A question that can be asked of runs."""

    kind: str
    question: str
    version: int
    params: dict[str, Any]  # JSON schema of its settings
    page: str  # of the documentation, which says how to read it and when it misleads


class Availability(Record):
    """Whether an analysis can be asked of a run."""

    kind: str
    lacks: str | None  # what the run lacks for it; None: it can be asked


class SummaryAction(Record):
    """Something to do about a finding."""

    command: str  # to be typed
    why: str


class RunSummary(Record):
    """A run in about ten lines."""

    run_id: str
    lines: tuple[Finding, ...]
    actions: tuple[SummaryAction, ...]


class ReadySet(ReadyCard):
    """A ready-made data set, and whether it has been fetched and encoded here."""

    encoded: bool


class EncodedFolder(Record):
    """A folder of encoded rows that runs were trained on."""

    name: str  # of the schema
    path: str
    data_digest: str  # of the rows when the runs began
    runs: int
    present: bool  # whether the folder is still there


class DataCatalog(Record):
    """What could be trained on."""

    ready: tuple[ReadySet, ...]
    folders: tuple[EncodedFolder, ...]
