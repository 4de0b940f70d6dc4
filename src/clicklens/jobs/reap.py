"""Reaping: a job whose worker fell silent is taken from it, and goes on from its last checkpoint elsewhere."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from clicklens.core.job import Job
from clicklens.jobs.attempt import lost
from clicklens.jobs.database import JOBS, WORKERS
from clicklens.jobs.job_rows import in_state, read_job, write_job
from clicklens.jobs.moment import Clock, as_moment, as_text
from clicklens.jobs.worker_rows import is_here
from clicklens.store.database import Database
from clicklens.training.environment import is_running

PATIENCE = 2  # further leases for a worker whose process lives on this machine: it may have slept with the machine


def reap(
    database: Database, *, clock: Clock, kill: Callable[[str], None] | None = None, spare: str | None = None
) -> list[Job]:
    """Queues again the jobs that were lost, or gives them up; gives them as they are now.

    A worker that is known to be dead is not waited for, except for its job's process, which ends with a checkpoint by
    itself; one that still lives when the lease has run out is killed. ``spare`` names a worker whose jobs stay.
    """
    c = JOBS.c
    query = sa.select(c.id, c.claims, c.lease_until, c.lease, c.process, WORKERS.c.process.label("owner"))
    query = query.outerjoin_from(JOBS, WORKERS, WORKERS.c.id == c.worker).where(in_state("running"))
    with database.reading() as connection:
        rows = connection.execute(query if spare is None else query.where(c.worker != spare)).all()
    return [job for row in rows if _is_lost(row, clock, kill or kill_process) and (job := _take(database, row, clock))]


def kill_process(process: str) -> None:
    """Ends a process of this machine at once, if it is still the one of that name."""
    if is_running(process):
        with suppress(ProcessLookupError):
            os.kill(int(process.rsplit("/", 2)[1]), signal.SIGKILL)


def _is_lost(row: Any, clock: Clock, kill: Callable[[str], None]) -> bool:
    owner_is_here = row.owner is not None and is_here(row.owner)
    owner_lives = owner_is_here and is_running(row.owner)
    silence = row.lease * PATIENCE if owner_lives else 0.0
    has_run_out = as_moment(row.lease_until) + timedelta(seconds=silence) < clock()
    is_alive = row.process is not None and is_running(row.process)
    if has_run_out and is_alive:
        kill(row.process)
    return has_run_out or (owner_is_here and not owner_lives and not is_alive)


def _take(database: Database, row: Any, clock: Clock) -> Job | None:
    """Unless someone was faster, or its worker was heard of after all."""
    with database.writing() as connection:
        c = JOBS.c
        now = connection.execute(sa.select(c.state, c.claims, c.lease_until).where(c.id == row.id)).first()
        if now != ("running", row.claims, row.lease_until):
            return None
        job = read_job(connection, row.id, path=database.path)
        job = lost(job, "its worker fell silent", now=as_text(clock()))
        write_job(connection, job, process=None)
    return job
