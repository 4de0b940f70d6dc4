"""Live: the one watcher of a service, which hears what any process writes into the store and tells who listens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timezone
from typing import Any, Protocol, TypeAlias

from clicklens.api.bin import empty_bin
from clicklens.api.sse import NoticeKind, Notices
from clicklens.core.errors import ClickLensError
from clicklens.core.store import Store, Watch

_LOG = logging.getLogger("clicklens.api")
EVERY = 0.25  # seconds between two looks
AFTER_FAILURE = 5.0  # seconds
EMPTY_BIN_EVERY = 30.0  # seconds

Word: TypeAlias = tuple[NoticeKind, Mapping[str, Any]]


class Source(Protocol):
    """Something beside the runs that changes, such as the queue of jobs. For one thread at a time."""

    def poll(self) -> list[Word]:
        """What changed since the last call."""

    def close(self) -> None:
        """Lets go of what it holds."""


class Runs:
    """The runs of a store as a source."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def poll(self) -> list[Word]:
        """A word for each thing that was written."""
        return [
            (
                change.kind,
                {"run": change.run_id} if change.step is None else {"run": change.run_id, "step": change.step},
            )
            for change in self._watch.poll()
        ]

    def close(self) -> None:
        """Lets go of the store."""
        self._watch.close()


async def watch_sources(
    sources: list[Callable[[], Source]], notices: Notices, *, every: float = EVERY, after_failure: float = AFTER_FAILURE
) -> None:
    """Looks at all sources again and again until it is cancelled; each one fails and recovers by itself."""
    await asyncio.gather(*(_watch(_Watched(opened), notices, every, after_failure) for opened in sources))


async def _watch(watched: _Watched, notices: Notices, every: float, after_failure: float) -> None:
    try:
        while True:
            words = await asyncio.to_thread(watched.poll)
            for kind, data in words or ():
                notices.tell(kind, data)
            await asyncio.sleep(after_failure if words is None else every)
    finally:
        watched.close()


class _Watched:
    """A source that is opened when it is first looked at, and anew after a failure."""

    def __init__(self, opener: Callable[[], Source]) -> None:
        self._open = opener
        self._source: Source | None = None
        self._has_failed = False

    def poll(self) -> list[Word] | None:
        """What changed; None when that cannot be known at present, which the log says once."""
        try:
            source = self._source or self._open()
            self._source = source
            words = source.poll()
        except (ClickLensError, OSError) as error:
            if not self._has_failed:
                _LOG.error("changes cannot be watched: %s", error)
            self._has_failed = True
            self.close()
            return None
        if self._has_failed:
            words = [("resync", {}), *words]
        self._has_failed = False
        return words

    def close(self) -> None:
        """Lets go of the source."""
        source, self._source = self._source, None
        if source is not None:
            source.close()


async def keep_bin_empty(store: Store, *, every: float = EMPTY_BIN_EVERY) -> None:
    """Removes the runs whose time in the bin is over, until it is cancelled."""
    while True:
        with suppress(ClickLensError):  # tried again at the next turn
            await asyncio.to_thread(empty_bin, store, now=datetime.now(timezone.utc))
        await asyncio.sleep(every)
