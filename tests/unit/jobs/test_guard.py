"""A process that does not outlive its worker."""

import os
import threading
from collections.abc import Iterator

import pytest

from clicklens.jobs.guard import BEAT, Guard


class Ears:
    """A guard, the pipe that it listens to, and what it did."""

    def __init__(self, patience: float) -> None:
        self.out, self.into = os.pipe()
        self.stopped, self.left = threading.Event(), threading.Event()
        self.guard = Guard(self.out, patience=patience, grace=0.05, stop=self.stopped.set, leave=self.left.set)

    def hang_up(self) -> None:
        os.close(self.into)
        self.into = -1


@pytest.fixture
def ears() -> Iterator[Ears]:
    made = Ears(patience=5.0)
    yield made
    made.guard.close()
    if made.into >= 0:
        made.hang_up()
    os.close(made.out)


def test_it_begins_with_a_beat(ears: Ears) -> None:
    os.write(ears.into, BEAT)
    assert ears.guard.wait()


def test_a_worker_that_is_gone_is_no_worker_whatever_it_said(ears: Ears) -> None:
    os.write(ears.into, BEAT * 3)
    ears.hang_up()
    assert not ears.guard.wait()


def test_when_the_worker_goes_it_asks_to_stop_and_then_leaves(ears: Ears) -> None:
    ears.guard.start()
    os.write(ears.into, BEAT)
    ears.hang_up()
    assert ears.stopped.wait(5)
    assert ears.left.wait(5)


def test_silence_is_borne_for_a_while_and_not_for_ever() -> None:
    ears = Ears(patience=0.05)
    ears.guard.start()
    assert ears.stopped.wait(5)
    assert ears.left.wait(5)
    ears.hang_up()
    os.close(ears.out)


def test_after_the_work_silence_means_nothing(ears: Ears) -> None:
    ears.guard.start()
    ears.guard.close()
    ears.hang_up()
    assert not ears.stopped.wait(0.2)
