"""What jobs took of the machine, of each the latest samples only."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from clicklens.core.job import JobUsage
from clicklens.jobs.database import USAGE

KEPT = 600  # samples of a job: the last ten minutes at one a second


def add_usage(connection: Connection, job_id: str, usage: JobUsage, *, kept: int = KEPT) -> None:
    """Keeps a sample and lets the oldest go."""
    c = USAGE.c
    last = connection.execute(sa.select(sa.func.max(c.sample)).where(c.job_id == job_id)).scalar()
    number = 0 if last is None else last + 1
    connection.execute(USAGE.insert().values(job_id=job_id, sample=number, record=usage.to_json()))
    connection.execute(USAGE.delete().where(c.job_id == job_id, c.sample <= number - kept))


def read_usage(connection: Connection, job_id: str) -> list[JobUsage]:
    """The samples that are kept, oldest first."""
    c = USAGE.c
    rows = connection.execute(sa.select(c.record).where(c.job_id == job_id).order_by(c.sample)).scalars()
    return [JobUsage.model_validate_json(text) for text in rows]
