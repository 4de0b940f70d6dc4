"""What becomes of a job when an attempt at it came to no end."""

from __future__ import annotations

from typing import Any

from clicklens.core.job import Job, moved

ATTEMPTS = 3  # then a job that loses its worker or its process each time is given up

# What a job that no process works on says of the moment: nothing.
REST: dict[str, Any] = {
    "wish": None,
    "lease_until": None,
    "rows_per_second": None,
    "seconds_left": None,
    "cpu_percent": None,
    "memory_bytes": None,
}


def lost(job: Job, reason: str, *, now: str) -> Job:
    """The job queued once more, or failed when there were attempts enough; what was wished of it is done by its end.

    ``now`` is ISO 8601 in UTC.
    """
    if job.wish == "pause":
        return moved(job, "paused", **REST, message=f"paused: {reason}")
    if job.wish == "stop":
        return moved(job, "cancelled", **REST, finished_at=now, message=f"stopped: {reason}")
    if job.attempt >= ATTEMPTS:
        text = f"given up after {job.attempt} attempts: {reason}; the job's log may say more"
        return moved(job, "failed", **REST, finished_at=now, message=text)
    text = f"{reason}; goes on from its last checkpoint"
    return moved(job, "queued", **REST, attempt=job.attempt + 1, message=text)


def released(job: Job, *, now: str) -> Job:
    """The job after its process ended with a checkpoint because it was asked to: paused, stopped, or queued again."""
    if job.wish == "pause":
        return moved(job, "paused", **REST, message="paused; goes on from its checkpoint")
    if job.wish == "stop":
        return moved(job, "cancelled", **REST, finished_at=now, message="stopped; a retry goes on from its checkpoint")
    return moved(job, "queued", **REST, message="its worker ended; goes on when a worker is there")
