"""Lost jobs are taken from workers that fell silent, and from no others."""

import subprocess
import sys

import pytest
import sqlalchemy as sa

from clicklens.core.job import Job, WorkerInfo
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs.consumption import process_name
from clicklens.jobs.database import WORKERS
from clicklens.jobs.moment import as_text
from clicklens.jobs.queue import JobQueue
from clicklens.jobs.reap import kill_process, reap
from clicklens.jobs.worker_rows import WorkerRows
from clicklens.training.environment import this_process
from tests.job_queues import HandClock, claimed, train_request

DEAD = this_process().replace("/", "/9", 1)
LEASE = 10.0


def hold(queue: JobQueue, dataset: EncodedDataset, *, worker: str | None, process: str | None = None) -> Job:
    """A running job whose worker is the process of that name, or one that is on no list."""
    queue.submit(train_request(dataset))
    leases, held = claimed(queue)
    leases.renew(held, process=process)
    if worker is not None:
        now = as_text(queue.clock())
        info = WorkerInfo(id="w", pid=1, host="h", since=now, heartbeat=now, parallel=1, memory=1, jobs=())
        WorkerRows(queue.database, queue.clock).register(info, lease=LEASE)
        with queue.database.writing() as connection:
            connection.execute(sa.update(WORKERS).values(process=worker))
    return held.job


def reaped(queue: JobQueue, **settings: object) -> list[str]:
    return [job.id for job in reap(queue.database, clock=queue.clock, **settings)]


@pytest.mark.parametrize("worker", [None, "elsewhere/1/1.00"])
def test_a_worker_that_cannot_be_looked_at_has_until_its_lease_runs_out(
    queue: JobQueue, clock: HandClock, dataset: EncodedDataset, worker: str | None
) -> None:
    job = hold(queue, dataset, worker=worker)
    clock.move(LEASE)
    assert reaped(queue) == []
    clock.move(0.1)
    assert reaped(queue) == [job.id]
    assert reaped(queue) == []
    found = queue.get(job.id)
    assert (found.state, found.attempt, found.lease_until) == ("queued", 2, None)
    assert found.message == "its worker fell silent; goes on from its last checkpoint"


def test_a_worker_that_is_known_to_be_dead_is_not_waited_for(queue: JobQueue, dataset: EncodedDataset) -> None:
    job = hold(queue, dataset, worker=DEAD, process=DEAD)
    assert reaped(queue) == [job.id]


def test_the_process_of_a_dead_worker_may_end_with_a_checkpoint_first(
    queue: JobQueue, clock: HandClock, dataset: EncodedDataset
) -> None:
    job = hold(queue, dataset, worker=DEAD, process=this_process())
    killed: list[str] = []
    assert reaped(queue, kill=killed.append) == []
    clock.move(LEASE + 0.1)
    assert reaped(queue, kill=killed.append) == [job.id]
    assert killed == [this_process()]


def test_a_worker_that_slept_with_its_machine_is_given_time_to_wake_up(
    queue: JobQueue, clock: HandClock, dataset: EncodedDataset
) -> None:
    job = hold(queue, dataset, worker=this_process())
    clock.move(2.9 * LEASE)
    assert reaped(queue) == []
    clock.move(0.2 * LEASE)
    assert reaped(queue) == [job.id]


def test_a_worker_does_not_reap_its_own_jobs(queue: JobQueue, clock: HandClock, dataset: EncodedDataset) -> None:
    hold(queue, dataset, worker=None)
    clock.move(99)
    assert reaped(queue, spare="w") == []
    assert len(reaped(queue, spare="another")) == 1


def test_a_job_that_is_lost_too_often_is_given_up(queue: JobQueue, clock: HandClock, dataset: EncodedDataset) -> None:
    job = hold(queue, dataset, worker=None)
    for _ in range(2):
        clock.move(LEASE + 1)
        assert queue.get(job.id).state == "queued"
        claimed(queue)
    clock.move(LEASE + 1)
    found = queue.get(job.id)
    assert (found.state, found.attempt, found.finished_at) == ("failed", 3, as_text(clock()))
    assert "given up after 3 attempts" in found.message


def test_only_the_process_of_that_name_is_killed() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    name = process_name(child.pid)
    kill_process(name[:-4] + "0.00")
    assert child.poll() is None
    kill_process(name)
    assert child.wait(5) == -9
    kill_process(name)


def test_whoever_comes_second_takes_nothing(queue: JobQueue, clock: HandClock, dataset: EncodedDataset) -> None:
    job = hold(queue, dataset, worker=None, process=this_process())
    clock.move(LEASE + 1)

    def be_faster(_: str) -> None:
        assert reaped(queue, kill=lambda _: None) == [job.id]

    assert reaped(queue, kill=be_faster) == []
    assert queue.get(job.id).attempt == 2
