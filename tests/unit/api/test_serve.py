import json
import logging
import signal
import socket
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from clicklens.api.serve import address_of, set_up_logs, take_address
from clicklens.core.errors import RequestError
from tests.served import Served


@pytest.fixture
def _logs_as_before() -> Iterator[None]:
    before = {
        name: (logging.getLogger(name).handlers, logging.getLogger(name).level) for name in ("clicklens", "uvicorn")
    }
    yield
    for name, (handlers, level) in before.items():
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = handlers, True
        logger.setLevel(level)


def test_a_free_port_is_taken_and_told() -> None:
    with take_address("127.0.0.1", 0) as taken:
        assert address_of(taken) == f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_a_port_in_use_is_refused_with_one_that_is_free() -> None:
    with take_address("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(RequestError, match="in use") as caught:
            take_address("127.0.0.1", port)
    assert "--port" in str(caught.value)


def test_a_name_that_is_not_this_machines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror("unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(RequestError, match="no such address"):
        take_address("lens.example", 0)


def test_the_address_of_all_is_told_by_the_machines_name() -> None:
    with take_address("0.0.0.0", 0) as taken:
        assert socket.gethostname() in address_of(taken)


@pytest.mark.usefixtures("_logs_as_before")
def test_logs_are_lines_of_json_or_only_what_went_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(as_json=True)
    logging.getLogger("clicklens.api").info("hello")
    assert json.loads(capsys.readouterr().err)["message"] == "hello"
    set_up_logs(as_json=False)
    logging.getLogger("clicklens.api").info("hello")
    logging.getLogger("clicklens.api").error("bad")
    assert capsys.readouterr().err == "ERROR clicklens.api: bad\n"


def test_it_ends_at_once_though_someone_listens(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        stream = urllib.request.urlopen(f"{served.address}/api/v1/events", timeout=20)
        assert stream.readline() == b"retry: 2000\n"
        ender = threading.Timer(0.2, served.end, args=(signal.SIGINT,))
        ender.start()
        stream.read()  # until the service closes it
        assert served.wait(15) == 0
