from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from clicklens.api.bin import KEPT, empty_bin, restore_run, trash_run
from clicklens.api.failure import ConflictError
from clicklens.core.store import Store
from clicklens.store import open_store
from clicklens.training.environment import this_process
from tests.stored_values import make_run

NOON = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(tmp_path)
    store.add_run(make_run("a", state="succeeded"))
    store.add_run(make_run("b", state="succeeded"))
    return store


def test_a_run_in_the_bin_is_there_until_its_time_is_over(store: Store) -> None:
    trash_run(store, store.run("a"), now=NOON.isoformat())
    assert empty_bin(store, now=NOON + KEPT - timedelta(seconds=1)) == []
    assert empty_bin(store, now=NOON + KEPT) == ["a"]
    assert [run.id for run in store.runs()] == ["b"]


def test_what_is_taken_out_again_stays(store: Store) -> None:
    run = trash_run(store, store.run("a"), now=NOON.isoformat())
    assert restore_run(store, run).trashed_at is None
    assert empty_bin(store, now=NOON + 2 * KEPT) == []


@pytest.fixture
def search(store: Store) -> Store:
    """Two trials of a search beside the runs, and a run that was refined from one of them."""
    store.add_run(make_run("s", state="succeeded", search={}))
    store.add_run(make_run("s-001", state="succeeded", parent="s"))
    store.add_run(make_run("s-002", state="succeeded", parent="s"))
    store.add_run(make_run("c", state="succeeded", parent="a"))
    return store


def test_a_search_takes_its_trials_along_there_and_back(search: Store) -> None:
    trash_run(search, search.run("s-001"), now=(NOON - KEPT / 2).isoformat())
    run = trash_run(search, search.run("s"), now=NOON.isoformat())
    assert all(search.run(one).trashed_at for one in ("s", "s-001", "s-002"))
    restore_run(search, run)
    trashed = {run.id for run in search.runs() if run.trashed_at}
    assert trashed == {"s-001"}  # thrown away before, by itself
    trash_run(search, search.run("s"), now=NOON.isoformat())
    assert sorted(empty_bin(search, now=NOON + KEPT)) == ["s", "s-001", "s-002"]
    trash_run(search, search.run("a"), now=NOON.isoformat())
    assert search.run("c").trashed_at is None


def test_a_search_with_a_trial_that_is_being_trained_is_not_thrown_away(search: Store) -> None:
    search.update_run("s-002", state="running", environment={"process": this_process()})
    with pytest.raises(ConflictError, match="run 's-002' is being trained"):
        trash_run(search, search.run("s"))
    assert not any(run.trashed_at for run in search.runs())


def test_a_run_that_is_being_trained_is_not_thrown_away(store: Store) -> None:
    run = store.update_run("a", state="running", environment={"process": this_process()})
    with pytest.raises(ConflictError, match="stop it"):
        trash_run(store, run)


def test_what_is_not_in_the_bin_cannot_be_taken_out(store: Store) -> None:
    with pytest.raises(ConflictError, match="not in the bin"):
        restore_run(store, store.run("a"))
