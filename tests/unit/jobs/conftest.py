"""A data set, a store with one run that ended, and an empty queue."""

from pathlib import Path

import pytest

from clicklens.data.dataset import EncodedDataset
from clicklens.jobs.queue import JobQueue
from clicklens.store.folder_store import FolderStore
from tests.job_queues import HandClock, make_queue, trained_run
from tests.training_runs import small_dataset


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> EncodedDataset:
    return small_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def trained(dataset: EncodedDataset, tmp_path_factory: pytest.TempPathFactory) -> FolderStore:
    """A store with the run 'first', which nothing changes."""
    store = FolderStore(tmp_path_factory.mktemp("trained") / "runs")
    trained_run(store, dataset)
    return store


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def queue(tmp_path: Path, clock: HandClock) -> JobQueue:
    return make_queue(tmp_path / "runs", clock)
