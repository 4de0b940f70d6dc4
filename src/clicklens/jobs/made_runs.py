"""The runs that a job makes: which they are, and that none is shown running while no process trains it."""

from __future__ import annotations

from collections.abc import Iterable

from clicklens.core.job import Job, JobRequest, TrainRequest, TuneRequest
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.training.environment import is_running
from clicklens.training.start import new_id


def exact_run(store: Store, run_id: str) -> Run | None:
    """The run of this id and no other that the word might mean."""
    return next((run for run in store.runs() if run.id == run_id), None)


def run_of_request(store: Store, request: JobRequest, *, wanted: Iterable[str | None], now: str) -> str:
    """The run that a job is about; one that it will make has its id from now on, so that no attempt makes another.

    ``wanted`` are the ids that other jobs name already, ``now`` is ISO 8601 in UTC.
    """
    if not isinstance(request, (TrainRequest, TuneRequest)):
        return request.run
    taken = {run.id for run in store.runs()} | {run_id for run_id in wanted if run_id is not None}
    name = str(request.spec.get("name") or (request.spec.get("model") or {}).get("kind") or "run")
    return new_id(f"{name} search" if request.kind == "tune" else name, now, taken=taken)


def made_runs(store: Store, job: Job) -> list[Run]:
    """Those that exist because of the job.

    Of a training its run, of a search its run and its trials, of a refinement those that bear its id.
    """
    if job.request.kind == "train" and job.run_id is not None:
        run = exact_run(store, job.run_id)
        return [] if run is None else [run]
    if job.request.kind == "tune" and job.run_id is not None:
        return [run for run in store.runs() if job.run_id in (run.id, run.parent)]
    if job.request.kind == "refine":
        return [run for run in store.runs() if run.id.startswith(f"{job.id}.")]
    return []


def settle_runs(store: Store, job: Job, *, now: str) -> None:
    """Notes as interrupted what the job trained and no process trains now. ``now`` is ISO 8601 in UTC."""
    runs = made_runs(store, job)
    if job.request.kind == "resume" and job.run_id is not None:
        run = exact_run(store, job.run_id)
        runs = [] if run is None else [run]
    for run in runs:
        if run.state == "running" and not is_running(run.environment.get("process", "")):
            text = f"its process ended; 'clicklens resume {run.id}' goes on from the newest checkpoint"
            store.update_run(run.id, state="interrupted", message=text, finished_at=now)
