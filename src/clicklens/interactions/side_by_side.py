"""Work on many things side by side: each in a thread of its own, with one thread of torch's.

Surrogates are small: torch's threads would meet after each of a hundred thousand products, and whenever a core is lent
to another process, all would wait for one. Threads that share nothing do not wait.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import torch

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")


def in_order(work: Callable[[Thing], Answer], things: Iterable[Thing], *, threads: int) -> Iterator[Answer]:
    """The answers in the order of the things, of which ``threads`` + 1 are taken ahead; one thread is the caller's."""
    if threads == 1:
        yield from map(work, things)
        return
    before = torch.get_num_threads()
    pool = ThreadPoolExecutor(threads, "surrogates", initializer=torch.set_num_threads, initargs=(1,))
    waiting: deque[Future[Answer]] = deque()
    try:
        for thing in things:
            waiting.append(pool.submit(work, thing))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
        torch.set_num_threads(before)  # the threads' own number had become that of every thread to come
