"""Tasks: each kind of request, done. They run in a job's process, and each can be broken off and begun again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clicklens.analysis import ANALYSES, Captured, Result, analyze
from clicklens.analysis.interaction_params import InteractionParams
from clicklens.core.job import (
    AnalysisResult,
    AnalyzeRequest,
    Job,
    JobResult,
    RefineRequest,
    ReportResult,
    ResumeRequest,
    RunResult,
    TrainRequest,
    TuneRequest,
    VerdictResult,
)
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs.job_progress import JobProgress
from clicklens.jobs.made_runs import exact_run
from clicklens.jobs.message import Progress
from clicklens.jobs.request_check import INTERACTIONS, read_change
from clicklens.jobs.search_progress import SearchProgress
from clicklens.refine import refine
from clicklens.report import write_report
from clicklens.search import read_search_request
from clicklens.search.collect import collect
from clicklens.search.start import resume_search, start_search
from clicklens.training import Observer, RunSpec, resume_run, start_run
from clicklens.training.progress import ProgressBar
from clicklens.workbench import dataset_of
from clicklens.workbench.found_crosses import with_found_sets
from clicklens.workbench.live_models import LiveModels

Say = Callable[[Progress], None]


class AskedToStopError(Exception):
    """The work was broken off because someone asked; what it did is kept."""


@dataclass(frozen=True)
class Bench:
    """What a task works with. ``root`` is the store's folder."""

    store: Store
    root: Path
    say: Say


def do(job: Job, bench: Bench) -> JobResult:
    """The job's result. Raises AskedToStopError when a training was interrupted, and whatever the work raises."""
    request = job.request
    if isinstance(request, TrainRequest):
        return _train(job, RunSpec.parse(request.spec, source=f"job '{job.id}'"), bench)
    if isinstance(request, TuneRequest):
        return _tune(job, request, bench)
    if isinstance(request, ResumeRequest):
        return _run_result(_whole(_resumed(request.run, bench, _observers(bench))), bench)
    if isinstance(request, AnalyzeRequest):
        text = _asked(request, bench).finding
        return AnalysisResult(run=request.run, analysis=request.analysis, settings=request.settings, text=text)
    if isinstance(request, RefineRequest):
        return _refine(job, request, bench)
    return _report(request.run, bench)


def report_path(root: Path, run_id: str) -> Path:
    """Where a job writes a run's report: with the run, so that it goes when the run goes. The run must be known."""
    return root / "runs" / run_id / "report.html"


def _train(job: Job, spec: RunSpec, bench: Bench) -> JobResult:
    run_id = job.run_id or job.id
    run = exact_run(bench.store, run_id)
    if run is not None:
        return _run_result(_whole(_resumed(run.id, bench, _observers(bench))), bench)
    bench.say(Progress(progress_text="reading the data"))
    dataset = dataset_of(spec.data)
    run = start_run(spec, store=bench.store, dataset=dataset, observers=_observers(bench), run_id=run_id)
    return _run_result(_whole(run), bench)


def _tune(job: Job, request: TuneRequest, bench: Bench) -> JobResult:
    run_id = job.run_id or job.id
    run = exact_run(bench.store, run_id)
    watch = SearchProgress(bench.say)
    if run is None:
        bench.say(Progress(progress_text="reading the data"))
        asked = read_search_request(request.spec, source=f"job '{job.id}'")
        dataset = dataset_of(asked.base_spec().data)
        run = start_search(asked, store=bench.store, dataset=dataset, watch=watch, run_id=run_id)
    elif run.state != "succeeded":
        run = resume_search(run_id, store=bench.store, watch=watch)
    return RunResult(run=run_id, text=collect(bench.store, _whole(run)).finding)


def _asked(request: AnalyzeRequest, bench: Bench) -> Result:
    if request.analysis != INTERACTIONS:
        bench.say(Progress(progress_text=ANALYSES[request.analysis].question))
        return analyze(Captured(bench.store, request.run), request.analysis, request.settings)

    def tell(done: int, rows: int) -> None:
        bench.say(Progress(progress=done / rows, progress_text=f"{done:,} of {rows:,} rows asked"))

    params = InteractionParams.parse(request.settings, source=f"analyze {INTERACTIONS}")
    return LiveModels(bench.store).interactions(request.run, params, progress=tell)


def _refine(job: Job, request: RefineRequest, bench: Bench) -> JobResult:
    parent = bench.store.run(request.run)
    dataset = EncodedDataset.open(parent.data_path)

    def tell(done: int, rows: int) -> None:
        bench.say(Progress(progress_text=f"what acts together: {done:,} of {rows:,} rows asked"))

    change = with_found_sets(read_change(request.change), parent, LiveModels(bench.store), progress=tell)
    spec = RunSpec.parse(parent.spec, source=f"run {parent.id}")
    parts = 2 * request.seeds - (change.unchanged(spec) == spec)  # the parent itself is one of the unchanged then
    started: list[str] = []

    def start(spec: RunSpec, dataset: EncodedDataset, parent_id: str, change: str) -> Run:
        observers = _observers(bench, part=min(len(started), parts - 1), parts=parts)
        run_id = f"{job.id}.{_short_digest(spec, change)}"
        started.append(run_id)
        if exact_run(bench.store, run_id) is not None:
            return _whole(_resumed(run_id, bench, observers))
        run = start_run(
            spec,
            store=bench.store,
            dataset=dataset,
            observers=observers,
            run_id=run_id,
            parent=parent_id,
            change=change,
        )
        return _whole(run)

    verdict = refine(parent, change, store=bench.store, dataset=dataset, seeds=request.seeds, start=start)
    return VerdictResult(run=parent.id, verdict=verdict.model_dump(mode="json"), text=verdict.text)


def _report(run_id: str, bench: Bench) -> JobResult:
    run = bench.store.run(run_id)
    steps = len(ANALYSES) + 1  # the pictures come last
    told: list[str] = []

    def tell(what: str) -> None:
        bench.say(Progress(progress=min(1.0, len(told) / steps), progress_text=what))
        told.append(what)

    path = write_report(Captured(bench.store, run.id), report_path(bench.root, run.id), progress=tell)
    return ReportResult(run=run.id, path=str(path), text=f"the report of {run.id} is written")


def _observers(bench: Bench, *, part: int = 0, parts: int = 1) -> Sequence[Observer]:
    """One for whoever reads the log, one for the queue."""
    return (ProgressBar(), JobProgress(bench.say, part=part, parts=parts))


def _resumed(run_id: str, bench: Bench, observers: Sequence[Observer]) -> Run:
    """The run at its end; one that an earlier attempt brought there is not touched."""
    run = bench.store.run(run_id)
    return run if run.state == "succeeded" else resume_run(run.id, store=bench.store, observers=observers)


def _whole(run: Run) -> Run:
    if run.state == "interrupted":
        raise AskedToStopError(run.id)
    return run


def _run_result(run: Run, bench: Bench) -> RunResult:
    course = bench.store.courses([run.id])[run.id]
    steps = "" if course.step is None else f" {course.step:,} steps"
    best = (
        "" if course.best_auc is None else f", AUC {course.best_auc:.4f} on {course.split} at step {course.best_step:,}"
    )
    return RunResult(run=run.id, text=f"{run.id}:{steps or ' trained'}{best}")


def _short_digest(spec: RunSpec, change: str) -> str:
    """The same training of a job has the same id at every attempt."""
    return hashlib.sha256(f"{change}|{spec.to_json()}".encode()).hexdigest()[:10]
