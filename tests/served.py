"""A service in a process of its own, as a user starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType


class Served:
    """``clicklens ui`` over a store; ended at the end of the block."""

    def __init__(self, store: Path, *words: str, environment: dict[str, str] | None = None) -> None:
        start = [sys.executable, "-c", "from clicklens.cli import main; main()", "ui"]
        where = ["--store", str(store), "--port", "0", "--no-open", "--no-worker"]
        self._process = subprocess.Popen(
            [*start, *where, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **(environment or {})},
        )
        self.said = self._process.stdout.readline()
        self.address = self.said.split(" at ")[-1].split("/  ")[0]

    def end(self, number: int = signal.SIGTERM) -> None:
        self._process.send_signal(number)

    def wait(self, seconds: float) -> int:
        return self._process.wait(seconds)

    def __enter__(self) -> Served:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(10)
        self._process.stdout.close()
