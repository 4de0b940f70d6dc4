"""Jobs as rows: found by a word, read as they were written."""

import pytest
import sqlalchemy as sa

from clicklens.core.errors import CorruptError, NotFoundError, RequestError
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs.database import JOBS
from clicklens.jobs.queue import JobQueue
from tests.job_queues import train_request


def test_a_job_is_found_by_id_prefix_or_latest(queue: JobQueue, dataset: EncodedDataset) -> None:
    first, second = queue.submit(train_request(dataset)), queue.submit(train_request(dataset))
    assert queue.get(first.id) == first
    assert queue.get("latest") == second
    assert queue.get(second.id[:-1] + second.id[-1]) == second
    with pytest.raises(RequestError, match="may mean any of 2 jobs"):
        queue.get("train")
    with pytest.raises(NotFoundError, match=f"did you mean '{first.id}'"):
        queue.get(first.id.replace("train", "trian"))
    with pytest.raises(NotFoundError):
        queue.get("")


def test_a_row_that_other_hands_changed_is_named(queue: JobQueue, dataset: EncodedDataset) -> None:
    job = queue.submit(train_request(dataset))
    with queue.database.writing() as connection:
        connection.execute(sa.update(JOBS).values(record=job.to_json().replace('"queued"', '"quued"')))
    with pytest.raises(CorruptError, match=r"jobs\.sqlite: a job was changed by other hands"):
        queue.get(job.id)
