"""Leases: who may do what with a job, and in which order jobs are taken."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from clicklens.core.job import JobUsage
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs.lease import LeaseLostError
from clicklens.jobs.queue import JobQueue
from tests.job_queues import HandClock, claim, claimed, leases_of, make_queue, train_request


def test_higher_priorities_come_first_and_of_equal_ones_the_first_that_came(
    queue: JobQueue, dataset: EncodedDataset
) -> None:
    jobs = [queue.submit(train_request(dataset), priority=number) for number in (0, 5, 0, 5, -1)]
    taken = [claim(leases_of(queue), parallel=9).job.id for _ in jobs]
    assert taken == [jobs[place].id for place in (1, 3, 0, 2, 4)]
    assert leases_of(queue).claim(parallel=9, memory=2**40) is None


def test_the_limit_of_jobs_holds_over_all_workers(queue: JobQueue, dataset: EncodedDataset) -> None:
    for _ in range(3):
        queue.submit(train_request(dataset))
    claim(leases_of(queue, "a"), parallel=2)
    claim(leases_of(queue, "b"), parallel=2)
    assert leases_of(queue, "c").claim(parallel=2, memory=2**40) is None


def test_memory_is_shared_and_a_large_job_is_not_kept_out_by_small_ones(
    queue: JobQueue, dataset: EncodedDataset
) -> None:
    too_large, first, large, small = (queue.submit(train_request(dataset), memory=size) for size in (99, 4, 8, 1))
    leases = leases_of(queue)
    held = claim(leases, parallel=9, memory=10)
    assert held.job.id == first.id
    assert leases.claim(parallel=9, memory=10) is None  # 4 + 8 is too much now; the small one waits for its turn
    leases.settle(held, "failed", message="m")
    assert [claim(leases, parallel=9, memory=10).job.id for _ in range(2)] == [large.id, small.id]
    assert queue.get(too_large.id).state == "queued"


def test_no_two_jobs_train_one_run_at_a_time(queue: JobQueue, dataset: EncodedDataset) -> None:
    first = queue.submit(train_request(dataset))
    queue.stop(first.id)
    queue.retry(first.id)
    with pytest.raises(Exception, match="trains run"):
        queue.retry(first.id)


def test_many_who_claim_at_once_take_each_job_once(queue: JobQueue, dataset: EncodedDataset) -> None:
    jobs = {queue.submit(train_request(dataset)).id for _ in range(20)}

    def take(number: int) -> list[str]:
        leases = leases_of(make_queue(queue.root, queue.clock), f"w{number}")
        found = iter(lambda: leases.claim(parallel=99, memory=2**60), None)
        return [held.job.id for held in found]

    with ThreadPoolExecutor(4) as threads:
        taken = [job_id for ids in threads.map(take, range(4)) for job_id in ids]
    assert sorted(taken) == sorted(jobs)


def test_a_held_job_is_renewed_with_its_progress_and_usage(
    queue: JobQueue, clock: HandClock, dataset: EncodedDataset
) -> None:
    job = queue.submit(train_request(dataset))
    leases, held = claimed(queue)
    until = queue.get(job.id).lease_until
    for memory in (70, 50):
        clock.move(1)
        usage = JobUsage(at="t", cpu_percent=90.0, memory_bytes=memory)
        leases.renew(held, usage=usage, progress=0.5, progress_text="half")
    found = queue.get(job.id)
    assert (found.progress, found.progress_text, found.cpu_percent) == (0.5, "half", 90.0)
    assert (found.memory_bytes, found.peak_memory_bytes) == (50, 70)
    assert (found.lease_until or "") > (until or "")
    assert len(queue.usage(job.id)) == 2


def test_a_wish_is_heard_when_the_lease_is_renewed_and_come_true_when_it_is_let_go(
    queue: JobQueue, dataset: EncodedDataset
) -> None:
    job = queue.submit(train_request(dataset))
    leases, held = claimed(queue)
    queue.pause(job.id)
    assert leases.renew(held).wish == "pause"
    assert leases.release(held).state == "paused"
    queue.resume(job.id)
    leases, held = claimed(queue)
    assert held.job.attempt == 1
    assert leases.lose(held, "it died").attempt == 2


def test_who_lost_a_job_can_write_nothing_about_it(queue: JobQueue, clock: HandClock, dataset: EncodedDataset) -> None:
    job = queue.submit(train_request(dataset))
    old, held = claimed(queue)
    clock.move(11)
    queue.reap()
    again = claim(old)  # the same worker takes it once more, and still its first hold is void
    for act in (old.renew, old.release, lambda held: old.settle(held, "failed"), lambda held: old.lose(held, "x")):
        with pytest.raises(LeaseLostError):
            act(held)
    assert old.settle(again, "succeeded").state == "succeeded"
    with pytest.raises(LeaseLostError):
        old.renew(again)
    queue.delete(job.id)
    with pytest.raises(LeaseLostError):
        old.renew(again)
