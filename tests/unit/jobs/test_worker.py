"""The worker's loop; a few lines of Python stand in for the jobs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from clicklens.core.errors import StorageError
from clicklens.core.job import Job
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs import worker as worker_module
from clicklens.jobs.job_process import JobProcess
from clicklens.jobs.queue import JobQueue
from clicklens.jobs.worker import Worker
from tests.job_queues import train_request

SAY = "import os, sys, time; say = lambda line: os.write(int(sys.argv[3]), line.encode() + b'\\n')\n"
DONE = """say('{"kind":"done","result":{"kind":"run","run":"r","text":"t"}}')"""
SLEEP = "time.sleep(60)"


def run_jobs(monkeypatch: pytest.MonkeyPatch, *programs: str) -> list[str]:
    """From now on the jobs are these programs, one after the other, the last one for all that follow."""
    started: list[str] = []

    def start(root: Path, job_id: str, **settings: Any) -> JobProcess:
        program = programs[min(len(started), len(programs) - 1)]
        started.append(job_id)
        return JobProcess(root, job_id, **settings, command=(sys.executable, "-S", "-c", SAY + program))

    monkeypatch.setattr(worker_module, "JobProcess", start)
    return started


def submit(queue: JobQueue, dataset: EncodedDataset, count: int = 1) -> list[Job]:
    return [queue.submit(train_request(dataset)) for _ in range(count)]


def test_all_jobs_are_done_in_turn_and_then_it_goes_home(
    queue: JobQueue, dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = submit(queue, dataset, 3)
    started = run_jobs(monkeypatch, DONE)
    Worker(queue).run(exit_when_idle=0.1)
    assert started == [job.id for job in jobs]
    assert {job.state for job in queue.jobs()} == {"succeeded"}
    assert queue.workers() == []
    assert "attempt 1 by worker" in queue.log(jobs[0].id).text


def test_jobs_share_the_cores_but_one(
    queue: JobQueue, dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(queue, dataset)
    given: list[int] = []

    def start(root: Path, job_id: str, *, threads: int, **settings: Any) -> JobProcess:
        given.append(threads)
        return JobProcess(root, job_id, **settings, command=(sys.executable, "-S", "-c", SAY + DONE))

    monkeypatch.setattr(worker_module, "JobProcess", start)
    monkeypatch.setattr(worker_module, "cores", lambda: 8)
    Worker(queue, parallel=2).run(exit_when_idle=0.1)
    assert given == [3]


def test_a_job_whose_process_dies_each_time_is_given_up(
    queue: JobQueue, dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    (job,) = submit(queue, dataset)
    run_jobs(monkeypatch, "sys.exit(5)")
    Worker(queue).run(exit_when_idle=0.8)
    found = queue.get(job.id)
    assert (found.state, found.attempt) == ("failed", 3)
    assert "ended with code 5" in found.message


def test_while_it_works_it_is_listed_with_its_job_and_ends_when_asked(
    queue: JobQueue, dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    (job,) = submit(queue, dataset)
    run_jobs(monkeypatch, SLEEP)
    seen = []

    def look(_: float) -> None:
        if not seen and queue.get(job.id).memory_bytes:
            seen.append((queue.workers(), queue.get(job.id)))
            worker.stop()

    worker = Worker(queue, worker_id="the-worker", sleep=look)
    worker.run()
    (info,) = seen[-1][0]
    assert (info.id, info.jobs) == ("the-worker", (job.id,))
    assert seen[-1][1].state == "running"
    after = queue.get(job.id)
    assert (after.state, after.attempt, after.worker) == ("queued", 1, "the-worker")
    assert queue.workers() == []


def test_asked_twice_it_waits_for_nothing(
    queue: JobQueue, dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    (job,) = submit(queue, dataset)
    run_jobs(monkeypatch, f"import signal; signal.signal(15, signal.SIG_IGN); {SLEEP}")

    def look(_: float) -> None:
        if queue.get(job.id).state == "running":
            worker.stop()

    worker = Worker(queue, sleep=look, grace=60.0)
    worker.run()
    assert queue.get(job.id).state == "queued"


def test_a_log_that_cannot_be_written_fails_the_job_and_not_the_worker(
    queue: JobQueue, dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    (job,) = submit(queue, dataset)
    (queue.root / "jobs").write_text("a file where the logs should be")
    Worker(queue).run(exit_when_idle=0.1)
    found = queue.get(job.id)
    assert found.state == "failed"
    assert "jobs" in found.message


def test_a_disk_that_is_full_for_a_while_costs_no_job(
    queue: JobQueue, dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (job,) = submit(queue, dataset)
    run_jobs(monkeypatch, DONE)
    monkeypatch.setattr(worker_module, "TURN", 0.01)
    real, calls = queue.database.writing, []

    def full() -> Any:
        calls.append(1)
        if 2 < len(calls) <= 8 or 10 < len(calls) <= 14:  # before the job is taken, and while it ends
            raise StorageError("jobs.sqlite: the disk is full; free some space and try again")
        return real()

    monkeypatch.setattr(queue.database, "writing", full)
    Worker(queue).run(exit_when_idle=0.2)
    assert len(calls) > 14
    assert queue.get(job.id).state == "succeeded"
    assert capsys.readouterr().err.count("the disk is full") <= 1
