"""Gathering a team: one process becomes the run, and starts the others."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from clicklens.core.errors import FailedError
from clicklens.data.dataset import EncodedDataset
from clicklens.training.spec import RunSpec
from clicklens.training.team.rendezvous import Place, join, launched_place
from clicklens.training.team.team import ALONE, Call, Team

FOLLOWER = "clicklens.training.team.follower"
LONGEST_START = 120.0  # seconds until all processes must be there
LONGEST_END = 10.0  # seconds that they may take to end once the run is over


@contextmanager
def gathered(spec: RunSpec, dataset: EncodedDataset) -> Iterator[Team]:
    """Inside, this process is the first of ``training.processes``; outside, the others are gone.

    Where torchrun started them all, they only meet. Raises FailedError when one cannot start, or ends too early.
    """
    place = launched_place()
    device = spec.training.device
    if place is not None:
        with join(place, device=device, folder=None) as team:
            yield team
            team.call(Call.END)
        return
    if spec.training.processes == 1:
        yield ALONE
        return
    with TemporaryDirectory(prefix="clicklens-team-") as folder, Others(spec, dataset, Path(folder)) as others:
        others.wait_until_ready()
        first = Place(0, spec.training.processes, 0)
        with join(first, device=device, folder=folder, why_gone=others.why_gone) as team:
            yield team
            team.call(Call.END)
            others.let_end()


class Others:
    """The processes that the first one started; none outlives it, since each ends when its connection closes."""

    def __init__(self, spec: RunSpec, dataset: EncodedDataset, folder: Path) -> None:
        """``folder`` is where they meet and leave their last words."""
        self._folder = folder
        self._size = spec.training.processes
        request = {
            "spec": spec.model_dump(mode="json"),
            "data": str(dataset.path.absolute()),
            "folder": str(folder),
            "size": self._size,
            "threads": torch.get_num_threads(),
        }
        self._processes = {rank: self._start(rank, request) for rank in range(1, self._size)}

    def __enter__(self) -> Others:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes.values():
            if process.poll() is None:
                process.kill()
            process.wait()

    def wait_until_ready(self) -> None:
        """Waits until all of them can meet. Raises FailedError when one ends before, or takes too long."""
        until = time.monotonic() + LONGEST_START
        while not all((self._folder / f"ready-{rank}").exists() for rank in self._processes):
            if any(process.poll() is not None for process in self._processes.values()):
                raise FailedError(self.why_gone() or "a process of this training ended")
            if time.monotonic() > until:
                raise FailedError(f"the {self._size} processes of this training were not there in {LONGEST_START:g} s")
            time.sleep(0.02)

    def let_end(self) -> None:
        """Gives them time to end by themselves."""
        until = time.monotonic() + LONGEST_END
        while any(process.poll() is None for process in self._processes.values()) and time.monotonic() < until:
            time.sleep(0.01)

    def why_gone(self) -> str | None:
        """Which process ended, how, and what it said last; None where all of them are there."""
        until = time.monotonic() + 1.0  # the connection of a process closes a moment before its end is seen
        while all(process.poll() is None for process in self._processes.values()) and time.monotonic() < until:
            time.sleep(0.02)
        for rank, process in self._processes.items():
            if process.poll() is not None:
                end = self._end_of(rank, process.returncode)
                return f"process {rank + 1} of {self._size} of this training {end}"
        return None

    def _start(self, rank: int, request: dict[str, object]) -> subprocess.Popen[bytes]:
        with self._words(rank).open("wb") as words:
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", FOLLOWER],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=words,
                start_new_session=True,  # Ctrl-C is the first process's alone
            )
        if process.stdin is not None:
            with process.stdin as told:
                told.write(json.dumps({**request, "rank": rank}).encode())
        return process

    def _end_of(self, rank: int, code: int) -> str:
        if code < 0:
            return f"was killed by {signal.Signals(-code).name}"
        words = self._words(rank).read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return f"ended with exit code {code}: {words[-1]}" if words else f"ended with exit code {code}"

    def _words(self, rank: int) -> Path:
        return self._folder / f"words-{rank}.txt"
