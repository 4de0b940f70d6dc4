import asyncio
import logging
from datetime import datetime, timezone
from pathlib import Path

import pytest

from clicklens.api.bin import KEPT, trash_run
from clicklens.api.live import Runs, Word, keep_bin_empty, watch_sources
from clicklens.api.sse import Notices
from clicklens.core.errors import StorageError
from clicklens.core.store_change import StoreChange
from clicklens.store import open_store
from tests.stored_values import make_run


class _Source:
    """Gives what it was told to, fails where that is an error."""

    def __init__(self, *turns: list[Word] | Exception) -> None:
        self.turns = list(turns)
        self.closed = 0

    def poll(self) -> list[Word]:
        turn = self.turns.pop(0) if self.turns else []
        if isinstance(turn, Exception):
            raise turn
        return turn

    def close(self) -> None:
        self.closed += 1


def heard(source: _Source, *, seconds: float = 0.3) -> list[str]:
    notices = Notices(epoch="e")

    async def run() -> list[str]:
        task = asyncio.create_task(watch_sources([lambda: source], notices, every=0.01, after_failure=0.02))
        await asyncio.sleep(seconds)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return [told.text for told in notices._kept]

    return asyncio.run(run())


def test_what_changes_is_told_in_order() -> None:
    source = _Source([], [("run", {"run": "a"})], [("metrics", {"run": "a", "step": 3}), ("gone", {"run": "b"})])
    assert [text.split("\n")[1] for text in heard(source)] == ["event: run", "event: metrics", "event: gone"]
    assert source.closed == 1


def test_after_a_failure_listeners_ask_for_all_anew_and_the_log_says_it_once(caplog: pytest.LogCaptureFixture) -> None:
    source = _Source([], StorageError("locked"), StorageError("locked"), [("run", {"run": "a"})])
    with caplog.at_level(logging.ERROR, logger="clicklens.api"):
        told = heard(source, seconds=0.5)
    assert [text.split("\n")[1] for text in told] == ["event: resync", "event: run"]
    assert caplog.text.count("locked") == 1


class _Watch:
    def poll(self) -> list[StoreChange]:
        return [StoreChange(kind="snapshot", run_id="a", step=4), StoreChange(kind="gone", run_id="b")]

    def close(self) -> None:
        pass


def test_changes_of_a_store_are_words_about_runs() -> None:
    runs = Runs(_Watch())
    assert runs.poll() == [("snapshot", {"run": "a", "step": 4}), ("gone", {"run": "b"})]
    runs.close()


def test_the_bin_is_emptied_while_the_service_lives(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.add_run(make_run("a", state="succeeded"))
    trash_run(store, store.run("a"), now=(datetime.now(timezone.utc) - 2 * KEPT).isoformat())

    async def run() -> None:
        task = asyncio.create_task(keep_bin_empty(store, every=0.01))
        for _ in range(200):
            await asyncio.sleep(0.01)
            if not store.runs():
                break
        task.cancel()

    asyncio.run(run())
    assert store.runs() == []
