"""Job: work that outlives whoever asked for it, and where it stands."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field as Setting

from clicklens.core.errors import RequestError
from clicklens.core.record import Record

JobState: TypeAlias = Literal["queued", "running", "paused", "succeeded", "failed", "cancelled"]
Wish: TypeAlias = Literal["pause", "stop"]

# From each state to those that may follow it; what has ended stays as it is, and trying again makes a new job.
TRANSITIONS: Mapping[JobState, tuple[JobState, ...]] = MappingProxyType(
    {
        "queued": ("running", "paused", "cancelled"),
        "running": ("queued", "paused", "succeeded", "failed", "cancelled"),
        "paused": ("queued", "cancelled"),
        "succeeded": (),
        "failed": (),
        "cancelled": (),
    }
)
OPEN: tuple[JobState, ...] = tuple(state for state, following in TRANSITIONS.items() if following)
GIBIBYTE = 2**30
DEFAULT_MEMORY = GIBIBYTE  # bytes that a job is thought to need when it does not say

RunWord: TypeAlias = Annotated[str, Setting(min_length=1, max_length=200)]  # id, unique prefix or name of a run


class TrainRequest(Record):
    """Trains a new run. ``spec`` is a RunSpec as plain values, as YAML holds it."""

    kind: Literal["train"] = "train"
    spec: dict[str, Any]


class TuneRequest(Record):
    """Searches for better settings. ``spec`` is a RunSpec as plain values with a part ``search``, as YAML holds it."""

    kind: Literal["tune"] = "tune"
    spec: dict[str, Any]


class ResumeRequest(Record):
    """Goes on with a run that was stopped."""

    kind: Literal["resume"] = "resume"
    run: RunWord


class AnalyzeRequest(Record):
    """Asks one question of a run; the answer is kept with the run."""

    kind: Literal["analyze"] = "analyze"
    run: RunWord
    analysis: str
    settings: dict[str, Any] = Setting(default_factory=dict)


class RefineRequest(Record):
    """Retrains a run with one change and judges it. The change is given in words (``drop-layer 4``) or as values."""

    kind: Literal["refine"] = "refine"
    run: RunWord
    change: str | tuple[str, ...] | dict[str, Any]
    seeds: int = Setting(default=3, ge=1, le=100)  # models with the change, and as many without


class ReportRequest(Record):
    """Writes the report of a run: one HTML file."""

    kind: Literal["report"] = "report"
    run: RunWord


JobRequest: TypeAlias = Annotated[
    TrainRequest | TuneRequest | ResumeRequest | AnalyzeRequest | RefineRequest | ReportRequest,
    Setting(discriminator="kind"),
]


class Submission(Record):
    """A job as it is asked for."""

    request: JobRequest
    name: str | None = Setting(default=None, min_length=1, max_length=200)  # None: what is asked, in words
    priority: int = Setting(default=0, ge=-1000, le=1000)  # higher ones first; of equal ones the first that came
    memory: int = Setting(default=DEFAULT_MEMORY, ge=1, le=2**50)  # bytes that it is thought to need


class RunResult(Record):
    """A run that came to its end."""

    kind: Literal["run"] = "run"
    run: str
    text: str


class AnalysisResult(Record):
    """An answer, kept with its run: the same question with these settings gets it at once."""

    kind: Literal["analysis"] = "analysis"
    run: str
    analysis: str
    settings: dict[str, Any]
    text: str  # the first finding


class VerdictResult(Record):
    """What a change did. ``verdict`` is the whole Verdict as plain values."""

    kind: Literal["verdict"] = "verdict"
    run: str  # the run refined from
    verdict: dict[str, Any]
    text: str


class ReportResult(Record):
    """A file that was written."""

    kind: Literal["report"] = "report"
    run: str
    path: str
    text: str


JobResult: TypeAlias = Annotated[
    RunResult | AnalysisResult | VerdictResult | ReportResult, Setting(discriminator="kind")
]


class Job(Record):
    """One piece of work: what was asked, where it stands, and what came of it. Times are ISO 8601 in UTC."""

    id: str = Setting(pattern=r"^[a-z0-9][a-z0-9-]{0,99}$")
    name: str
    request: JobRequest
    state: JobState = "queued"
    wish: Wish | None = None  # what a running job was asked to do and has not done yet
    priority: int = 0
    created_at: str
    started_at: str | None = None  # the latest attempt
    finished_at: str | None = None
    attempt: int = Setting(default=1, ge=1)  # one more each time that its worker or process was lost
    progress: float | None = Setting(default=None, ge=0, le=1)
    progress_text: str = ""  # 'step 1,200 of 3,700, 48 k rows/s'
    rows_per_second: float | None = None
    seconds_left: float | None = None
    run_id: str | None = None  # the run that it makes, there as soon as its data are loaded, or the one it is about
    result: JobResult | None = None
    message: str = ""  # why it failed, stopped or waits
    worker: str | None = None  # that runs it now, or ran it last
    lease_until: str | None = None  # until when its worker need not be heard of
    memory: int = DEFAULT_MEMORY  # bytes asked
    origin: str | None = None  # the job that it was cloned or retried from
    cpu_percent: float | None = None  # of one core, at the last look
    memory_bytes: int | None = None  # resident, at the last look
    peak_memory_bytes: int | None = None  # resident, the highest seen

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.state in OPEN

    @property
    def trains_run(self) -> str | None:
        """The run whose weights or trials it changes: no two jobs may do so at a time."""
        return self.run_id if self.request.kind in ("train", "tune", "resume") else None


class JobUsage(Record):
    """What a job's process took at one moment."""

    at: str  # ISO 8601, UTC
    cpu_percent: float  # of one core
    memory_bytes: int  # resident, children included


class JobLog(Record):
    """A piece of what a job wrote to its output and error output."""

    text: str
    next: int  # the byte to ask for next
    is_whole: bool  # nothing more is there now


class WorkerInfo(Record):
    """A process that takes jobs."""

    id: str
    pid: int
    host: str
    since: str  # ISO 8601, UTC
    heartbeat: str  # ISO 8601, UTC
    parallel: int  # jobs that it lets run at a time, over all workers of the store
    memory: int  # bytes that it lets all running jobs ask for together
    jobs: tuple[str, ...]  # that it runs now


def moved(job: Job, state: JobState, **changes: Any) -> Job:
    """The job in another state. Raises RequestError naming the states that may follow."""
    if state not in TRANSITIONS[job.state]:
        raise RequestError(f"job '{job.id}' is {job.state} and cannot become {state}: {_allowed(job.state)}")
    return job.model_copy(update={"state": state, **changes})


def _allowed(state: JobState) -> str:
    following = TRANSITIONS[state]
    if not following:
        return "it has ended; retry or clone makes a new job of it"
    return f"from {state} it may become {', '.join(following[:-1])} or {following[-1]}"
