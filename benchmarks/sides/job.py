"""What a side of the comparison is told, and what it tells back: one job, one process, one result.

``python SIDE.py JOB.json RESULT.json``: the job is a dictionary with its ``task``, ``"encode"``, ``"train"`` or
``"quality"``. Each side runs in the environment of its own library, so this module needs the standard library alone.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Task = Callable[[dict[str, Any]], dict[str, Any]]


class Pace:
    """When each step ended, by the clock and by what the processor had done for this process."""

    def __init__(self, warm: int) -> None:
        """The first ``warm`` steps, the first of all with the start of the pass, are not counted."""
        self.warm = warm
        self.wall: list[float] = []
        self.processor: list[float] = []

    def tick(self) -> None:
        """A step has ended."""
        self.wall.append(time.perf_counter())
        self.processor.append(time.process_time())

    def result(self) -> dict[str, float]:
        """Seconds a step, all of it, the wait for rows too; and the process's peak memory until now, in bytes."""
        counted = len(self.wall) - self.warm
        return {
            "seconds": (self.wall[-1] - self.wall[self.warm - 1]) / counted,
            "processor": (self.processor[-1] - self.processor[self.warm - 1]) / counted,
            "steps": counted,
            "peak": peak_memory(),
        }


def peak_memory() -> int:
    """The most that lay in memory for this process so far, in bytes; its child processes are not in it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def field_names(job: dict[str, Any]) -> list[str]:
    """The categorical fields of the made-up rows."""
    return [f"field_{number}" for number in range(job["fields"])]


def work(tasks: dict[str, Task]) -> None:
    """Does the job that the command line names, and writes its result with the seconds it took."""
    asked, answer = (Path(argument) for argument in sys.argv[1:3])
    job = json.loads(asked.read_text())
    began = time.perf_counter()
    result = tasks[job["task"]](job)
    whole = {"whole_seconds": time.perf_counter() - began, "peak": peak_memory()}
    answer.write_text(json.dumps({**whole, **result}))
