"""A worker as a process: it ends on SIGTERM and Ctrl-C, and can be started to live on its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from clicklens.disk.durable_folder import make_folder
from clicklens.jobs.lease import LEASE
from clicklens.jobs.queue import JobQueue, open_queue
from clicklens.jobs.worker import GRACE, Worker
from clicklens.store.failure import storage_failures

IDLE = 600.0  # seconds without a job after which a worker that was started on the side ends
LOG = "workers.log"


def serve_queue(
    location: str | Path,
    *,
    parallel: int = 1,
    memory: int | None = None,
    exit_when_idle: float | None = None,
    lease: float = LEASE,
    grace: float = GRACE,
) -> None:
    """Works on the jobs of a store until a signal or idleness ends it; ``memory`` in bytes, times in seconds."""
    worker = Worker(open_queue(location), parallel=parallel, memory=memory, lease=lease, grace=grace)
    with _stopping(worker):
        worker.run(exit_when_idle=exit_when_idle)


def ensure_worker(
    queue: JobQueue, *, parallel: int = 1, memory: int | None = None, exit_when_idle: float = IDLE
) -> bool:
    """Starts a worker that lives on its own, unless one lives; whether it did. It takes jobs some seconds later.

    Raises StorageError where its log cannot be written.
    """
    if queue.workers():
        return False
    log = queue.root / "jobs" / LOG
    words = ["--parallel", str(parallel), "--exit-when-idle", str(exit_when_idle)]
    words += [] if memory is None else ["--memory", str(memory)]
    with storage_failures(log):
        make_folder(log.parent)
        with open(log, "ab") as file:
            process = subprocess.Popen(  # noqa: S603 (our own module; no shell)
                [sys.executable, "-m", "clicklens.jobs", str(queue.root), *words],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
    threading.Thread(target=process.wait, name="worker", daemon=True).start()  # else it stays a zombie of ours
    return True


@contextmanager
def _stopping(worker: Worker) -> Iterator[None]:
    """Inside, SIGTERM and Ctrl-C ask the worker to end."""

    def take(_number: int, _frame: FrameType | None) -> None:
        worker.stop()

    before = {number: signal.signal(number, take) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
