"""Service: the page over a store, answered in a thread of this process until it ends."""

from __future__ import annotations

import asyncio
import atexit
import threading
from pathlib import Path

from clicklens.api import Settings, create_app
from clicklens.api.serve import address_of, make_server, take_address
from clicklens.core.errors import FailedError

# A notebook is a page of this machine, at whatever port Jupyter took.
NOTEBOOKS = ("http://127.0.0.1:*", "http://localhost:*", "https://127.0.0.1:*", "https://localhost:*")
PATIENCE = 30.0  # seconds for a service to begin or to end

_running: dict[Path, Service] = {}
_lock = threading.Lock()


class Service:
    """One store's service. It works while this process does, and ends with it: what it holds is in the store."""

    def __init__(self, store: Path) -> None:
        """Answers once this returns. Raises FailedError where it does not begin, and what ``create_app`` raises."""
        app = create_app(Settings(store=str(store), port=0, frame_ancestors=NOTEBOOKS))
        app.state.keeps_worker = True  # called when a job is asked for
        taken = take_address("127.0.0.1", 0)
        self.address = address_of(taken)
        self._notices = app.state.notices
        self._answers = threading.Event()
        self._server = make_server(app, ready=self._begin)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [taken]}, name="clicklens page", daemon=True
        )
        self._thread.start()
        if not self._answers.wait(PATIENCE):
            self._server.should_exit = True
            raise FailedError(f"the page's service at {self.address} did not begin within {PATIENCE:.0f} seconds")

    @property
    def is_alive(self) -> bool:
        """Whether it answers."""
        return self._thread.is_alive()

    def end(self) -> None:
        """Ends all connections and the thread; once is enough."""
        if not self.is_alive:
            return
        self._loop.call_soon_threadsafe(self._notices.close)
        self._server.should_exit = True
        self._thread.join(PATIENCE)

    def _begin(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._answers.set()


def service_for(store: Path) -> Service:
    """The store's service, begun when it is first asked for."""
    place = store.resolve()
    with _lock:
        if not _running:
            atexit.register(_end_all)
        known = _running.get(place)
        if known is None or not known.is_alive:
            known = _running[place] = Service(place)
        return known


def _end_all() -> None:
    """At the end of the process: threads that are broken off would leave what they hold to be complained of."""
    with _lock:
        for service in _running.values():
            service.end()
        _running.clear()
