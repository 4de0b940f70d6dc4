"""The queue: asking, looking, steering; and by any order of acts no job runs twice at a time and none is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from clicklens.core.errors import ConfigError, NotFoundError, RequestError
from clicklens.core.job import OPEN, Job, RunResult
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs.lease import Held, LeaseLostError, Leases
from clicklens.jobs.moment import as_text
from clicklens.jobs.queue import JobQueue, open_queue
from clicklens.store import open_store
from clicklens.store.folder_store import FolderStore
from tests.job_queues import HandClock, claimed, ended, leases_of, make_queue, train_request
from tests.stored_values import make_run
from tests.training_runs import small_dataset


def test_a_job_is_queued_with_a_name_and_a_run_of_its_own(
    queue: JobQueue, clock: HandClock, dataset: EncodedDataset
) -> None:
    jobs = [queue.submit(train_request(dataset), name=name) for name in (None, "mine")]
    assert [job.id for job in jobs] == ["train-20261121-080000-0000", "train-20261121-080000-0001"]
    assert [job.name for job in jobs] == ["train gwen on dataset", "mine"]
    assert [job.run_id for job in jobs] == ["gwen-20261121-080000", "gwen-20261121-080000-2"]
    assert {job.created_at for job in jobs} == {as_text(clock())}
    assert queue.jobs() == jobs[::-1]


def test_a_wrong_request_leaves_nothing(queue: JobQueue, dataset: EncodedDataset) -> None:
    with pytest.raises(ConfigError, match="did you mean 'spec'"):
        queue.submit({**train_request(dataset), "spce": 1})
    with pytest.raises(ConfigError, match="did you mean 'epochs'"):
        queue.submit(train_request(dataset) | {"spec": {"data": {"name": "a"}, "training": {"epoch": 1}}})
    with pytest.raises(ConfigError, match="memory"):
        queue.submit(train_request(dataset), memory=0)
    assert queue.jobs() == []


def test_jobs_are_listed_by_state_and_run(queue: JobQueue, dataset: EncodedDataset) -> None:
    first, second = queue.submit(train_request(dataset)), queue.submit(train_request(dataset))
    queue.pause(first.id)
    assert [job.id for job in queue.jobs(state="paused")] == [first.id]
    assert [job.id for job in queue.jobs(run=second.run_id)] == [second.id]


def test_a_waiting_job_is_paused_resumed_and_stopped_at_once(queue: JobQueue, dataset: EncodedDataset) -> None:
    job = queue.submit(train_request(dataset))
    assert queue.pause(job.id).state == "paused"
    assert leases_of(queue).claim(parallel=9, memory=2**60) is None
    assert queue.resume(job.id).state == "queued"
    stopped = queue.stop(job.id)
    assert (stopped.state, stopped.finished_at) == ("cancelled", as_text(queue.clock()))
    for act in (queue.pause, queue.resume, queue.stop):
        with pytest.raises(RequestError, match="is cancelled"):
            act(job.id)


def test_a_running_job_is_asked_and_a_pause_can_be_taken_back(queue: JobQueue, dataset: EncodedDataset) -> None:
    job = queue.submit(train_request(dataset))
    claimed(queue)
    asked = queue.pause(job.id)
    assert (asked.state, asked.wish) == ("running", "pause")
    assert queue.resume(job.id).wish is None
    assert queue.stop(job.id).wish == "stop"
    with pytest.raises(RequestError, match="is running; only paused ones are resumed"):
        queue.resume(job.id)
    with pytest.raises(RequestError, match="stop it before you delete it"):
        queue.delete(job.id)


def test_a_retry_goes_on_with_the_same_run_and_a_clone_makes_another(queue: JobQueue, dataset: EncodedDataset) -> None:
    job = queue.submit(train_request(dataset), priority=3, memory=7)
    with pytest.raises(RequestError, match="is queued; only failed or cancelled ones are retried"):
        queue.retry(job.id)
    ended(queue, job, "failed", message="m")
    again = queue.retry(job.id)
    assert (again.run_id, again.origin, again.priority, again.memory) == (job.run_id, job.id, 3, 7)
    other = queue.clone(job.id, {"training": {"epochs": 9}}, name="longer")
    assert (other.run_id != job.run_id, other.origin, other.name) == (True, job.id, "longer")
    assert other.request.spec["training"]["epochs"] == 9
    assert queue.get(other.id) == other
    with pytest.raises(ConfigError, match="did you mean 'epochs'"):
        queue.clone(job.id, {"training": {"epoch": 9}})


def test_a_run_that_a_job_trains_is_not_resumed_beside_it(queue: JobQueue, dataset: EncodedDataset) -> None:
    job = queue.submit(train_request(dataset))
    queue.store.add_run(make_run(str(job.run_id), state="interrupted"))
    with pytest.raises(RequestError, match=f"job '{job.id}' trains run '{job.run_id}' already and is queued"):
        queue.submit({"kind": "resume", "run": job.run_id})


def test_a_place_in_the_queue_can_be_changed_until_the_job_ends(queue: JobQueue, dataset: EncodedDataset) -> None:
    first, second = queue.submit(train_request(dataset)), queue.submit(train_request(dataset))
    assert queue.reprioritise(second.id, 5).priority == 5
    ended(queue, second, "succeeded")
    with pytest.raises(RequestError, match="only one that has not ended"):
        queue.reprioritise(second.id, 1)
    with pytest.raises(ConfigError, match="priority"):
        queue.reprioritise(first.id, 10_000)


def test_a_deleted_job_takes_its_log_with_it_and_its_run_when_asked(queue: JobQueue, dataset: EncodedDataset) -> None:
    jobs = [queue.submit(train_request(dataset)) for _ in range(2)]
    for job in jobs:
        queue.store.add_run(make_run(str(job.run_id), state="succeeded"))
        path = queue.log_path(job)
        path.parent.mkdir(exist_ok=True)
        path.write_text("said")
        assert queue.log(job.id).text == "said"
        ended(queue, job, "succeeded", result=RunResult(run="r", text="t"))
    queue.delete(jobs[0].id)
    queue.delete(jobs[1].id, with_runs=True)
    assert queue.jobs() == []
    assert list((queue.root / "jobs").iterdir()) == []
    assert [run.id for run in queue.store.runs()] == [jobs[0].run_id]
    with pytest.raises(NotFoundError):
        queue.delete(jobs[0].id)


def test_a_lost_job_leaves_no_run_that_seems_to_run(queue: JobQueue, clock: HandClock, dataset: EncodedDataset) -> None:
    job = queue.submit(train_request(dataset))
    claimed(queue)
    queue.store.add_run(make_run(str(job.run_id), state="running", environment={"process": "elsewhere/1/1.00"}))
    clock.move(11)
    assert queue.jobs()[0].state == "queued"
    assert queue.store.run(str(job.run_id)).state == "interrupted"


def test_a_queue_is_opened_where_there_is_a_store(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no store"):
        open_queue(tmp_path / "none", create=False)
    open_store(tmp_path / "runs")
    assert open_queue(tmp_path / "runs", create=False).jobs() == []


class QueueMachine(RuleBasedStateMachine):
    """Users and workers act in any order, workers fall silent and wake up too late."""

    jobs: Bundle[str] = Bundle("jobs")
    hands: Bundle[tuple[Leases, Held]] = Bundle("hands")
    folder: tempfile.TemporaryDirectory[str]
    data: EncodedDataset

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.clock = HandClock()
        self.queue = make_queue(Path(self.folder.name) / "runs", self.clock)
        self.known: dict[str, Job] = {}
        self.at_work: dict[str, tuple[Leases, Held]] = {}  # what the queue should say: job -> who has it
        self.runs_seen: dict[str, str | None] = {}

    @rule(target=jobs, priority=st.integers(-1, 1))
    def submit(self, priority: int) -> str:
        job = self.queue.submit(train_request(self.data), priority=priority)
        self.known[job.id] = job
        self.runs_seen[job.id] = job.run_id
        return job.id

    @rule(target=hands, worker=st.sampled_from("ab"), parallel=st.integers(1, 3))
    def claim(self, worker: str, parallel: int) -> Any:
        leases = leases_of(self.queue, worker)
        before = self.queue.jobs()
        held = leases.claim(parallel=parallel, memory=2**60)
        running = [job for job in before if job.state == "running"]
        waiting = [job for job in before if job.state == "queued"]
        if held is None:
            taken = {job.run_id for job in running}
            assert len(running) >= parallel or not [job for job in waiting if job.run_id not in taken]
            return multiple()
        assert len(running) < parallel
        assert held.job.id in {job.id for job in waiting}
        assert held.job.priority == max(job.priority for job in waiting)
        self.at_work[held.job.id] = (leases, held)
        return leases, held

    @rule(hand=hands)
    def renew(self, hand: tuple[Leases, Held]) -> None:
        self._act(hand, lambda leases, held: leases.renew(held, progress=0.5))

    @rule(hand=consumes(hands), end=st.sampled_from(["succeeded", "failed", "release", "lose"]))
    def end(self, hand: tuple[Leases, Held], end: Any) -> None:
        def act(leases: Leases, held: Held) -> None:
            if end == "release":
                leases.release(held)
            elif end == "lose":
                leases.lose(held, "it died")
            else:
                leases.settle(held, end)

        self._act(hand, act)
        if self.at_work.get(hand[1].job.id) == hand:
            del self.at_work[hand[1].job.id]

    @rule(job=jobs, act=st.sampled_from(["pause", "resume", "stop", "retry", "delete"]))
    def steer(self, job: str, act: str) -> None:
        try:
            made = getattr(self.queue, act)(job)
        except RequestError:
            return
        if act == "delete":
            self.known.pop(job)
        elif act == "retry":
            self.known[made.id] = made

    @rule(seconds=st.sampled_from([1.0, 11.0]))
    def pass_time(self, seconds: float) -> None:
        self.clock.move(seconds)
        for job in self.queue.reap():
            self.at_work.pop(job.id, None)

    @invariant()
    def none_is_lost_and_none_runs_twice(self) -> None:
        if not hasattr(self, "queue"):
            return
        found = {job.id: job for job in self.queue.jobs()}
        assert set(found) == set(self.known)
        running = [job for job in found.values() if job.state == "running"]
        assert {job.id for job in running} == set(self.at_work)
        assert len({job.run_id for job in running}) == len(running)
        assert all((job.finished_at is None) == (job.state in OPEN) for job in found.values())
        assert all(job.wish is None for job in found.values() if job.state != "running")

    def teardown(self) -> None:
        if hasattr(self, "queue"):
            self.queue.database.close()
            self.queue.store.close()
            self.folder.cleanup()

    def _act(self, hand: tuple[Leases, Held], act: Any) -> None:
        """Succeeds for who has the job, and for no one else."""
        is_holder = self.at_work.get(hand[1].job.id) == hand
        try:
            act(*hand)
        except LeaseLostError:
            assert not is_holder
        else:
            assert is_holder


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_in_any_order_of_acts_no_job_runs_twice_at_a_time_and_none_is_lost(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    QueueMachine.data = small_dataset(tmp_path_factory.mktemp("machine"))
    run_state_machine_as_test(QueueMachine, settings=settings(max_examples=12, stateful_step_count=25, deadline=None))


def test_a_folder_store_is_what_a_queue_stands_on(trained: FolderStore) -> None:
    assert make_queue(trained.root).store.run("first").state == "succeeded"
