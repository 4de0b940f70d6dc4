import os
import signal
import threading
from types import SimpleNamespace
from typing import Any

import pytest

from clicklens.training.event import StepDone
from clicklens.training.interrupt import INTERRUPTED, Interrupt, interrupting


def a_step(*, is_last: bool = False) -> StepDone:
    return StepDone(step=1, epoch=0.1, loss=0.5, rows=1, seconds=0.1, ends_epoch=False, is_last=is_last)


class Stopped(SimpleNamespace):
    """A trainer that only notes why it was asked to stop."""

    reason: str | None = None

    def stop(self, reason: str) -> None:
        self.reason = reason


def told(interrupt: Interrupt, event: StepDone) -> str | None:
    trainer: Any = Stopped()
    interrupt.on(event, trainer)
    reason: str | None = trainer.reason
    return reason


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_and_the_second_ends_at_once(number: int) -> None:
    interrupt = Interrupt()
    before = signal.getsignal(number)
    with interrupting(interrupt):
        assert told(interrupt, a_step()) is None
        os.kill(os.getpid(), number)
        assert told(interrupt, a_step()) == INTERRUPTED
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)
    assert signal.getsignal(number) is before


def test_a_run_that_has_just_made_its_last_step_is_complete() -> None:
    interrupt = Interrupt()
    interrupt.is_asked = True
    assert told(interrupt, a_step(is_last=True)) is None


def test_outside_the_main_thread_signals_are_left_alone() -> None:
    before = signal.getsignal(signal.SIGINT)
    seen = []

    def elsewhere() -> None:
        with interrupting(Interrupt()):
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen == [before]
