"""Team: the processes that train one model together, and what they say to one another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor

from clicklens.core.errors import FailedError


class Call(IntEnum):
    """What the first process asks of the others."""

    END = 0  # the run is over
    STEP = 1  # take the next step
    EVALUATE = 2  # measure the model on a split, which the call's number names


class Team:
    """One process's place among those that train together, over torch.distributed.

    Number 0 is the run: it has observers, store and checkpoints, and the others follow its calls. Every method but
    ``call`` and ``hear`` is called by all of them at the same point. Nothing that is said is pickled: tensors go as
    they are, and plain values as JSON. Each method raises FailedError when another process is gone.
    """

    def __init__(self, *, rank: int = 0, size: int = 1, why_gone: Callable[[], str | None] | None = None) -> None:
        """``why_gone`` says, once a process is missed, which one and what became of it, if that is known."""
        self.rank = rank
        self.size = size
        self._why_gone = why_gone or (lambda: None)

    @property
    def is_alone(self) -> bool:
        """Whether one process trains by itself; then nothing is ever said."""
        return self.size == 1

    @property
    def is_first(self) -> bool:
        """Whether this process is the run."""
        return self.rank == 0

    def call(self, call: Call, number: int = 0) -> None:
        """Tells the others what comes; the first process's part."""
        if not self.is_alone and self.is_first:
            self._broadcast(torch.tensor([call, number]))

    def hear(self) -> tuple[Call, int]:
        """Waits for the next call; the part of the others."""
        told = self._broadcast(torch.zeros(2, dtype=torch.int64)).tolist()
        return Call(told[0]), told[1]

    def tell(self, value: Any) -> Any:
        """The first process's ``value`` (plain JSON values) in every process; what the others give is not asked."""
        content = json.dumps(value).encode() if self.is_first else b""
        length = int(self._broadcast(torch.tensor([len(content)])))
        text = torch.frombuffer(bytearray(content), dtype=torch.uint8) if self.is_first else _bytes(length)
        return json.loads(self._broadcast(text).numpy().tobytes())

    def copy_(self, tensor: Tensor) -> Tensor:
        """The first process's values into everyone's ``tensor``."""
        return tensor if self.is_alone else self._broadcast(tensor)

    def sum_(self, tensor: Tensor) -> Tensor:
        """The sum over all processes into everyone's ``tensor``; equal bits in all of them."""
        if not self.is_alone:
            with self._in_touch():
                dist.all_reduce(tensor)
        return tensor

    def gather(self, tensor: Tensor) -> list[Tensor]:
        """Everyone's tensor in every process, by rank; the shapes are equal."""
        parts = [torch.empty_like(tensor) for _ in range(self.size)]
        with self._in_touch():
            dist.all_gather(parts, tensor.contiguous())
        return parts

    def collect(self, tensor: Tensor) -> list[Tensor]:
        """Everyone's tensor (n,) in the first process, by rank, each as long as it is; nothing in the others."""
        lengths = [int(length) for length in self.gather(torch.tensor([len(tensor)]))]
        with self._in_touch():
            if not self.is_first:
                if len(tensor):
                    dist.send(tensor.contiguous(), dst=0)
                return []
            parts = [tensor, *(tensor.new_empty(length) for length in lengths[1:])]
            for rank, part in enumerate(parts):
                if rank and len(part):
                    dist.recv(part, src=rank)
        return parts

    def _broadcast(self, tensor: Tensor) -> Tensor:
        with self._in_touch():
            dist.broadcast(tensor, src=0)
        return tensor

    @contextmanager
    def _in_touch(self) -> Iterator[None]:
        try:
            yield
        except RuntimeError as error:  # what torch raises when a connection closes or a wait is over
            text = f"the {self.size} processes of this training lost touch: {' '.join(str(error).split())[:200]}"
            raise FailedError(self._why_gone() or text) from None


ALONE = Team()


def _bytes(length: int) -> Tensor:
    return torch.empty(length, dtype=torch.uint8)
