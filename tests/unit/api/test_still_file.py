"""Writing the page as one file."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from clicklens.api import still_file
from clicklens.api.still import Bundle
from clicklens.api.still_file import write_still
from clicklens.core.errors import RequestError, UnavailableError
from tests.captured_runs import make_captured


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(still_file, "read_bundle", lambda: Bundle("let page = 1", "body { margin: 0 }"))


@pytest.mark.usefixtures("built")
def test_the_file_is_whole_and_its_making_is_told(tmp_path: Path) -> None:
    captured = make_captured(tmp_path, rows=20, steps=1)
    told: list[tuple[int, int]] = []
    write_still(captured, tmp_path / "报告.html", told=lambda done, most: told.append((done, most)))
    text = (tmp_path / "报告.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert text.endswith("</html>\n")
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] <= told[-1][1]


@pytest.mark.usefixtures("built")
def test_it_can_be_written_where_a_loop_runs_as_in_a_notebook(tmp_path: Path) -> None:
    captured = make_captured(tmp_path, rows=20, steps=1)

    async def cell() -> None:
        write_still(captured, tmp_path / "report.html")

    asyncio.run(cell())
    assert (tmp_path / "report.html").exists()


@pytest.mark.usefixtures("built")
def test_a_place_that_is_none_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="is a folder"):
        write_still(make_captured(tmp_path, rows=20, steps=1), tmp_path)


def test_without_a_built_page_it_says_how_to_build_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(still_file, "read_bundle", lambda: None)
    with pytest.raises(UnavailableError, match="make page"):
        write_still(make_captured(tmp_path, rows=20, steps=1), tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()
