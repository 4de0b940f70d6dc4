import sqlite3
from pathlib import Path

import pytest

from clicklens.core.errors import CorruptError
from clicklens.core.run import MetricPoint, RunEvent, RunProgress
from clicklens.store.folder_store import DATABASE, FolderStore
from clicklens.store.watch import FolderWatch
from tests.stored_values import make_run


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    store = FolderStore(tmp_path)
    store.add_run(make_run("a"))
    return store


def test_a_quiet_store_is_not_read_again(store: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = store.watch()
    watch.poll()
    monkeypatch.setattr(watch, "_look", lambda _: pytest.fail("it read"))
    assert watch.poll() == []
    watch.close()


def test_metrics_of_an_old_step_are_no_news_and_those_of_a_new_one_are(store: FolderStore) -> None:
    watch = store.watch()
    watch.poll()
    store.add_metrics("a", [MetricPoint(step=5, epoch=1, split="test", values={"auc": 0.5})])
    assert [(change.kind, change.step) for change in watch.poll()] == [("metrics", 5)]
    store.add_metrics("a", [MetricPoint(step=4, epoch=1, split="test", values={"auc": 0.5})])
    assert watch.poll() == []
    watch.close()


def test_a_run_that_went_back_says_so(store: FolderStore) -> None:
    store.add_event("a", RunEvent(step=9, kind="alarm", at=""))
    store.keep_progress("a", RunProgress(step=9, total_steps=20, at="x"))
    watch = store.watch()
    watch.poll()
    store.forget_after("a", 3)
    assert [(change.kind, change.step) for change in watch.poll()] == [("run", None), ("event", None)]
    watch.close()


def test_a_database_that_is_torn_says_so(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"not a database, and long enough to be looked at " * 30)
    watch = FolderWatch(tmp_path / DATABASE)
    with pytest.raises(CorruptError, match="torn"):
        watch.poll()
    watch.close()


def test_it_finds_what_stands_there_at_the_first_look_no_news(store: FolderStore, tmp_path: Path) -> None:
    watch = store.watch()
    assert watch.poll() == []
    with sqlite3.connect(tmp_path / DATABASE) as raw:  # another program altogether
        raw.execute("UPDATE runs SET record = replace(record, 'running', 'failed')")
    raw.close()
    assert [change.kind for change in watch.poll()] == ["run"]
    watch.close()
