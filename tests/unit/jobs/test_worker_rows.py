"""Which workers live."""

import sqlalchemy as sa

from clicklens.core.job import WorkerInfo
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs.database import WORKERS
from clicklens.jobs.moment import as_text
from clicklens.jobs.queue import JobQueue
from clicklens.jobs.worker_rows import WorkerRows, is_here
from clicklens.training.environment import this_process
from tests.job_queues import HandClock, claimed, train_request


def info(clock: HandClock, worker: str = "w") -> WorkerInfo:
    now = as_text(clock())
    return WorkerInfo(id=worker, pid=1, host="h", since=now, heartbeat=now, parallel=1, memory=1, jobs=())


def as_process(queue: JobQueue, process: str) -> None:
    with queue.database.writing() as connection:
        connection.execute(sa.update(WORKERS).values(process=process))


def test_a_worker_is_listed_with_its_jobs_until_it_leaves(
    queue: JobQueue, clock: HandClock, dataset: EncodedDataset
) -> None:
    rows = WorkerRows(queue.database, clock)
    rows.register(info(clock), lease=10)
    job = queue.submit(train_request(dataset))
    claimed(queue)
    clock.move(1000)
    rows.beat("w")
    (found,) = queue.workers()
    assert (found.jobs, found.heartbeat) == ((job.id,), as_text(clock()))
    rows.leave("w")
    assert queue.workers() == []


def test_a_worker_of_this_machine_is_listed_as_long_as_its_process_runs(queue: JobQueue, clock: HandClock) -> None:
    rows = WorkerRows(queue.database, clock)
    rows.register(info(clock), lease=10)
    clock.move(1000)
    assert len(rows.living()) == 1
    as_process(queue, this_process().replace("/", "/9", 1))  # no process has this number and this beginning
    assert rows.living() == []


def test_a_worker_of_another_machine_is_listed_as_long_as_it_is_heard_of(queue: JobQueue, clock: HandClock) -> None:
    rows = WorkerRows(queue.database, clock)
    rows.register(info(clock), lease=10)
    as_process(queue, "elsewhere/1/1.00")
    clock.move(29)
    assert len(rows.living()) == 1
    clock.move(2)
    assert rows.living() == []


def test_a_process_belongs_to_a_machine() -> None:
    assert is_here(this_process())
    assert not is_here("elsewhere/1/1.00")
