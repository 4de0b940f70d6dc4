"""Jobs as rows: how one is written, read and found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.engine import Connection

from clicklens.core.errors import CorruptError, NotFoundError, RequestError, nearest
from clicklens.core.job import Job, JobState
from clicklens.core.record import explain
from clicklens.jobs.database import JOBS

# The order in which queued jobs are taken: higher priority first, of equal ones the first that came.
TURN = (JOBS.c.priority.desc(), JOBS.c.ordinal)
_LONGEST_HINT = 300  # characters; beyond, a list of ids helps no one


def add_job(connection: Connection, job: Job) -> None:
    """Keeps a new job."""
    connection.execute(JOBS.insert().values(claims=0, **_row(job)))


def write_job(connection: Connection, job: Job, **columns: Any) -> None:
    """Keeps the job as it is now. ``columns`` are those that no Job holds."""
    connection.execute(JOBS.update().where(JOBS.c.id == job.id).values(**_row(job), **columns))


def read_job(connection: Connection, job_id: str, *, path: Path) -> Job:
    """The job of exactly this id. Raises NotFoundError."""
    text = connection.execute(sa.select(JOBS.c.record).where(JOBS.c.id == job_id)).scalar()
    if text is None:
        raise NotFoundError(f"there is no job '{job_id}'")
    return parse_job(text, path=path)


def read_jobs(connection: Connection, *where: sa.ColumnElement[bool], path: Path) -> list[Job]:
    """Those jobs, newest first."""
    rows = connection.execute(sa.select(JOBS.c.record).where(*where).order_by(JOBS.c.ordinal.desc())).scalars()
    return [parse_job(text, path=path) for text in rows]


def in_state(*states: JobState) -> sa.ColumnElement[bool]:
    """A condition on jobs."""
    return JOBS.c.state.in_(states)


def find_id(connection: Connection, word: str) -> str:
    """The id that ``word`` means: an id, a prefix that only one has, or 'latest'."""
    ids: Sequence[str] = connection.execute(sa.select(JOBS.c.id).order_by(JOBS.c.ordinal.desc())).scalars().all()
    if word in ids:
        return word
    if word == "latest" and ids:
        return ids[0]
    fitting = [job_id for job_id in ids if word and job_id.startswith(word)]
    if len(fitting) > 1:
        raise RequestError(
            f"'{word}' may mean any of {len(fitting)} jobs: {', '.join(fitting[:20])}; give the whole id"
        )
    if not fitting:
        hint = nearest(word, ids)
        told = hint if len(hint) <= _LONGEST_HINT else f"; there are {len(ids)} others, none with an id like it"
        raise NotFoundError(f"there is no job '{word}'{told}")
    return fitting[0]


def parse_job(text: str, *, path: Path) -> Job:
    """Reads a row's record. Raises CorruptError."""
    try:
        return Job.model_validate_json(text)
    except ValidationError as error:
        told = explain(error, source="a job", model=Job)
        raise CorruptError(f"{path}: a job was changed by other hands\n{told}") from None


def _row(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "state": job.state,
        "priority": job.priority,
        "run_id": job.run_id,
        "worker": job.worker,
        "lease_until": job.lease_until,
        "record": job.to_json(),
    }
