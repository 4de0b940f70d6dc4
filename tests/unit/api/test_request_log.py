import json
import logging
from pathlib import Path

import pytest

from clicklens.api.request_log import JsonLines
from tests.service import TOKEN, make_service


def test_a_request_is_told_by_its_route_and_never_by_its_values(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    service = make_service(tmp_path, token=TOKEN)
    with caplog.at_level(logging.INFO, logger="clicklens.api.request"):
        response = service.get("/runs/my-secret-word?x=hidden", headers={"Authorization": f"Bearer {TOKEN}"})
    (record,) = [found for found in caplog.records if found.name == "clicklens.api.request"]
    line = json.loads(JsonLines().format(record))
    assert line["status"] == 404
    assert line["route"].endswith("/runs/{run}")
    assert line["request"] == response.headers["x-request-id"]
    assert line["ms"] >= 0
    assert not any(word in json.dumps(line) for word in ("my-secret", "hidden", TOKEN))


def test_a_trace_is_one_line_too() -> None:
    try:
        raise ValueError("lines\nof text")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), info)
    text = JsonLines().format(record)
    assert "\n" not in text
    assert "ValueError" in json.loads(text)["trace"]


def test_requests_are_counted_by_route_and_status(tmp_path: Path) -> None:
    service = make_service(tmp_path)
    for word in ("a", "b", "c"):
        service.get(f"/runs/{word}")
    text = service.get("//metrics").text
    assert 'status="404"} 3.0' in text
    assert "clicklens_request_seconds_bucket" in text
