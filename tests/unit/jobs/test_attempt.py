"""What becomes of a job whose attempt came to no end."""

import pytest

from clicklens.core.job import Job
from clicklens.jobs.attempt import ATTEMPTS, lost, released


def running(**changes: object) -> Job:
    values = {"id": "a", "name": "n", "request": {"kind": "report", "run": "r"}, "created_at": "t", "state": "running"}
    return Job.parse({**values, "lease_until": "u", "cpu_percent": 3.0, **changes}, source="the test")


def test_a_lost_job_is_queued_once_more_until_there_were_attempts_enough() -> None:
    job = running()
    for attempt in range(1, ATTEMPTS):
        job = lost(job, "it died", now="now")
        assert (job.state, job.attempt, job.cpu_percent, job.lease_until) == ("queued", attempt + 1, None, None)
        assert job.message == "it died; goes on from its last checkpoint"
        job = job.model_copy(update={"state": "running"})
    job = lost(job, "it died", now="now")
    assert (job.state, job.attempt, job.finished_at) == ("failed", ATTEMPTS, "now")
    assert job.message.startswith("given up after 3 attempts: it died")


@pytest.mark.parametrize(("wish", "state"), [("pause", "paused"), ("stop", "cancelled"), (None, "queued")])
def test_what_was_wished_comes_true_by_any_end(wish: str | None, state: str) -> None:
    for job in (lost(running(wish=wish), "it died", now="now"), released(running(wish=wish), now="now")):
        assert (job.state, job.wish) == (state, None)
        assert job.finished_at == ("now" if state == "cancelled" else None)


def test_a_job_that_was_let_go_in_order_loses_no_attempt() -> None:
    assert released(running(attempt=3), now="now").attempt == 3
