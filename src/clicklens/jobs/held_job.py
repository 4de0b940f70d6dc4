"""HeldJob: a job in a worker's hands, from the claim to its end."""

from __future__ import annotations

from collections.abc import Callable

from clicklens.core.job import Job
from clicklens.jobs.consumption import Consumption
from clicklens.jobs.job_process import JobProcess, told_end
from clicklens.jobs.lease import Held, LeaseLostError, Leases
from clicklens.jobs.message import Done, Failed
from clicklens.jobs.moment import Clock

PULSE = 0.5  # seconds between two words to the queue
LOOK = 1.0  # seconds between two looks at what it takes


class HeldJob:
    """Keeps its lease, passes words both ways, and sees to it that the job's state tells its end."""

    def __init__(
        self,
        held: Held,
        process: JobProcess,
        *,
        leases: Leases,
        clock: Clock,
        seconds: Callable[[], float],
        grace: float,
    ) -> None:
        """``grace``: seconds between asking the process to stop and killing it."""
        self.job = held.job
        self.process = process
        self._held = held
        self._leases = leases
        self._seconds = seconds
        self._grace = grace
        self._consumption = Consumption(process.pid, clock=clock)
        self._renewed = self._looked = float("-inf")
        self._is_known = False  # whether the queue knows the process
        self._asked: float | None = None  # when it was asked to stop

    def tend(self, *, is_closing: bool) -> Job | None:
        """Does what is due; the job as it stands when it is out of this worker's hands, None while it is in them.

        ``is_closing`` tells that the worker ends. Raises StorageError when the queue cannot be written; call again.
        """
        try:
            code = self.process.code
            if code is not None:
                return self._end(code)
            now = self._seconds()
            if now - self._renewed >= PULSE:
                self._renew(now)
            if is_closing or self.job.wish is not None:
                self._ask_to_stop(now)
        except LeaseLostError:
            self.process.kill()
            self.process.close()
            return self.job
        return None

    def _renew(self, now: float) -> None:
        usage = None
        if now - self._looked >= LOOK:
            usage, self._looked = self._consumption.look(), now
        said, self.process.progress = self.process.progress, None
        changes = {} if said is None else said.model_dump(exclude={"kind"})
        self._renewed = now
        process = None if self._is_known else self.process.name
        self.job = self._leases.renew(self._held, usage=usage, process=process, **changes)
        self._is_known = True
        self.process.beat()

    def _ask_to_stop(self, now: float) -> None:
        if self._asked is None:
            self._asked = now
            self.process.ask_to_stop()
        elif now - self._asked > self._grace:
            self.process.kill()

    def _end(self, code: int) -> Job:
        outcome = self.process.outcome
        if isinstance(outcome, Done):
            whole = {"progress": 1.0, "result": outcome.result, "message": ""}
            job = self._leases.settle(self._held, "succeeded", **whole)
        elif isinstance(outcome, Failed):
            job = self._leases.settle(self._held, "failed", message=outcome.message)
        elif outcome is not None or self._asked is not None:
            job = self._leases.release(self._held)
        else:
            job = self._leases.lose(self._held, told_end(code))
        self.process.close()
        return job
