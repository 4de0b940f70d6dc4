"""A team of threads, for tests of what several processes do together: no process has to start."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import torch
from torch import Tensor

from clicklens.training.team import Team

T = TypeVar("T")


class Table:
    """Around which they sit: each lays a tensor down, and when all have, each takes a copy of all."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.laid: list[Tensor] = [torch.zeros(0)] * size
        self.barrier = threading.Barrier(size, timeout=30)

    def exchange(self, rank: int, tensor: Tensor) -> list[Tensor]:
        """Everyone's tensor, by rank."""
        self.laid[rank] = tensor.clone()
        self.barrier.wait()
        found = [laid.clone() for laid in self.laid]
        self.barrier.wait()
        return found


class ThreadTeam(Team):
    """One thread's place among them."""

    def __init__(self, rank: int, table: Table) -> None:
        super().__init__(rank=rank, size=table.size)
        self._table = table

    def sum_(self, tensor: Tensor) -> Tensor:
        return tensor.copy_(torch.stack(self._table.exchange(self.rank, tensor)).sum(dim=0))

    def gather(self, tensor: Tensor) -> list[Tensor]:
        return self._table.exchange(self.rank, tensor)

    def collect(self, tensor: Tensor) -> list[Tensor]:
        found = self._table.exchange(self.rank, tensor)
        return found if self.is_first else []

    def _broadcast(self, tensor: Tensor) -> Tensor:
        return tensor.copy_(self._table.exchange(self.rank, tensor)[0])


def together(size: int, work: Callable[[Team], T]) -> list[T]:
    """What ``work`` gives in each of ``size`` threads, by rank; the first error is raised."""
    table = Table(size)

    def run(rank: int) -> T:
        try:
            return work(ThreadTeam(rank, table))
        except BaseException:
            table.barrier.abort()
            raise

    with ThreadPoolExecutor(size) as pool:
        futures = [pool.submit(run, rank) for rank in range(size)]
        errors = [error for error in (future.exception() for future in futures) if error is not None]
        for error in errors:
            if not isinstance(error, threading.BrokenBarrierError):
                raise error
        return [future.result() for future in futures]
