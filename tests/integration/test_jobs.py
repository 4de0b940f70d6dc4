"""Jobs with real workers and real trainings: killed, paused, stopped, retried; none is lost and none runs twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from clicklens.core.job import Job
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs import JobQueue, open_queue
from clicklens.store import open_store
from clicklens.training import start_run
from clicklens.training.environment import is_running
from tests.job_queues import train_request
from tests.training_runs import are_equal, small_dataset, small_spec, weights_of

STEPS = 600  # some seconds of training, so that it can be broken off in the middle
SETTINGS = {"epochs": 200, "max_steps": STEPS, "checkpoints": {"every": 10}, "threads": 1}
LEASE = 3.0  # seconds


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> EncodedDataset:
    return small_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def unbroken(dataset: EncodedDataset, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the run that no one disturbed."""
    store = open_store(tmp_path_factory.mktemp("unbroken") / "runs")
    start_run(small_spec(**SETTINGS), store=store, dataset=dataset, run_id="unbroken")
    return store


@pytest.fixture
def queue(tmp_path: Path) -> JobQueue:
    return open_queue(tmp_path / "runs")


Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def start_worker(queue: JobQueue) -> Iterator[Start]:
    """Starts workers that go home when there is nothing to do; what still lives at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        words = ["--exit-when-idle", "60", "--lease", str(LEASE)]
        command = [sys.executable, "-m", "clicklens.jobs", str(queue.root), *words]
        started.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_until(holds: Callable[[], object], *, seconds: float = 100.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def is_under_way(queue: JobQueue, job: Job) -> bool:
    """Whether a process trains its run at this moment and could be broken off."""
    found = queue.get(job.id)
    assert found.is_open, found.message
    runs = [run for run in queue.store.runs() if run.id == job.run_id]
    if found.state != "running" or not runs or not queue.store.checkpoint_steps(runs[0].id):
        return False
    run = runs[0]
    return run.state == "running" and is_running(run.environment["process"])


def trainers(queue: JobQueue, job: Job) -> list[psutil.Process]:
    """The processes that work on the job at this moment."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if "clicklens.jobs.child" in words and job.id in words and str(queue.root) in words:
            found.append(process)
    return found


def two_workers_and_a_job(
    queue: JobQueue, dataset: EncodedDataset, start_worker: Start
) -> tuple[Job, subprocess.Popen[bytes]]:
    """A job that is under way, and the worker that has it; the other one waits for its turn."""
    workers = [start_worker() for _ in range(2)]
    wait_until(lambda: len(queue.workers()) == 2)
    job = queue.submit(train_request(dataset, **SETTINGS))
    wait_until(lambda: is_under_way(queue, job))
    (holder,) = [info.pid for info in queue.workers() if job.id in info.jobs]
    return job, next(worker for worker in workers if worker.pid == holder)


def assert_as_unbroken(queue: JobQueue, job: Job, unbroken: Store) -> None:
    assert are_equal(weights_of(queue.store, str(job.run_id)), weights_of(unbroken, "unbroken"))
    assert queue.store.metrics(str(job.run_id)) == unbroken.metrics("unbroken")


def resumed(queue: JobQueue, job: Job) -> list[int]:
    """The steps at which its run went on."""
    return [event.step for event in queue.store.events(str(job.run_id)) if event.kind == "resumed"]


def hang(worker: int, queue: JobQueue) -> None:
    """Stops it where it does not write: who hangs inside a transaction holds up all others until it is killed."""
    while True:
        os.kill(worker, signal.SIGSTOP)
        wait_until(lambda: psutil.Process(worker).status() == psutil.STATUS_STOPPED)
        if is_free(queue.database.path):
            return
        os.kill(worker, signal.SIGCONT)
        time.sleep(0.05)


def is_free(database: Path) -> bool:
    """Whether it can be written."""
    with closing(sqlite3.connect(database, timeout=0.2, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        connection.execute("ROLLBACK")
        return True


def test_a_job_whose_workers_hang_and_are_killed_ends_as_an_unbroken_one(
    queue: JobQueue, dataset: EncodedDataset, unbroken: Store, start_worker: Start
) -> None:
    job, first = two_workers_and_a_job(queue, dataset, start_worker)
    process = queue.store.run(str(job.run_id)).environment["process"]
    hang(first.pid, queue)
    wait_until(lambda: queue.get(job.id).attempt == 2 and is_under_way(queue, job))
    assert not is_running(process)
    os.kill(first.pid, signal.SIGCONT)  # awake again, and harmless
    assert len(trainers(queue, job)) == 1

    (holder,) = [info.pid for info in queue.workers() if job.id in info.jobs]
    assert holder != first.pid
    os.kill(holder, signal.SIGKILL)  # its process ends by itself; the first worker takes the job back
    wait_until(lambda: queue.get(job.id).attempt == 3 and is_under_way(queue, job))
    assert len(trainers(queue, job)) == 1
    wait_until(lambda: not queue.get(job.id).is_open)
    found = queue.get(job.id)
    assert (found.state, found.message) == ("succeeded", "")
    assert found.peak_memory_bytes
    assert len(resumed(queue, job)) == 2
    assert_as_unbroken(queue, job, unbroken)


def test_paused_stopped_and_retried_it_ends_as_an_unbroken_one_and_errors_are_told_in_words(
    queue: JobQueue, dataset: EncodedDataset, unbroken: Store, start_worker: Start, tmp_path: Path
) -> None:
    job = queue.submit(train_request(dataset, **SETTINGS))
    hopeless = queue.submit(train_request(broken := small_dataset(tmp_path)), priority=-1)
    for path in broken.path.rglob("*.*"):
        path.unlink()
    worker = start_worker()
    wait_until(lambda: is_under_way(queue, job))
    queue.pause(job.id)
    wait_until(lambda: queue.get(job.id).state == "paused")
    assert queue.store.run(str(job.run_id)).state == "interrupted"
    assert trainers(queue, job) == []

    queue.resume(job.id)
    wait_until(lambda: is_under_way(queue, job))
    queue.stop(job.id)
    wait_until(lambda: queue.get(job.id).state == "cancelled")
    again = queue.retry(job.id)
    wait_until(lambda: is_under_way(queue, again))
    wait_until(lambda: not queue.get(again.id).is_open)
    assert queue.get(again.id).state == "succeeded"
    assert len(resumed(queue, job)) == 2
    assert_as_unbroken(queue, again, unbroken)

    wait_until(lambda: not queue.get(hopeless.id).is_open)
    found = queue.get(hopeless.id)
    assert found.state == "failed"
    assert str(broken.path) in found.message
    assert "Traceback" not in found.message
    assert "Traceback" in queue.log(hopeless.id).text
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
    assert queue.workers() == []
