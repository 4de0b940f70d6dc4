"""A job's own process: ``python -m clicklens.jobs.child STORE JOB DESCRIPTOR LEASE``, started by a worker."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FrameType

from clicklens.core.errors import ClickLensError
from clicklens.jobs.database import open_database
from clicklens.jobs.guard import Guard
from clicklens.jobs.job_rows import read_job
from clicklens.jobs.message import Done, Failed, Message, Outcome, Stopped, send
from clicklens.jobs.task import AskedToStopError, Bench, do
from clicklens.store import open_store
from clicklens.store.failure import storage_failures

STDIN = 0


def main(words: list[str]) -> int:
    """Does the job and tells its outcome; 0 when it could be told."""
    root, job_id, descriptor, lease = Path(words[0]), words[1], int(words[2]), float(words[3])
    _take_signals()
    guard = Guard(STDIN, patience=lease / 2, grace=lease / 4, stop=_stop_this_process, leave=partial(os._exit, 3))
    if not guard.wait():
        return 3
    guard.start()
    tell = partial(_tell, descriptor)
    outcome = attempt(root, job_id, tell)
    guard.close()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    tell(outcome)
    return 0


def attempt(root: Path, job_id: str, tell: Callable[[Message], None]) -> Outcome:
    """How the job ended; what was not foreseen stands in the log with all its lines."""
    try:
        with storage_failures(root):
            store, database = open_store(root, create=False), open_database(root)
            with database.reading() as connection:
                job = read_job(connection, job_id, path=database.path)
            return Done(result=do(job, Bench(store, root, say=tell)))
    except (AskedToStopError, KeyboardInterrupt):
        return Stopped()
    except (Exception, SystemExit) as error:  # whatever it is, the job must not hang
        with suppress(OSError):
            traceback.print_exc()
        return Failed(message=_words(error))


def _words(error: BaseException) -> str:
    if isinstance(error, ClickLensError):
        return str(error)
    told = (str(error) or type(error).__name__).split("\n")[0]
    if isinstance(error, MemoryError) or "out of memory" in told or "allocate memory" in told:
        return f"this machine has not enough memory for it ({told})"
    return f"it failed in a way that was not foreseen ({type(error).__name__}: {told}); the job's log says more"


def _tell(descriptor: int, message: Message) -> None:
    with suppress(OSError):  # the worker is gone; the guard will end this process
        send(descriptor, message)


def _take_signals() -> None:
    """Outside a training, where nothing needs to be kept, a request to stop breaks the work off."""

    def take(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, take)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def _stop_this_process() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
