"""Consumption: what a process and all that it started take of the machine."""

from __future__ import annotations

import platform
from contextlib import suppress

import psutil

from clicklens.core.job import JobUsage
from clicklens.jobs.moment import Clock, as_text


class Consumption:
    """Looks at one process again and again; processor time is counted from one look to the next."""

    def __init__(self, pid: int, *, clock: Clock) -> None:
        self._root = psutil.Process(pid)
        self._known: dict[int, psutil.Process] = {}
        self._clock = clock

    def look(self) -> JobUsage | None:
        """What it takes now; None when it has ended."""
        if not self._root.is_running() or self._root.status() == psutil.STATUS_ZOMBIE:
            return None
        with suppress(psutil.Error):
            family = {process.pid: process for process in (self._root, *self._root.children(recursive=True))}
            self._known = {pid: self._known.get(pid, process) for pid, process in family.items()}
            taken = [each for each in map(_taken, self._known.values()) if each is not None]
            return JobUsage(
                at=as_text(self._clock()),
                cpu_percent=round(sum(cpu for cpu, _ in taken), 1),
                memory_bytes=sum(memory for _, memory in taken),
            )
        return None


def process_name(pid: int) -> str:
    """A process among all that run or ever ran, in the form of ``training.environment.this_process``."""
    return f"{platform.node()}/{pid}/{psutil.Process(pid).create_time():.2f}"


def _taken(process: psutil.Process) -> tuple[float, int] | None:
    try:
        return process.cpu_percent(None), process.memory_info().rss
    except psutil.Error:  # it ended between two looks
        return None
