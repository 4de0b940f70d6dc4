"""The page's service in a thread of this process."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from clicklens.notebook.service import Service, service_for
from tests.captured_runs import make_captured


@pytest.fixture
def store(tmp_path: Path) -> Path:
    make_captured(tmp_path, rows=20, steps=1)
    return tmp_path / "store"


@pytest.fixture
def service(store: Path) -> Iterator[Service]:
    service = service_for(store)
    yield service
    service.end()


def test_it_answers_once_it_is_there_and_notebooks_may_frame_it(service: Service) -> None:
    with urllib.request.urlopen(f"{service.address}/api/v1/runs") as answer:
        assert len(json.load(answer)) == 1
        policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*" in policy
    assert service.address.startswith("http://127.0.0.1:")


def test_a_store_has_one_and_a_new_one_once_that_has_ended(service: Service, store: Path) -> None:
    assert service_for(store) is service
    service.end()
    assert not service.is_alive
    later = service_for(store)
    assert later is not service
    later.end()
