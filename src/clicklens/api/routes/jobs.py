"""``/jobs``: work that outlives a request, asked for, looked at and steered; and ``/workers``, who does it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal, TypeAlias

from fastapi import APIRouter, Depends, Query, Request
from fastapi import Path as InAddress
from pydantic import Field as Setting

from clicklens.api.dependency import QueueDep
from clicklens.api.failure import ConflictError
from clicklens.core.errors import ConfigError, RequestError
from clicklens.core.job import (
    Job,
    JobLog,
    JobRequest,
    JobState,
    JobUsage,
    Submission,
    TrainRequest,
    TuneRequest,
    WorkerInfo,
)
from clicklens.core.record import Record
from clicklens.jobs import JobQueue, ensure_worker
from clicklens.jobs.edited import edited

router = APIRouter(tags=["jobs"])

JobWord: TypeAlias = Annotated[
    str, InAddress(alias="job", max_length=200, description="Id or unique prefix of a job; 'latest' is the newest.")
]


class JobChange(Record):
    """What may be changed of a job that has not ended."""

    priority: int = Setting(ge=-1000, le=1000)


class JobClone(Record):
    """How a copy differs, nested as the request is: of a training ``{"training": {"epochs": 4}}``."""

    changes: dict[str, Any] = Setting(default_factory=dict)
    name: str | None = Setting(default=None, min_length=1, max_length=200)


def awake(request: Request, queue: QueueDep) -> Iterator[None]:
    """After work was asked for: a worker that went home for want of it is called again, where the service may."""
    yield
    if getattr(request.app.state, "keeps_worker", False):
        ensure_worker(queue)


Awake = Depends(awake)


@router.get("/jobs")
def list_jobs(
    queue: QueueDep,
    state: Annotated[JobState | None, Query(description="Only those in this state.")] = None,
    run: Annotated[str | None, Query(max_length=200, description="Only those about the run of this id.")] = None,
) -> list[Job]:
    """All jobs, newest first."""
    return queue.jobs(state=state, run=run)


@router.post("/jobs", status_code=201, dependencies=[Awake])
def submit_job(queue: QueueDep, submission: Submission) -> Job:
    """Queues a job. What is wrong with the request is told now, not when its turn comes."""
    _refuse_unknown_place(queue, submission)
    with _conflicts():
        return queue.submit_whole(submission)


@router.get("/jobs/{job}")
def get_job(queue: QueueDep, job: JobWord) -> Job:
    """One job: what was asked, where it stands, what came of it."""
    return queue.get(job)


@router.patch("/jobs/{job}")
def change_job(queue: QueueDep, job: JobWord, change: JobChange) -> Job:
    """Gives a job another place in the queue."""
    with _conflicts():
        return queue.reprioritise(job, change.priority)


@router.delete("/jobs/{job}")
def delete_job(
    queue: QueueDep, job: JobWord, with_runs: Annotated[bool, Query(description="Also the runs that it made.")] = False
) -> Job:
    """Removes a job that does not run, with its log; gives it as it was."""
    with _conflicts():
        return queue.delete(job, with_runs=with_runs)


@router.post("/jobs/{job}/clone", status_code=201, dependencies=[Awake])
def clone_job(queue: QueueDep, job: JobWord, clone: JobClone) -> Job:
    """Queues a job like that one, with some settings changed; a training becomes a new run."""
    before = queue.get(job)
    _refuse_unknown_place(queue, Submission(request=edited(before.request, clone.changes)))
    with _conflicts():
        return queue.clone(before.id, clone.changes, name=clone.name)


@router.post("/jobs/{job}/{action}", dependencies=[Awake])
def steer_job(queue: QueueDep, job: JobWord, action: Literal["pause", "resume", "stop", "retry"]) -> Job:
    """Pause, resume or stop a job; retry makes a new one that goes on with the same run."""
    with _conflicts():
        done: Job = getattr(queue, action)(job)
        return done


@router.get("/jobs/{job}/log")
def get_job_log(
    queue: QueueDep, job: JobWord, after: Annotated[int, Query(ge=0, description="The byte to begin at.")] = 0
) -> JobLog:
    """What a job wrote, piece by piece: ask again with ``after`` set to ``next``."""
    return queue.log(job, after=after)


@router.get("/jobs/{job}/usage")
def get_job_usage(queue: QueueDep, job: JobWord) -> list[JobUsage]:
    """What its process took of the machine, oldest first; the last ten minutes."""
    return queue.usage(job)


@router.get("/workers")
def list_workers(queue: QueueDep) -> list[WorkerInfo]:
    """The processes that take jobs and live."""
    return queue.workers()


@contextmanager
def _conflicts() -> Iterator[None]:
    """What a queue refuses because of a job's state is a conflict; a wrong setting stays what it is."""
    try:
        yield
    except RequestError as error:
        if type(error) is not RequestError:
            raise
        raise ConflictError(str(error)) from None


def _refuse_unknown_place(queue: JobQueue, submission: Submission) -> None:
    """A client's word is no path: it may name ready-made sets, and folders that this store's runs and jobs name."""
    path = _data_path(submission.request)
    if path is None:
        return
    kind = submission.request.kind
    known = {run.data_path for run in queue.store.runs()} | {_data_path(job.request) for job in queue.jobs()}
    if path not in known:
        raise ConfigError(
            f"{kind}: 'data.path' is {path!r}, a folder that no run of this store was trained on; the page offers "
            f"those that were, and 'clicklens jobs submit {kind}' takes any"
        )


def _data_path(request: JobRequest) -> str | None:
    """The folder that a training names, if it does; the request may still be wrong."""
    data = request.spec.get("data") if isinstance(request, (TrainRequest, TuneRequest)) else None
    path = data.get("path") if isinstance(data, dict) else None
    return None if path is None else str(path)
