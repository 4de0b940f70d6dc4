"""``clicklens worker``: the process that does what was queued."""

from __future__ import annotations

import re

import typer

from clicklens.cli.output import STORE
from clicklens.core.errors import RequestError

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12, "ki": 2**10, "mi": 2**20, "gi": 2**30, "ti": 2**40}


def worker(
    store: str = STORE,
    parallel: int = typer.Option(1, min=1, help="Jobs that may run at a time in this store, on all its workers."),
    memory: str | None = typer.Option(
        None, help="What all running jobs may ask for together, such as 8GiB; all of this machine when not given."
    ),
    exit_when_idle: float | None = typer.Option(
        None, min=0, metavar="SECONDS", help="End after that long without a job; never when not given."
    ),
) -> None:
    """Take jobs from the queue of a store and do them, each in a process of its own.

    Ctrl-C stops running jobs with a checkpoint and queues them again. A worker that is killed loses its jobs to the
    next one, which goes on from their last checkpoints.
    """
    from clicklens.jobs import serve_queue

    size = None if memory is None else read_bytes(memory, option="--memory")
    serve_queue(store, parallel=parallel, memory=size, exit_when_idle=exit_when_idle)


def read_bytes(text: str, *, option: str) -> int:
    """``8GiB`` -> 8 * 2**30. Raises RequestError that shows the right form."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]i?)?b?", text.strip().lower())
    size = float(found[1]) * _UNITS[found[2] or ""] if found else 0
    if not 1 <= size <= 2**50:
        raise RequestError(f"{option} {text}: give a number of bytes, such as 8GiB or 500MB")
    return int(size)
