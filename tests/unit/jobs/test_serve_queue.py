"""A worker as a process."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from clicklens.core.job import WorkerInfo
from clicklens.jobs.queue import JobQueue, open_queue
from clicklens.jobs.serve_queue import ensure_worker, serve_queue
from clicklens.jobs.worker_rows import WorkerRows


def test_it_ends_when_it_is_idle(queue: JobQueue) -> None:
    serve_queue(queue.root, exit_when_idle=0.0)
    assert queue.workers() == []


def test_a_signal_ends_it_and_what_signals_did_before_is_put_back(queue: JobQueue) -> None:
    before = signal.getsignal(signal.SIGTERM)
    watched = open_queue(queue.root)

    def end_it() -> None:
        while not watched.workers():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=end_it)
    thread.start()
    serve_queue(queue.root)
    thread.join()
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_worker_is_started_where_none_lives_and_only_there(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    class Started:
        def __init__(self, command: list[str], **_: object) -> None:
            started.append(command)

        def wait(self) -> int:
            return 0

    monkeypatch.setattr("subprocess.Popen", Started)
    assert ensure_worker(queue, parallel=2, memory=10**9, exit_when_idle=5.0)
    (command,) = started
    assert command[1:] == [
        *("-m", "clicklens.jobs", str(queue.root), "--parallel", "2"),
        *("--exit-when-idle", "5.0", "--memory", "1000000000"),
    ]
    info = WorkerInfo(id="w", pid=1, host="h", since="t", heartbeat="t", parallel=1, memory=1, jobs=())
    WorkerRows(queue.database, queue.clock).register(info, lease=10.0)
    assert not ensure_worker(queue)
    assert len(started) == 1
