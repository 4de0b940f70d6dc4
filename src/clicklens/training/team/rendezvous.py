"""Rendezvous: how the processes of a team find one another, and where each of them stands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psutil
import torch
import torch.distributed as dist

from clicklens.core.errors import ConfigError, RequestError
from clicklens.training.device import choose_device
from clicklens.training.team.team import Team

LONGEST_WAIT = timedelta(
    minutes=30
)  # for the others, while a snapshot is taken, say; a process that ends is seen at once
INTERFACE = "GLOO_SOCKET_IFNAME"  # gloo listens there


@dataclass(frozen=True)
class Place:
    """Where a process stands among those that torchrun (or a launcher with its variables) started."""

    rank: int
    size: int
    on_machine: int  # its number among those of this machine


def launched_place() -> Place | None:
    """The place that the environment names; None for a process that was started by itself. Raises ConfigError."""
    names = ("RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT")
    if any(name not in os.environ for name in names):
        return None
    rank, size = _number("RANK"), _number("WORLD_SIZE")
    if not rank < size:
        raise ConfigError(f"the environment says RANK={rank} and WORLD_SIZE={size}: ranks run from 0 to {size - 1}")
    return Place(rank, size, _number("LOCAL_RANK") if "LOCAL_RANK" in os.environ else rank)


def is_follower() -> bool:
    """Whether torchrun started this process, and another one is the run."""
    place = launched_place()
    return place is not None and place.rank > 0


def refuse_follower() -> None:
    """Raises RequestError in a process that cannot be the run, so that no run is written down twice."""
    if is_follower():
        raise RequestError(
            f"the environment says RANK={os.environ['RANK']}: only rank 0 is the run, and the others follow it; "
            "'clicklens train' does so by itself when torchrun starts it"
        )


@contextmanager
def join(
    place: Place, *, device: str, folder: str | None, why_gone: Callable[[], str | None] | None = None
) -> Iterator[Team]:
    """Inside, this process is one of a team.

    ``folder`` is where a team of this machine meets: nothing but the loopback interface is listened on. Without one
    the environment names the meeting place, as torchrun does. Raises RequestError where the process belongs to a
    group of torch.distributed already.
    """
    if dist.is_initialized():
        raise RequestError(
            "this process belongs to a group of torch.distributed already: end that first (destroy_process_group), or "
            "train with training.processes 1"
        )
    on_gpu = choose_device(device).type == "cuda"
    backend = "cpu:gloo,cuda:nccl" if on_gpu else "gloo"
    if on_gpu:
        torch.cuda.set_device(place.on_machine)
    if folder is None:
        dist.init_process_group(backend, init_method="env://", timeout=LONGEST_WAIT)
    else:
        (Path(folder) / f"ready-{place.rank}").touch()
        meeting = f"file://{Path(folder) / 'meeting'}"
        with _on_loopback():
            dist.init_process_group(
                backend, init_method=meeting, rank=place.rank, world_size=place.size, timeout=LONGEST_WAIT
            )
    try:
        yield Team(rank=place.rank, size=place.size, why_gone=why_gone)
    finally:
        dist.destroy_process_group()


def _number(name: str) -> int:
    text = os.environ[name]
    if not text.isdigit():
        raise ConfigError(f"the environment says {name}={text!r}: a whole number is expected, as torchrun sets it")
    return int(text)


@contextmanager
def _on_loopback() -> Iterator[None]:
    before = os.environ.get(INTERFACE)
    names = [n for n, found in psutil.net_if_addrs().items() if any(a.address == "127.0.0.1" for a in found)]
    if before is None and names:
        os.environ[INTERFACE] = names[0]
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(INTERFACE, None)
