"""A run's page below a notebook's cell."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

import pytest

import clicklens as cl
from clicklens.core.errors import ConfigError, NotFoundError
from clicklens.notebook import shown
from clicklens.notebook.shown import Shown, show
from tests.captured_runs import make_captured


class _Service:
    address = "http://127.0.0.1:4100"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was asked to open; no service is begun."""
    asked: list[str] = []
    monkeypatch.setattr(shown, "service_for", lambda _: _Service())
    monkeypatch.setattr(webbrowser, "open", asked.append)
    return asked


def test_a_notebook_shows_the_run_in_a_frame(
    tmp_path: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ipykernel", sys)
    make_captured(tmp_path, rows=20, steps=1)
    page = cl.show("made-up", store=tmp_path / "store", view="map", height=500)._repr_html_()
    assert 'src="http://127.0.0.1:4100/runs/made-up/map"' in page
    assert 'height="500"' in page
    assert opened == []


def test_elsewhere_it_opens_a_browser_where_a_person_sits_and_says_where_it_is(
    tmp_path: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_captured(tmp_path, rows=20, steps=1)
    monkeypatch.setattr(shown, "_has_screen", lambda: True)
    told = show("made-up", store=tmp_path / "store")
    assert opened == [told.address]
    assert repr(told) == "ClickLens shows run made-up at http://127.0.0.1:4100/runs/made-up/overview"
    monkeypatch.setattr(shown, "_has_screen", lambda: False)
    show("made-up", store=tmp_path / "store")
    assert len(opened) == 1


@pytest.mark.usefixtures("opened")
def test_an_unknown_view_or_run_is_named(tmp_path: Path) -> None:
    make_captured(tmp_path, rows=20, steps=1)
    with pytest.raises(ConfigError, match="no view 'cellar'"):
        show("made-up", store=tmp_path / "store", view="cellar")
    with pytest.raises(NotFoundError):
        show("other", store=tmp_path / "store")


def test_an_id_made_of_markup_is_shown_and_does_nothing() -> None:
    page = Shown('"><script>', "http://127.0.0.1:1/runs/%22%3E", 100)._repr_html_()
    assert "<script>" not in page
