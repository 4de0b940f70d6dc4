"""A job in a worker's hands: its end is told by its state, whatever its process does."""

from __future__ import annotations

import os
from typing import Any

import pytest

from clicklens.core.job import Job, RunResult
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs.database import JOBS
from clicklens.jobs.held_job import HeldJob
from clicklens.jobs.message import Done, Failed, Outcome, Progress, Stopped
from clicklens.jobs.queue import JobQueue
from clicklens.training.environment import this_process
from tests.job_queues import HandClock, claimed, train_request


class Puppet:
    """Stands in for a process; the test says what it does."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.name = this_process()
        self.code: int | None = None
        self.outcome: Outcome | None = None
        self.progress: Progress | None = None
        self.beats = self.asked = self.killed = 0
        self.is_closed = False

    def beat(self) -> None:
        self.beats += 1

    def ask_to_stop(self) -> None:
        self.asked += 1

    def kill(self) -> None:
        self.killed += 1
        self.code = -9

    def close(self) -> None:
        self.is_closed = True


class Scene:
    """A claimed job, its puppet, and time that passes by hand."""

    def __init__(self, queue: JobQueue, dataset: EncodedDataset) -> None:
        self.queue = queue
        queue.submit(train_request(dataset))
        leases, held = claimed(queue)
        self.id = held.job.id
        self.puppet: Any = Puppet()
        self.now = 0.0
        self.held = HeldJob(held, self.puppet, leases=leases, clock=queue.clock, seconds=lambda: self.now, grace=5.0)

    def tend(self, seconds: float = 0.0, *, is_closing: bool = False) -> Job | None:
        self.now += seconds
        return self.held.tend(is_closing=is_closing)

    def end(self, outcome: Outcome | None, code: int = 0) -> Job:
        self.puppet.outcome, self.puppet.code = outcome, code
        job = self.tend()
        assert job is not None
        assert self.puppet.is_closed
        assert job == self.queue.get(self.id)
        return job


@pytest.fixture
def scene(queue: JobQueue, dataset: EncodedDataset) -> Scene:
    return Scene(queue, dataset)


def test_each_pulse_renews_the_lease_and_passes_words_both_ways(scene: Scene) -> None:
    scene.puppet.progress = Progress(progress=0.25, progress_text="a quarter", rows_per_second=3.0)
    assert scene.tend() is None
    job = scene.queue.get(scene.id)
    assert (job.progress, job.progress_text, job.rows_per_second) == (0.25, "a quarter", 3.0)
    assert job.memory_bytes is not None
    scene.tend(0.1)
    assert scene.puppet.beats == 1
    scene.tend(0.5)
    assert scene.puppet.beats == 2
    assert scene.queue.get(scene.id).progress == 0.25
    assert len(scene.queue.usage(scene.id)) == 1
    scene.tend(1.0)
    assert len(scene.queue.usage(scene.id)) == 2


def test_the_last_word_of_a_process_is_the_state_of_its_job(queue: JobQueue, dataset: EncodedDataset) -> None:
    done = Scene(queue, dataset).end(Done(result=RunResult(run="r", text="t")))
    assert (done.state, done.progress, done.result) == ("succeeded", 1.0, RunResult(run="r", text="t"))
    failed = Scene(queue, dataset).end(Failed(message="the disk is full"))
    assert (failed.state, failed.message) == ("failed", "the disk is full")
    assert Scene(queue, dataset).end(Stopped()).state == "queued"


def test_a_process_that_ends_without_a_word_is_tried_again(scene: Scene) -> None:
    job = scene.end(None, code=-9)
    assert (job.state, job.attempt) == ("queued", 2)
    assert "was killed" in job.message


@pytest.mark.parametrize(("wish", "state"), [("pause", "paused"), ("stop", "cancelled")])
@pytest.mark.parametrize("is_heard", [True, False])
def test_a_wish_is_passed_on_once_and_comes_true(scene: Scene, wish: str, state: str, is_heard: bool) -> None:
    scene.tend()
    getattr(scene.queue, wish)(scene.id)
    scene.tend(0.6)
    scene.tend(0.6)
    assert scene.puppet.asked == 1
    if is_heard:
        assert scene.end(Stopped()).state == state
    else:
        scene.tend(5.0)
        assert scene.puppet.killed == 1
        assert scene.end(None, code=-9).state == state


def test_a_worker_that_ends_queues_its_jobs_again_and_costs_them_no_attempt(scene: Scene) -> None:
    scene.tend(is_closing=True)
    assert scene.puppet.asked == 1
    job = scene.end(None, code=-15)
    assert (job.state, job.attempt, job.message) == ("queued", 1, "its worker ended; goes on when a worker is there")


def test_a_job_that_was_taken_away_is_let_go_at_once(scene: Scene, clock: HandClock) -> None:
    scene.tend()
    clock.move(11)
    with scene.queue.database.writing() as connection:
        connection.execute(JOBS.update().values(process=None))
    scene.queue.reap()
    assert scene.tend(1.0) is not None
    assert (scene.puppet.killed, scene.puppet.is_closed) == (1, True)
    assert scene.queue.get(scene.id).state == "queued"
