from pathlib import Path

import pytest

from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.store import open_store
from tests.training_runs import small_dataset


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> EncodedDataset:
    return small_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store")
