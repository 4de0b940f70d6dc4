"""``clicklens report``: the page in one file, or the document for print."""

from __future__ import annotations

import json

import pytest

from clicklens.api import still, still_file
from clicklens.api.still import Bundle


@pytest.fixture
def built(monkeypatch):
    bundle = Bundle("let page = 1", "body {}")
    monkeypatch.setattr(still, "read_bundle", lambda: bundle)
    monkeypatch.setattr(still_file, "read_bundle", lambda: bundle)


@pytest.mark.usefixtures("built")
def test_the_page_is_written_as_one_file(shell, tmp_path):
    path = tmp_path / "report.html"
    code, out, err = shell("report", "small", "--store", "STORE", "-o", str(path))
    assert code == 0, err
    assert out == f"Report: {path}\n"
    assert 'class="clicklens-answer"' in path.read_text()


def test_the_document_for_print_is_asked_for_by_name(shell, tmp_path):
    path = tmp_path / "report.html"
    code, out, err = shell("report", "small", "--print", "--store", "STORE", "-o", str(path))
    assert (code, err) == (0, "")
    assert str(path) in out
    assert "<script" not in path.read_text()


def test_where_the_page_is_not_built_the_document_for_print_is_written_and_said(shell, tmp_path, monkeypatch):
    monkeypatch.setattr(still, "read_bundle", lambda: None)
    path = tmp_path / "report.html"
    code, out, err = shell("report", "small", "--json", "--store", "STORE", "-o", str(path))
    assert code == 0
    assert "make page" in err
    assert json.loads(out)["report"] == str(path)
    assert "<script" not in path.read_text()
