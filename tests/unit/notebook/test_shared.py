"""A run's page as one file, from Python."""

from pathlib import Path

import pytest

import clicklens as cl
from clicklens.api import still_file
from clicklens.api.still import Bundle
from tests.captured_runs import make_captured


def test_a_run_is_shared_as_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(still_file, "read_bundle", lambda: Bundle("let page = 1", "body {}"))
    make_captured(tmp_path, rows=20, steps=1)
    path = cl.share("made-up", tmp_path / "report.html", store=tmp_path / "store")
    assert path == tmp_path / "report.html"
    assert 'class="clicklens-answer"' in path.read_text(encoding="utf-8")
