"""Prefetch: the next items are made while the last one is worked on."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable
from typing import TypeVar

T = TypeVar("T")

_END = object()


def prefetch(items: Iterable[T], depth: int = 4) -> Generator[T, None, None]:
    """The same items in the same order, up to ``depth`` of them made ahead by a thread.

    What the making raises is raised here, after the items before it. Closing the generator, or leaving it behind, ends
    the thread.
    """
    ready: queue.Queue[object] = queue.Queue(maxsize=depth)
    closed = threading.Event()
    thread = threading.Thread(target=_make, args=(items, ready, closed), name="prefetch", daemon=True)
    thread.start()
    try:
        while True:
            item = ready.get()
            if item is _END:
                return
            if isinstance(item, _Failure):
                raise item.error
            yield item  # type: ignore[misc]
    finally:
        closed.set()
        thread.join()


class _Failure:
    def __init__(self, error: BaseException) -> None:
        self.error = error


def _make(items: Iterable[T], ready: queue.Queue[object], closed: threading.Event) -> None:
    iterator = iter(items)
    try:
        for item in iterator:
            if not _put(item, ready, closed):
                break
        _put(_END, ready, closed)
    except BaseException as error:
        _put(_Failure(error), ready, closed)
    finally:
        if isinstance(iterator, Generator):
            iterator.close()


def _put(item: object, ready: queue.Queue[object], closed: threading.Event) -> bool:
    """Waits for room; False when no one wants items any more."""
    while not closed.is_set():
        try:
            ready.put(item, timeout=0.05)
        except queue.Full:
            continue
        return True
    return False
