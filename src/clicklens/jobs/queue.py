"""JobQueue: the jobs of a store, asked for, looked at and steered by whoever has the folder."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from clicklens.core.errors import NotFoundError, RequestError
from clicklens.core.job import Job, JobLog, JobRequest, JobState, JobUsage, Submission, WorkerInfo, moved
from clicklens.core.store import Store
from clicklens.jobs.attempt import REST
from clicklens.jobs.database import JOBS, open_database
from clicklens.jobs.edited import edited
from clicklens.jobs.job_log import MOST_BYTES, read_log
from clicklens.jobs.job_rows import add_job, find_id, in_state, read_job, read_jobs, write_job
from clicklens.jobs.made_runs import made_runs, run_of_request, settle_runs
from clicklens.jobs.moment import Clock, as_text, utc_now
from clicklens.jobs.reap import reap
from clicklens.jobs.request_check import checked, named
from clicklens.jobs.usage_rows import read_usage
from clicklens.jobs.worker_rows import WorkerRows
from clicklens.store import open_store
from clicklens.store.failure import storage_failures
from clicklens.store.folder_store import FolderStore


class JobQueue:
    """Any number of processes may hold one. A job's ``word`` is its id, a prefix that only one has, or 'latest'."""

    def __init__(
        self,
        store: FolderStore,
        *,
        clock: Clock = utc_now,
        tokens: Callable[[], str] = lambda: secrets.token_hex(2),
    ) -> None:
        """``tokens`` gives short words of a-z and 0-9 that tell jobs of one second apart.

        Raises VersionError when a newer ClickLens made the store's jobs, CorruptError for a torn file.
        """
        self.store: Store = store
        self.root = store.root
        self.database = open_database(store.root)
        self.clock = clock
        self._tokens = tokens
        self._workers = WorkerRows(self.database, clock)

    # Asking

    def submit(
        self, request: JobRequest | Mapping[str, Any], *, name: str | None = None, priority: int = 0, **more: Any
    ) -> Job:
        """Queues a job. ``more`` is ``memory``, the bytes that it is thought to need.

        Raises what the same words on the command line would raise when they are wrong, before anything is kept.
        """
        plain = request if isinstance(request, Mapping) else request.model_dump(mode="json")
        values = {"request": dict(plain), "name": name, "priority": priority, **more}
        return self.submit_whole(Submission.parse(values, source="the job"))

    def submit_whole(self, submission: Submission, *, origin: Job | None = None) -> Job:
        """Queues what a submission asks for. With ``origin`` it goes on with that job's run where it stopped."""
        request = checked(submission.request, self.store)
        now = self.clock()
        with self.database.writing() as connection:
            job = Job(
                id=self._free_id(connection, request.kind),
                name=submission.name or named(request),
                request=request,
                priority=submission.priority,
                memory=submission.memory,
                created_at=as_text(now),
                run_id=self._run_id(connection, request) if origin is None else origin.run_id,
                origin=None if origin is None else origin.id,
            )
            self._refuse_second_trainer(connection, job)
            add_job(connection, job)
        return job

    def clone(self, word: str, changes: Mapping[str, Any] | None = None, *, name: str | None = None) -> Job:
        """A new job like that one, with some settings changed; see ``edited``. A training gets a run of its own."""
        before = self.get(word)
        request = edited(before.request, changes or {})
        submission = Submission(request=request, name=name, priority=before.priority, memory=before.memory)
        job = self.submit_whole(submission)
        return self._change(job.id, lambda job: job.model_copy(update={"origin": before.id}))

    def retry(self, word: str) -> Job:
        """A new job for one that failed or was stopped: it goes on with the same run, from its last checkpoint."""
        before = self.get(word)
        if before.state not in ("failed", "cancelled"):
            hint = "resume it" if before.state == "paused" else "clone makes another one"
            raise RequestError(
                f"job '{before.id}' is {before.state}; only failed or cancelled ones are retried: {hint}"
            )
        submission = Submission(
            request=before.request, name=before.name, priority=before.priority, memory=before.memory
        )
        return self.submit_whole(submission, origin=before)

    # Looking

    def get(self, word: str) -> Job:
        """Raises NotFoundError naming the nearest."""
        self.reap()
        with self.database.reading() as connection:
            return read_job(connection, find_id(connection, word), path=self.database.path)

    def jobs(self, *, state: JobState | None = None, run: str | None = None) -> list[Job]:
        """All jobs, newest first; those in one state or about one run when given."""
        self.reap()
        where = [in_state(state)] if state is not None else []
        where += [JOBS.c.run_id == run] if run is not None else []
        with self.database.reading() as connection:
            return read_jobs(connection, *where, path=self.database.path)

    def log(self, word: str, *, after: int = 0, most: int = MOST_BYTES) -> JobLog:
        """What its attempts wrote, from byte ``after`` on, at most ``most`` bytes."""
        return read_log(self.log_path(self.get(word)), after=after, most=most)

    def log_path(self, job: Job) -> Path:
        """Where the output of a job goes."""
        return self.root / "jobs" / f"{job.id}.log"

    def usage(self, word: str) -> list[JobUsage]:
        """What its process took of the machine, oldest first; the last ten minutes."""
        job = self.get(word)
        with self.database.reading() as connection:
            return read_usage(connection, job.id)

    def workers(self) -> list[WorkerInfo]:
        """The processes that take jobs and live."""
        return self._workers.living()

    # Steering

    def pause(self, word: str) -> Job:
        """Paused at once when it waits; when it runs, it ends its step, keeps a checkpoint and is paused then."""
        return self._wish(word, "pause")

    def stop(self, word: str) -> Job:
        """Cancelled at once when it waits; when it runs, after a checkpoint, so that a retry can go on from there."""
        return self._wish(word, "stop")

    def resume(self, word: str) -> Job:
        """Queues a paused job again; takes a pause back that is asked for and not done."""

        def go_on(job: Job) -> Job:
            if job.state == "running" and job.wish == "pause":
                return job.model_copy(update={"wish": None})
            if job.state != "paused":
                raise RequestError(f"job '{job.id}' is {job.state}; only paused ones are resumed{_way_out(job)}")
            return moved(job, "queued", message="")

        return self._change(self.get(word).id, go_on)

    def reprioritise(self, word: str, priority: int) -> Job:
        """Gives a job that has not ended another place in the queue."""
        Submission.parse({"request": {"kind": "report", "run": "any"}, "priority": priority}, source="the job")

        def change(job: Job) -> Job:
            if not job.is_open:
                raise RequestError(
                    f"job '{job.id}' is {job.state}; only one that has not ended has a place in the queue"
                )
            return job.model_copy(update={"priority": priority})

        return self._change(self.get(word).id, change)

    def delete(self, word: str, *, with_runs: bool = False) -> Job:
        """Removes a job that does not run, with its log and usage; with ``with_runs`` also the runs that it made."""
        job = self.get(word)
        with self.database.writing() as connection:
            job = read_job(connection, job.id, path=self.database.path)
            if job.state == "running":
                raise RequestError(f"job '{job.id}' is running; stop it before you delete it")
            connection.execute(JOBS.delete().where(JOBS.c.id == job.id))
        with storage_failures(self.root):
            self.log_path(job).unlink(missing_ok=True)
        for run in made_runs(self.store, job) if with_runs else []:
            with suppress(NotFoundError):
                self.store.delete_run(run.id)
        return job

    def reap(self, *, spare: str | None = None) -> list[Job]:
        """Takes lost jobs from workers that fell silent, except from the one named; gives them as they are now."""
        jobs = reap(self.database, clock=self.clock, spare=spare)
        for job in jobs:
            settle_runs(self.store, job, now=as_text(self.clock()))
        return jobs

    def _wish(self, word: str, wish: Any) -> Job:
        state: JobState = "paused" if wish == "pause" else "cancelled"

        def change(job: Job) -> Job:
            finished = as_text(self.clock()) if wish == "stop" else None
            after = moved(job, state, **REST, finished_at=finished, message="")
            return job.model_copy(update={"wish": wish}) if job.state == "running" else after

        return self._change(self.get(word).id, change)

    def _change(self, job_id: str, change: Callable[[Job], Job]) -> Job:
        with self.database.writing() as connection:
            job = change(read_job(connection, job_id, path=self.database.path))
            write_job(connection, job)
        return job

    def _free_id(self, connection: Connection, kind: str) -> str:
        digits = "".join(letter for letter in as_text(self.clock())[:19] if letter.isdigit())
        while True:
            job_id = f"{kind}-{digits[:8]}-{digits[8:]}-{self._tokens()}"
            if not connection.execute(sa.select(JOBS.c.id).where(JOBS.c.id == job_id)).first():
                return job_id

    def _run_id(self, connection: Connection, request: JobRequest) -> str:
        """The run that the job is about."""
        wanted = connection.execute(sa.select(JOBS.c.run_id).where(JOBS.c.run_id.is_not(None))).scalars()
        return run_of_request(self.store, request, wanted=wanted, now=as_text(self.clock()))

    def _refuse_second_trainer(self, connection: Connection, job: Job) -> None:
        if job.trains_run is None:
            return
        for other in read_jobs(connection, JOBS.c.run_id == job.run_id, path=self.database.path):
            if other.is_open and other.trains_run is not None:
                raise RequestError(f"job '{other.id}' trains run '{job.run_id}' already and is {other.state}")


def _way_out(job: Job) -> str:
    return f"; 'clicklens jobs retry {job.id}' goes on from its last checkpoint" if job.state == "cancelled" else ""


def open_queue(location: str | Path, *, create: bool = True) -> JobQueue:
    """The jobs of the store in that folder. Raises RequestError and FailedError as ``open_store`` does."""
    store = open_store(location, create=create)
    if not isinstance(store, FolderStore):
        raise RequestError(f"{location}: jobs are kept beside a store in a folder of this machine")
    return JobQueue(store)
