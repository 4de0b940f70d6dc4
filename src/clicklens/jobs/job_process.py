"""JobProcess: a job's own process as its worker holds it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from clicklens.disk.durable_folder import make_folder
from clicklens.jobs.consumption import process_name
from clicklens.jobs.guard import BEAT
from clicklens.jobs.message import Mailbox, Message, Outcome, Progress
from clicklens.store.failure import storage_failures

CHILD = (sys.executable, "-m", "clicklens.jobs.child")


class JobProcess:
    """Started at once, in a session of its own, so that Ctrl-C reaches the worker alone."""

    def __init__(
        self,
        root: Path,
        job_id: str,
        *,
        log: Path,
        header: str,
        lease: float,
        threads: int = 1,
        command: Sequence[str] = CHILD,
    ) -> None:
        """It computes with ``threads``, unless OMP_NUM_THREADS says otherwise; its output goes to the end of ``log``,
        after a line ``header``. Raises StorageError.
        """
        self.progress: Progress | None = None  # the latest word, until it is taken
        self.outcome: Outcome | None = None
        ours, theirs = os.pipe()
        try:
            with storage_failures(log):
                make_folder(log.parent)
                with open(log, "ab") as file:
                    file.write(header.encode() + b"\n")
                    file.flush()
                    self._process = subprocess.Popen(  # noqa: S603 (our own module; no shell)
                        [*command, str(root), job_id, str(theirs), str(lease)],
                        stdin=subprocess.PIPE,
                        stdout=file,
                        stderr=subprocess.STDOUT,
                        env={"OMP_NUM_THREADS": str(threads), **os.environ},
                        pass_fds=(theirs,),
                        start_new_session=True,
                    )
        except BaseException:
            os.close(ours)
            raise
        finally:
            os.close(theirs)
        self._mailbox = Mailbox(ours)
        self.pid = self._process.pid
        self.name = process_name(self.pid)

    @property
    def code(self) -> int | None:
        """How it ended, as ``subprocess`` says it; None while it runs. What it said last has been read by then."""
        code = self._process.poll()
        self.listen()
        return code

    def listen(self) -> None:
        """Reads what it has said since."""
        for message in self._mailbox.read():
            self._take(message)

    def beat(self) -> None:
        """Tells it that its lease was renewed."""
        if self._process.stdin is not None:
            with suppress(OSError):  # it has ended
                os.write(self._process.stdin.fileno(), BEAT)

    def ask_to_stop(self) -> None:
        """A training ends with a checkpoint then, anything else is broken off."""
        self._process.terminate()

    def kill(self) -> None:
        """Ends it at once, with all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """Lets go of its pipes, once it has ended."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._mailbox.close()

    def _take(self, message: Message) -> None:
        if isinstance(message, Progress):
            self.progress = message
        else:
            self.outcome = message


def told_end(code: int) -> str:
    """How a process ended that did not say so itself."""
    if code == -signal.SIGKILL:
        return "its process was killed (signal SIGKILL: by hand, or because memory was short)"
    if code < 0:
        return f"its process was ended by signal {signal.Signals(-code).name}"
    return f"its process ended with code {code}"
