"""What holds for every test: one thread, no network, no screen."""

import os
import socket
from pathlib import Path
from typing import Any

# Before anything imports a numeric library: they read these once.
for _variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"):
    os.environ[_variable] = "1"
os.environ["MPLBACKEND"] = "Agg"

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

settings.register_profile("developer", deadline=None, max_examples=25)
settings.register_profile("ci", deadline=None, max_examples=25, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "developer")

DATA_VARIABLE = "CLICKLENS_DATA"
NO_DATA = f"{DATA_VARIABLE} is not set: it names the folder of real data sets"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked ``needs_data`` are skipped, saying so, where no folder of data sets is named."""
    if not os.environ.get(DATA_VARIABLE):
        for item in items:
            if item.get_closest_marker("needs_data"):
                item.add_marker(pytest.mark.skip(reason=NO_DATA))


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of real data sets, one folder a set. A wrong path fails; only an unset variable skips."""
    named = os.environ.get(DATA_VARIABLE)
    if not named:
        pytest.skip(NO_DATA)
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"{DATA_VARIABLE} is '{named}', which is not a folder")
    return folder


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Any:
    """A test may talk to this machine and to nothing else."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _only_loopback(getattr(socket.socket, name)))
    patch.setattr(socket, "getaddrinfo", _only_local_names(socket.getaddrinfo))
    yield
    patch.undo()


def _only_loopback(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            raise OSError(f"a test tried to reach {address[0]}: tests use no network")
        return connect(self, address)

    return guarded


def _only_local_names(look_up: Any) -> Any:
    def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host is not None and not _is_local(host):
            raise OSError(f"a test tried to look up {host}: tests use no network")
        return look_up(host, *args, **kwargs)

    return guarded


def _is_local(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    return name in ("", "localhost", "::1", "0.0.0.0", "::") or name.startswith("127.")
