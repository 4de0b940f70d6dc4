"""Every implementation of the store, for the suites that ask what it promises."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clicklens.core.store import Store
from clicklens.store import open_store
from tests.stored_values import make_run

# Every implementation that open_store can return: name -> how to open the one that lies under a folder.
IMPLEMENTATIONS: dict[str, Callable[[Path], Store]] = {
    "folder": lambda path: open_store(path / "store"),
    "folder by URL": lambda path: open_store(f"file://{path}/store"),
}


@pytest.fixture(params=IMPLEMENTATIONS.values(), ids=IMPLEMENTATIONS.keys())
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Store]:
    """Opens the same store anew at each call, as another process would."""
    return lambda: request.param(tmp_path)


@pytest.fixture
def store(reopen: Callable[[], Store]) -> Store:
    store = reopen()
    store.add_run(make_run())
    return store
