"""Threads: how many a job computes with where its settings do not say."""

from __future__ import annotations

import os


def cores() -> int:
    """Cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def threads_of_a_job(cores: int, *, parallel: int) -> int:
    """One core is left to the page and its service, the others are shared by ``parallel`` jobs.

    Threads of a matrix product wait for one another by spinning, so a training with a thread on every core goes ten
    times slower as soon as anything else wants one of them.
    """
    return max(1, (cores - 1) // parallel)
