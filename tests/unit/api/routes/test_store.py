from pathlib import Path

import clicklens
from tests.service import Service, make_service


def test_the_store_is_told_with_what_can_be_done(service: Service) -> None:
    found = service.json("/store")
    assert (found["runs"], found["version"], found["can_submit"]) == (1, clicklens.__version__, False)
    assert found["now"].endswith("+00:00")


def test_an_empty_store_is_no_failure(tmp_path: Path) -> None:
    service = make_service(tmp_path)
    assert service.json("/store")["runs"] == 0
    assert service.json("/runs") == []
    assert service.get("/runs/latest").status_code == 404
