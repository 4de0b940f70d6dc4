"""Which workers live: each says so every few seconds, and takes its name off the list when it ends."""

from __future__ import annotations

import platform
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from clicklens.core.job import WorkerInfo
from clicklens.jobs.database import JOBS, WORKERS
from clicklens.jobs.moment import Clock, as_moment, as_text
from clicklens.store.database import Database
from clicklens.training.environment import is_running, this_process

SILENCES = 3  # leases without a heartbeat after which a worker of another machine counts as gone


class WorkerRows:
    """The list of workers of a store."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def register(self, info: WorkerInfo, *, lease: float) -> None:
        """Puts this process on the list."""
        values = {"process": this_process(), "lease": lease, "heartbeat": info.heartbeat, "record": info.to_json()}
        with self._database.writing() as connection:
            connection.execute(WORKERS.insert().values(id=info.id, **values))

    def beat(self, worker: str) -> None:
        """Says that it lives."""
        now = as_text(self._clock())
        with self._database.writing() as connection:
            connection.execute(WORKERS.update().where(WORKERS.c.id == worker).values(heartbeat=now))

    def leave(self, worker: str) -> None:
        """Takes it off the list."""
        with self._database.writing() as connection:
            connection.execute(WORKERS.delete().where(WORKERS.c.id == worker))

    def living(self) -> list[WorkerInfo]:
        """Those that live, the longest first; those that died without a word are taken off."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(WORKERS).order_by(WORKERS.c.heartbeat)).all()
            infos = [
                WorkerInfo.model_validate_json(row.record).model_copy(
                    update={"heartbeat": row.heartbeat, "jobs": _jobs(connection, row.id)}
                )
                for row in rows
            ]
        gone = [row.id for row in rows if self._is_gone(row.process, row.heartbeat, row.lease)]
        for worker in gone:
            self.leave(worker)
        return sorted((info for info in infos if info.id not in gone), key=lambda info: (info.since, info.id))

    def _is_gone(self, process: str, heartbeat: str, lease: float) -> bool:
        if is_here(process):
            return not is_running(process)
        return as_moment(heartbeat) + timedelta(seconds=SILENCES * lease) < self._clock()


def is_here(process: str) -> bool:
    """Whether the process belongs to this machine, so that it can be known whether it still runs."""
    return process.rsplit("/", 2)[0] == platform.node()


def _jobs(connection: Connection, worker: str) -> tuple[str, ...]:
    query = sa.select(JOBS.c.id).where(JOBS.c.worker == worker, JOBS.c.state == "running").order_by(JOBS.c.ordinal)
    return tuple(connection.execute(query).scalars())
