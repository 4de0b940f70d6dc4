"""Interrupts: Ctrl-C ends a run between two steps, with all that it needs to go on."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from clicklens.training.event import Event, StepDone
from clicklens.training.trainer import Trainer

INTERRUPTED = "interrupted"
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupt:
    """Stops the trainer after the step during which it was asked to."""

    def __init__(self) -> None:
        self.is_asked = False

    def on(self, event: Event, trainer: Trainer) -> None:
        """Passes the request on."""
        if self.is_asked and isinstance(event, StepDone) and not event.is_last:
            trainer.stop(INTERRUPTED)


@contextmanager
def interrupting(interrupt: Interrupt) -> Iterator[None]:
    """Inside, the first Ctrl-C or SIGTERM is a request to stop, and a second one raises KeyboardInterrupt at once.

    Signals reach only the main thread of a process; elsewhere this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def take(_number: int, _frame: FrameType | None) -> None:
        if interrupt.is_asked:
            raise KeyboardInterrupt
        interrupt.is_asked = True

    before = {number: signal.signal(number, take) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
