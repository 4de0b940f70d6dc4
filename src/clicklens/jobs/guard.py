"""Guard: a job's process does not outlive its worker, nor the lease that the worker holds for it."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable

BEAT = b"."


class Guard:
    """Listens to the worker's beats, each of which says that the lease was renewed; asks to stop when they end."""

    def __init__(
        self, descriptor: int, *, patience: float, grace: float, stop: Callable[[], None], leave: Callable[[], None]
    ) -> None:
        """``patience``: seconds of silence that are borne. ``stop`` asks to end with a checkpoint; ``leave`` is called
        ``grace`` seconds later, when the process is still there, and ends it at once."""
        self._descriptor = descriptor
        self._patience = patience
        self._grace = grace
        self._stop = stop
        self._leave = leave
        self._over = threading.Event()

    def wait(self) -> bool:
        """Waits for the first beat; whether the worker is there."""
        return self._hears() and not self._is_gone()

    def start(self) -> None:
        """Listens from now on, beside whatever the process does."""
        threading.Thread(target=self._listen, name="guard", daemon=True).start()

    def close(self) -> None:
        """The work is done: silence means nothing any more."""
        self._over.set()

    def _listen(self) -> None:
        while self._hears():
            pass
        if self._over.is_set():
            return
        self._stop()
        if not self._over.wait(self._grace):
            self._leave()

    def _hears(self) -> bool:
        """Whether a beat comes in time."""
        ready, _, _ = select.select([self._descriptor], [], [], self._patience)
        return bool(ready and os.read(self._descriptor, 4096))

    def _is_gone(self) -> bool:
        """Whether nothing but the worker's end follows on the beats that were read."""
        while select.select([self._descriptor], [], [], 0)[0]:
            if not os.read(self._descriptor, 4096):
                return True
        return False
