"""Worker: takes jobs from a store's queue, runs each in a process of its own, and looks after it to its end."""

from __future__ import annotations

import os
import platform
import secrets
import sys
import time
from collections.abc import Callable
from contextlib import suppress

import psutil

from clicklens.core.errors import StorageError
from clicklens.core.job import Job, WorkerInfo
from clicklens.jobs.held_job import HeldJob
from clicklens.jobs.job_process import JobProcess
from clicklens.jobs.lease import LEASE, Held, LeaseLostError, Leases
from clicklens.jobs.made_runs import settle_runs
from clicklens.jobs.moment import as_text
from clicklens.jobs.queue import JobQueue
from clicklens.jobs.threads import cores, threads_of_a_job
from clicklens.jobs.worker_rows import WorkerRows

TICK = 0.1  # seconds between two looks at the processes
TURN = 0.5  # seconds between two looks at the queue
BEATS = 5  # to a lease
GRACE = 30.0  # seconds that a process has to end with a checkpoint


class Worker:
    """One process; any number may serve a store, on any machines that share its folder."""

    def __init__(
        self,
        queue: JobQueue,
        *,
        parallel: int = 1,
        memory: int | None = None,
        lease: float = LEASE,
        grace: float = GRACE,
        worker_id: str | None = None,
        seconds: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``parallel`` jobs and ``memory`` bytes (None: all of the machine) are limits on all that run in the store.

        ``seconds`` gives a time that only grows.
        """
        self.id = worker_id or f"{platform.node()}-{os.getpid()}-{secrets.token_hex(2)}"
        self._queue = queue
        self._parallel = parallel
        self._memory = memory or psutil.virtual_memory().total
        self._lease = lease
        self._grace = grace
        self._seconds = seconds
        self._sleep = sleep
        self._rows = WorkerRows(queue.database, queue.clock)
        self._leases = Leases(queue.database, worker=self.id, clock=queue.clock, seconds=lease)
        self._held: list[HeldJob] = []
        self._complaint = ""  # the latest
        self._stops = 0  # how often it was asked to end
        self._due: dict[str, float] = {}  # what -> when it is due again

    def stop(self) -> None:
        """Asks it to end: its jobs stop with a checkpoint and are queued again. Asked twice, it kills them."""
        self._stops += 1

    def run(self, *, exit_when_idle: float | None = None) -> None:
        """Works until asked to end, or until it had nothing to do for ``exit_when_idle`` seconds."""
        self._rows.register(self._info(), lease=self._lease)
        try:
            self._work(exit_when_idle)
        finally:
            with suppress(StorageError):
                self._rows.leave(self.id)

    def _work(self, exit_when_idle: float | None) -> None:
        busy = self._seconds()
        while self._held or not self._stops:
            self._tend()
            try:
                self._look_around()
                is_busy = bool(self._held)
            except StorageError as error:  # the disk may be full for a while; jobs under way go on
                self._complain(str(error))
                is_busy = True
            if is_busy:
                busy = self._seconds()
            elif exit_when_idle is not None and self._seconds() - busy >= exit_when_idle:
                return
            self._sleep(TICK)

    def _tend(self) -> None:
        for held in list(self._held):
            if self._stops > 1:
                held.process.kill()
            try:
                job = held.tend(is_closing=self._stops > 0)
                if job is not None:
                    self._held.remove(held)
                    self._note_end(job)
            except StorageError as error:
                self._complain(str(error))

    def _look_around(self) -> None:
        if self._is_due("beat", self._lease / BEATS):
            self._rows.beat(self.id)
            self._queue.reap(spare=self.id)
        while not self._stops and len(self._held) < self._parallel and self._is_due("turn", TURN):
            held = self._leases.claim(parallel=self._parallel, memory=self._memory)
            if held is None:
                return
            self._due["turn"] = self._seconds()  # there may be another one
            self._start(held)

    def _start(self, held: Held) -> None:
        job = held.job
        header = f"— {as_text(self._queue.clock())} {job.name}: attempt {job.attempt} by worker {self.id}"
        _say(header)
        try:
            process = JobProcess(
                self._queue.root,
                job.id,
                log=self._queue.log_path(job),
                header=header,
                lease=self._lease,
                threads=threads_of_a_job(cores(), parallel=self._parallel),
            )
        except StorageError as error:
            with suppress(LeaseLostError):
                self._leases.settle(held, "failed", message=str(error))
            return
        self._held.append(
            HeldJob(
                held,
                process,
                leases=self._leases,
                clock=self._queue.clock,
                seconds=self._seconds,
                grace=self._grace,
            )
        )

    def _note_end(self, job: Job) -> None:
        _say(f"— {as_text(self._queue.clock())} {job.name}: {job.state} {job.message}".rstrip())
        if job.state != "running":
            settle_runs(self._queue.store, job, now=as_text(self._queue.clock()))

    def _complain(self, text: str) -> None:
        if self._complaint != text:  # it is tried again many times a second
            self._complaint = text
            _say(text)

    def _is_due(self, what: str, every: float) -> bool:
        now = self._seconds()
        if now < self._due.get(what, now):
            return False
        self._due[what] = now + every
        return True

    def _info(self) -> WorkerInfo:
        now = as_text(self._queue.clock())
        return WorkerInfo(
            id=self.id,
            pid=os.getpid(),
            host=platform.node(),
            since=now,
            heartbeat=now,
            parallel=self._parallel,
            memory=self._memory,
            jobs=(),
        )


def _say(line: str) -> None:
    with suppress(OSError):
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
