"""Usage: the latest samples of each job."""

from clicklens.core.job import JobUsage
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs.queue import JobQueue
from clicklens.jobs.usage_rows import add_usage, read_usage
from tests.job_queues import train_request


def sample(number: int) -> JobUsage:
    return JobUsage(at=f"{number}", cpu_percent=number, memory_bytes=number)


def test_the_latest_samples_of_each_job_are_kept_in_order(queue: JobQueue, dataset: EncodedDataset) -> None:
    first, second = (queue.submit(train_request(dataset)).id for _ in range(2))
    with queue.database.writing() as connection:
        for number in range(10):
            add_usage(connection, first, sample(number), kept=4)
        add_usage(connection, second, sample(99), kept=4)
        assert read_usage(connection, first) == [sample(number) for number in (6, 7, 8, 9)]
        assert read_usage(connection, second) == [sample(99)]
    assert queue.usage(second) == [sample(99)]
