"""Answers: heavy questions are worked on by a few threads, and the same question asked twice at once only once.

Each answer multiplies its matrices in one thread. The threads of a BLAS library wait for one another by spinning, so
two answers beside a training, each in as many threads as there are cores, cost ten times the work and get nowhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar

from threadpoolctl import threadpool_limits

_T = TypeVar("_T")
THREADS = 2


class Answers:
    """The threads and the questions that are under way."""

    def __init__(self, *, threads: int = THREADS) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._under_way: dict[str, Future[Any]] = {}
        self._lock = Lock()

    async def ask(self, key: str, work: Callable[[], _T]) -> _T:
        """What ``work`` gives. Equal keys must stand for equal work; nothing is remembered once it is done."""
        with self._lock:
            future: Future[Any] | None = self._under_way.get(key)
            is_new = future is None
            if future is None:
                future = self._under_way[key] = self._pool.submit(_alone, work)
        if is_new:
            future.add_done_callback(lambda _: self._forget(key))  # at once where it is done already
        found: _T = await asyncio.shield(asyncio.wrap_future(future))  # who goes away leaves the others their answer
        return found

    def close(self, *, wait: bool = True) -> None:
        """Nothing more may be asked; waits for what is under way."""
        self._pool.shutdown(wait=wait, cancel_futures=True)

    def _forget(self, key: str) -> None:
        with self._lock:
            self._under_way.pop(key, None)


def _alone(work: Callable[[], _T]) -> _T:
    threadpool_limits(1, user_api="blas")  # at each answer: a library loaded since the last one counts too
    return work()
