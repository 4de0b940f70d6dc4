"""One made-up run behind the service, for tests that change nothing of it."""

from pathlib import Path

import pytest

from tests.captured_runs import make_captured
from tests.service import Service, make_service


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("service")
    make_captured(folder, rows=60, steps=3, overfit_from=200)
    return make_service(folder / "store")


@pytest.fixture
def fresh(tmp_path: Path) -> Service:
    """The same, to be changed."""
    make_captured(tmp_path, rows=20, steps=2)
    return make_service(tmp_path / "store")
