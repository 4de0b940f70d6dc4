"""A search that is killed, or asked to stop, goes on to the trials of an unbroken one."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clicklens.core.errors import NotFoundError, RequestError
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.search.collect import collect
from clicklens.search.start import resume_search, start_search
from clicklens.search.study import FILE
from clicklens.store import open_store
from tests.searches import SEARCH, search_request
from tests.training_runs import are_equal, small_dataset, weights_of

ROOT = Path(__file__).parents[2]
SECOND = f"{SEARCH}-002"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> EncodedDataset:
    return small_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def unbroken(dataset: EncodedDataset, tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = open_store(tmp_path_factory.mktemp("unbroken") / "store")
    start_search(search_request(dataset), store=store, dataset=dataset, run_id=SEARCH)
    return store


def until_the_second_trial(dataset: EncodedDataset, folder: Path) -> subprocess.Popen[str]:
    """A process that searches, and has kept a checkpoint of its second trial."""
    words = [sys.executable, "-m", "tests.searches", str(dataset.path), str(folder)]
    process = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    while process.poll() is None:
        try:
            if open_store(folder, create=False).checkpoint_steps(SECOND):
                return process
        except NotFoundError:
            pass
        time.sleep(0.02)
    pytest.fail(f"the search ended before it could be stopped: {process.communicate()[1]}")


def states_in_the_study(store: Store, folder: Path) -> list[str]:
    connection = sqlite3.connect(folder / "runs" / SEARCH / FILE)
    found = [state for (state,) in connection.execute("select state from trials order by number")]
    connection.close()
    return found


def assert_as_unbroken(store: Store, unbroken: Store) -> None:
    ours, theirs = (collect(kept, kept.run(SEARCH)) for kept in (store, unbroken))
    assert ours == theirs
    assert len(ours.trials) == 4
    for trial in ours.trials:
        assert trial.run_id is not None
        assert are_equal(weights_of(store, trial.run_id), weights_of(unbroken, trial.run_id))
    assert store.run(SEARCH).state == "succeeded"


def test_a_search_that_is_killed_goes_on_with_the_trial_that_was_under_way(
    dataset: EncodedDataset, unbroken: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    process = until_the_second_trial(dataset, folder)
    time.sleep(random.uniform(0.0, 0.1))
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    store = open_store(folder)
    assert states_in_the_study(store, folder)[1] == "RUNNING"
    resume_search(SEARCH, store=store)
    assert states_in_the_study(store, folder) == ["COMPLETE", "FAIL", "COMPLETE", "COMPLETE", "COMPLETE"]
    resumed = [event for event in store.events(SECOND) if event.kind == "resumed"]
    assert resumed, "it went on from its checkpoint, and was not trained anew"
    assert_as_unbroken(store, unbroken)


def test_a_search_that_is_asked_to_stop_does_so_with_a_checkpoint(
    dataset: EncodedDataset, unbroken: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    process = until_the_second_trial(dataset, folder)
    store = open_store(folder)
    with pytest.raises(RequestError, match="is worked on by process"):
        resume_search(SEARCH, store=store)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert store.run(SEARCH).state == "interrupted"
    assert f"clicklens tune --resume {SEARCH}" in store.run(SEARCH).message
    assert store.run(SECOND).state == "interrupted"
    assert [trial.state for trial in collect(store, store.run(SEARCH)).trials] == ["complete", "interrupted"]
    resume_search(SECOND, store=store)
    assert_as_unbroken(store, unbroken)


def test_a_trial_that_ended_just_before_the_kill_is_not_trained_again(
    dataset: EncodedDataset, unbroken: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clicklens.search import carry_out

    store = open_store(tmp_path / "store")
    told: list[int] = []

    def figures(*given: object, **more: object) -> object:
        told.append(1)
        if len(told) == 2:
            raise RuntimeError("killed")
        return kept(*given, **more)  # type: ignore[arg-type]

    kept = carry_out.figures_of
    monkeypatch.setattr(carry_out, "figures_of", figures)
    with pytest.raises(RuntimeError, match="killed"):
        start_search(search_request(dataset), store=store, dataset=dataset, run_id=SEARCH)
    finished = store.run(SECOND).finished_at
    resume_search(SEARCH, store=store)
    assert store.run(SECOND).finished_at == finished
    assert_as_unbroken(store, unbroken)
