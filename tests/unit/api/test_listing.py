from pathlib import Path

import pytest

from clicklens.api.listing import Listing
from clicklens.core.errors import StorageError
from clicklens.core.run import MetricPoint, Run
from clicklens.store import open_store
from clicklens.store.folder_store import FolderStore
from clicklens.training.environment import this_process
from tests.stored_values import make_run


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    store = FolderStore(tmp_path)
    for day, run_id in enumerate(("a", "b", "c"), start=1):
        store.add_run(make_run(run_id, created_at=f"2026-01-0{day}T00:00:00+00:00", state="succeeded"))
    return store


def test_the_newest_stands_first(store: FolderStore) -> None:
    listing = Listing(store)
    assert [row.id for row in listing.rows()] == ["c", "b", "a"]
    listing.close()


def test_only_what_changed_is_read_again(store: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = Listing(store)
    listing.rows()
    read: list[str] = []

    def noting(word: str) -> Run:
        read.append(word)
        return FolderStore.run(store, word)

    monkeypatch.setattr(store, "run", noting)
    monkeypatch.setattr(store, "runs", lambda: pytest.fail("it read all runs"))
    other = open_store(store.root)  # as another process would
    other.add_metrics("b", [MetricPoint(step=5, epoch=1, split="test", values={"auc": 0.7})])
    assert {row.id: row.best_auc for row in listing.rows()} == {"a": None, "b": 0.7, "c": None}
    other.delete_run("a")
    other.add_run(make_run("d", created_at="2026-01-09T00:00:00+00:00"))
    assert [row.id for row in listing.rows()] == ["d", "c", "b"]
    assert read == ["b", "a", "d"]
    listing.close()


def test_a_run_whose_process_died_is_interrupted_and_one_that_lives_is_running(store: FolderStore) -> None:
    host = this_process().split("/")[0]
    store.update_run("a", state="running", environment={"process": this_process()})
    store.update_run("b", state="running", environment={"process": f"{host}/999999999/1.00"})
    listing = Listing(store)
    assert {row.id: row.state for row in listing.rows()} == {"a": "running", "b": "interrupted", "c": "succeeded"}
    listing.close()


def test_after_a_failure_all_is_read_anew(store: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = Listing(store)
    listing.rows()
    store.update_run("a", note="changed")
    with monkeypatch.context() as broken:
        broken.setattr(store, "run", lambda _: (_ for _ in ()).throw(StorageError("locked")))
        with pytest.raises(StorageError):
            listing.rows()
    assert {row.id: row.note for row in listing.rows()}["a"] == "changed"
    listing.close()
