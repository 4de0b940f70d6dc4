"""Requests that mean harm: none reaches a file, a table or an interpreter, and none gets more than words."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest

from clicklens.core.errors import CorruptError, VersionError
from tests.captured_runs import make_captured
from tests.service import Service, make_service

PATHS = [
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/secret",
    "....//secret",
    "/etc/passwd",
    "%00",
    "made-up%00.txt",
    "C:\\secret",
    "~",
    "file:///etc/passwd",
]
WORDS = [
    "'; DROP TABLE runs; --",
    "1 OR 1=1",
    "${7*7}",
    "{{7*7}}",
    "__import__('os')",
    "\u202e",
    "💥" * 50,
    "made-up\r\nX: y",
]
RUN_ROUTES = ["", "/metrics", "/events", "/snapshots", "/available", "/results/scores", "/data", "/summary"]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "secret").write_text("what no one may read", encoding="utf-8")
    make_captured(folder, rows=30, steps=2)
    return make_service(folder / "store")


@pytest.mark.parametrize("word", [*PATHS, *(quote(word) for word in WORDS)])
def test_a_word_for_a_run_is_only_a_word(service: Service, word: str) -> None:
    for route in RUN_ROUTES:
        response = service.get(f"/runs/{word}{route}")
        assert response.status_code < 500, response.text
        assert "what no one may read" not in response.text
        assert "root:" not in response.text
    for method in ("PATCH", "DELETE", "POST"):
        assert service.ask(method, f"/runs/{word}", json={"note": "x"}).status_code < 500
    assert [row["id"] for row in service.json("/runs")] == ["made-up"]


@pytest.mark.parametrize("word", [*PATHS, *WORDS])
def test_a_word_anywhere_else_is_only_a_word(service: Service, word: str) -> None:
    asked = [
        ("/runs/made-up/metrics", {"split": word, "metrics": word}),
        ("/runs/made-up/metrics", {"day": word}),
        ("/runs/made-up/results/scores", {"settings": word}),
        ("/runs/made-up/results/scores", {"selection": word}),
        ("/runs/made-up/results/scores", {"settings": f'{{"splits": ["{word}"]}}'}),
        (f"/runs/made-up/results/{quote(word)}", {}),
        ("/compare", {"before": word, "after": word}),
    ]
    for path, params in asked:
        response = service.get(path, params=params)
        assert response.status_code < 500, response.text
        assert "Traceback" not in response.text
    assert service.get("/events", headers={"Last-Event-ID": "x" * 5000}).status_code == 422
    assert len(service.json("/runs")) == 1


def test_a_note_of_sql_is_kept_as_text(service: Service) -> None:
    note = "'; DELETE FROM runs; --"
    assert service.ask("PATCH", "/runs/made-up", json={"note": note}).json()["note"] == note
    assert service.json("/runs")[0]["note"] == note


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"yaml": 1}',
        b"[" * 50_000,
        b'{"yaml": "\\ud800"}',
        b"\xff\xfe",
        b'{"yaml": "a: !!python/name:os.system"}',
    ],
)
def test_a_body_that_is_no_request_is_refused(service: Service, body: bytes) -> None:
    response = service.ask("POST", "/config/check", content=body, headers={"Content-Type": "application/json"})
    assert 400 <= response.status_code < 500, response.text


def test_a_result_that_other_hands_put_into_the_store_is_refused(tmp_path: Path) -> None:
    make_captured(tmp_path, rows=30, steps=2)
    service = make_service(tmp_path / "store")
    assert service.get("/runs/made-up/results/scores").status_code == 200
    with sqlite3.connect(tmp_path / "store" / "clicklens.sqlite") as raw:
        raw.execute("UPDATE results SET text = ?", ('{"kind": "scores", "findings": "<script>alert(1)</script>"}',))
    raw.close()
    response = service.get("/runs/made-up/results/scores")
    assert response.status_code == 500
    assert response.json()["error"] == "CorruptError"
    assert "changed by other hands" in response.json()["message"]


def test_a_run_that_other_hands_changed_is_refused(tmp_path: Path) -> None:
    make_captured(tmp_path, rows=10, steps=1)
    with sqlite3.connect(tmp_path / "store" / "clicklens.sqlite") as raw:
        raw.execute("UPDATE runs SET record = ?", ("{}",))
    raw.close()
    service = make_service(tmp_path / "store")
    for path in ("/runs", "/runs/made-up"):
        assert service.get(path).json()["error"] == "CorruptError"


def test_a_newer_store_and_a_torn_one_are_refused_at_the_start(tmp_path: Path) -> None:
    make_service(tmp_path / "newer")
    with sqlite3.connect(tmp_path / "newer" / "clicklens.sqlite") as raw:
        raw.execute("UPDATE meta SET value = '99'")
    raw.close()
    with pytest.raises(VersionError, match="install a newer ClickLens"):
        make_service(tmp_path / "newer")
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "clicklens.sqlite").write_bytes(b"not a database, and long enough to be looked at " * 50)
    with pytest.raises(CorruptError, match="not a SQLite database"):
        make_service(tmp_path / "torn")
