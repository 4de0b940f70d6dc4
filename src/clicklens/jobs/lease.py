"""Leases: a job belongs to one worker for some seconds at a time, and to no two ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from clicklens.core.job import Job, JobState, JobUsage, moved
from clicklens.jobs.attempt import REST, lost, released
from clicklens.jobs.database import JOBS
from clicklens.jobs.job_rows import TURN, in_state, parse_job, read_job, read_jobs, write_job
from clicklens.jobs.moment import Clock, as_text
from clicklens.jobs.usage_rows import add_usage
from clicklens.store.database import Database

LEASE = 10.0  # seconds


@dataclass(frozen=True)
class Held:
    """A job in a worker's hands; ``claim`` tells this time of taking it from all others."""

    job: Job
    claim: int


class LeaseLostError(Exception):
    """The worker was silent too long and the job is no longer its own: let go of it and write nothing."""


class Leases:
    """What one worker may do with jobs. Each call is one transaction, so that whoever comes second sees it done."""

    def __init__(self, database: Database, *, worker: str, clock: Clock, seconds: float = LEASE) -> None:
        self.worker = worker
        self.seconds = seconds
        self._database = database
        self._clock = clock

    def claim(self, *, parallel: int, memory: int) -> Held | None:
        """Takes the next queued job, unless ``parallel`` run in this store already or their bytes pass ``memory``.

        A job that could fit later is waited for, so that small ones do not keep a large one out for ever; one that
        asks for more than ``memory`` is left to a worker that has it. No two jobs train one run at a time.
        """
        with self._database.writing() as connection:
            running = read_jobs(connection, in_state("running"), path=self._database.path)
            if len(running) >= parallel:
                return None
            job = self._next(connection, running, memory)
            return None if job is None else self._take(connection, job)

    def renew(self, held: Held, *, usage: JobUsage | None = None, process: str | None = None, **changes: Any) -> Job:
        """Holds the job for another lease and keeps what is new about it. Raises LeaseLostError."""
        with self._database.writing() as connection:
            job = self._own(connection, held)
            if usage is not None:
                add_usage(connection, job.id, usage)
                peak = max(job.peak_memory_bytes or 0, usage.memory_bytes)
                taken = {"cpu_percent": usage.cpu_percent, "memory_bytes": usage.memory_bytes}
                changes = {**changes, **taken, "peak_memory_bytes": peak}
            job = job.model_copy(update={**changes, "lease_until": self._until()})
            columns = {} if process is None else {"process": process}
            write_job(connection, job, **columns)
            return job

    def settle(self, held: Held, state: JobState, **changes: Any) -> Job:
        """Lets the job go, in the state that it came to. Raises LeaseLostError."""
        with self._database.writing() as connection:
            job = self._own(connection, held)
            ended = state in ("succeeded", "failed", "cancelled")
            finished = as_text(self._clock()) if ended else None
            job = moved(job, state, **{**REST, "finished_at": finished, **changes})
            write_job(connection, job, process=None)
            return job

    def lose(self, held: Held, reason: str) -> Job:
        """Lets a job go whose process ended without a word. Raises LeaseLostError."""
        with self._database.writing() as connection:
            job = lost(self._own(connection, held), reason, now=as_text(self._clock()))
            write_job(connection, job, process=None)
            return job

    def release(self, held: Held) -> Job:
        """Lets a job go that was asked to end and did, in the state that was wished. Raises LeaseLostError."""
        with self._database.writing() as connection:
            job = released(self._own(connection, held), now=as_text(self._clock()))
            write_job(connection, job, process=None)
            return job

    def _next(self, connection: Connection, running: Iterable[Job], memory: int) -> Job | None:
        asked = sum(job.memory for job in running)
        trained = {job.trains_run for job in running} - {None}
        for text in connection.execute(sa.select(JOBS.c.record).where(in_state("queued")).order_by(*TURN)).scalars():
            job = parse_job(text, path=self._database.path)
            if job.memory > memory or job.trains_run in trained:
                continue
            return job if asked + job.memory <= memory else None
        return None

    def _take(self, connection: Connection, job: Job) -> Held:
        now = as_text(self._clock())
        job = moved(job, "running", worker=self.worker, started_at=now, lease_until=self._until(), message="")
        claim = connection.execute(sa.select(JOBS.c.claims).where(JOBS.c.id == job.id)).scalar_one() + 1
        write_job(connection, job, claims=claim, lease=self.seconds, process=None)
        return Held(job, claim)

    def _own(self, connection: Connection, held: Held) -> Job:
        """The job as it stands now, if it is still in this worker's hands."""
        c = JOBS.c
        query = sa.select(c.state, c.worker, c.claims).where(c.id == held.job.id)
        if connection.execute(query).first() != ("running", self.worker, held.claim):
            raise LeaseLostError(held.job.id)
        return read_job(connection, held.job.id, path=self._database.path)

    def _until(self) -> str:
        return as_text(self._clock() + timedelta(seconds=self.seconds))
