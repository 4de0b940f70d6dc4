"""Notices to any number of listeners, as server-sent events: what changed, in order, and what was missed on the way."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

HEARTBEAT = 15.0  # seconds; proxies cut connections that say nothing
KEPT = 2_000  # notices that can be told again
WAITING = 500  # notices that may wait for a slow listener
OVERLAP = 3.0  # seconds: a new listener hears again what its first questions may just have missed

NoticeKind: TypeAlias = Literal["run", "metrics", "event", "snapshot", "job", "gone", "resync", "hello"]


@dataclass(frozen=True)
class _Told:
    number: int
    at: float  # seconds of the clock
    text: str  # as it goes over the wire


class _Listener:
    """One connection: what waits for it, and whether it fell behind."""

    def __init__(self) -> None:
        self.waiting: deque[str] = deque()
        self.is_behind = False
        self.wake = asyncio.Event()


class Notices:
    """The last notices and those who listen. All calls come from the service's event loop.

    An id is ``<epoch>-<number>``: the epoch is new with every start of the service, so that a number of an earlier one
    is never taken for one of this. A listener that asks for what is no longer kept, or does not keep up, is told to
    ``resync``: to ask for everything anew.
    """

    def __init__(self, *, epoch: str | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._epoch = epoch or secrets.token_hex(4)
        self._clock = clock
        self._number = 0
        self._kept: deque[_Told] = deque(maxlen=KEPT)
        self._listeners: set[_Listener] = set()
        self._is_closed = False

    @property
    def listeners(self) -> int:
        """How many listen now."""
        return len(self._listeners)

    def tell(self, kind: NoticeKind, data: Mapping[str, Any]) -> None:
        """Hands a notice to all who listen."""
        self._number += 1
        text = self._text(kind, data, self._number)
        self._kept.append(_Told(self._number, self._clock(), text))
        for listener in self._listeners:
            if len(listener.waiting) >= WAITING:
                listener.waiting.clear()
                listener.is_behind = True
            if not listener.is_behind:
                listener.waiting.append(text)
            listener.wake.set()

    def close(self) -> None:
        """Ends all connections: the service goes down."""
        self._is_closed = True
        for listener in self._listeners:
            listener.wake.set()

    async def listen(self, last_id: str | None = None, *, heartbeat: float = HEARTBEAT) -> AsyncIterator[str]:
        """What was missed since ``last_id``, then what comes; a comment every ``heartbeat`` seconds without news."""
        listener = _Listener()
        listener.waiting.extend(self._missed(last_id))
        self._listeners.add(listener)
        try:
            yield "retry: 2000\n\n"
            while not self._is_closed:
                while listener.waiting:
                    yield listener.waiting.popleft()
                if listener.is_behind:
                    listener.is_behind = False
                    yield self._text("resync", {}, self._number)
                    continue
                listener.wake.clear()
                try:
                    await asyncio.wait_for(listener.wake.wait(), heartbeat)
                except asyncio.TimeoutError:
                    yield ": still here\n\n"
        finally:
            self._listeners.discard(listener)

    def _missed(self, last_id: str | None) -> list[str]:
        if not last_id:
            recent = [told for told in self._kept if told.at >= self._clock() - OVERLAP]
            first = recent[0].number - 1 if recent else self._number
            return [self._text("hello", {}, first), *(told.text for told in recent)]
        epoch, _, number = last_id.rpartition("-")
        oldest = self._kept[0].number if self._kept else self._number + 1
        is_known = epoch == self._epoch and number.isascii() and number.isdigit() and len(number) < 19
        if not is_known or not oldest - 1 <= int(number) <= self._number:
            return [self._text("resync", {}, self._number)]
        return [told.text for told in self._kept if told.number > int(number)]

    def _text(self, kind: NoticeKind, data: Mapping[str, Any], number: int) -> str:
        body = json.dumps(data, separators=(",", ":"), ensure_ascii=False)  # one line: JSON breaks none
        return f"id: {self._epoch}-{number}\nevent: {kind}\ndata: {body}\n\n"
