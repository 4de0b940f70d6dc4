"""Where a training computes, and with how many threads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from clicklens.core.errors import ConfigError
from clicklens.training.spec import Training


def own_threads(settings: Training) -> int | None:
    """Threads of each process; None leaves it to torch. Several processes share what torch would take alone."""
    if settings.threads is not None or settings.processes == 1:
        return settings.threads
    return max(1, torch.get_num_threads() // settings.processes)


def choose_device(name: str) -> torch.device:
    """``auto`` is the GPU where there is one. Raises ConfigError for a GPU that is not there."""
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if name == "cuda" and not torch.cuda.is_available():
        raise ConfigError("training.device is 'cuda': torch sees no GPU here; 'auto' or 'cpu' would be right")
    return torch.device(name)


@contextmanager
def own_torch_state(*, threads: int | None) -> Iterator[None]:
    """Inside, torch has that many threads and random states of its own; outside, all is as it was before."""
    before = torch.get_num_threads()
    devices = [torch.cuda.current_device()] if torch.cuda.is_available() else []
    try:
        if threads is not None:
            torch.set_num_threads(threads)
        with torch.random.fork_rng(devices=devices):
            yield
    finally:
        torch.set_num_threads(before)
