"""Writing a report: whole or as it was."""

import os
from pathlib import Path

import pytest

from clicklens.core.errors import RequestError, StorageError
from clicklens.report import write_report
from tests.captured_runs import make_captured


@pytest.fixture
def plain_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that costs nothing, for tests of what happens to the file."""
    monkeypatch.setattr("clicklens.report.page.render_page", lambda *_, **__: "<html></html>")


@pytest.mark.usefixtures("plain_page")
def test_the_file_is_written_whole_and_alone(tmp_path: Path) -> None:
    path = write_report(make_captured(steps=1, rows=60), tmp_path / "报告.html")
    assert path == tmp_path / "报告.html"
    assert path.read_text(encoding="utf-8") == "<html></html>"
    assert [entry.name for entry in tmp_path.iterdir()] == ["报告.html"]


def test_a_folder_is_refused_with_a_name_that_would_do(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"is a folder; name the file to write, such as .*report\.html"):
        write_report(make_captured(steps=1, rows=60), tmp_path)


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="none does not exist"):
        write_report(make_captured(steps=1, rows=60), tmp_path / "none" / "x.html")


@pytest.mark.usefixtures("plain_page")
def test_a_disk_that_fails_leaves_the_older_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.html"
    path.write_text("older", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="cannot be written: No space left on device"):
        write_report(make_captured(steps=2, rows=60), path)
    assert path.read_text(encoding="utf-8") == "older"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_that_cannot_be_written_is_said_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StorageError, match="is not writable by this user"):
        write_report(make_captured(steps=1, rows=60), tmp_path / "x.html", progress=told.append)
    assert told == []
