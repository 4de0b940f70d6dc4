"""Which run is meant, and where its store is."""

from pathlib import Path

import pytest

from clicklens.core.errors import NotFoundError, RequestError
from clicklens.notebook.opened import opened_run, place_of
from clicklens.workbench import OpenRun
from tests.captured_runs import make_captured


def test_an_open_run_is_itself_and_a_name_is_looked_up(tmp_path: Path) -> None:
    captured = make_captured(tmp_path, rows=20, steps=1)
    run = OpenRun(captured.store, captured.run)
    assert opened_run(run, "nowhere") is run
    assert opened_run(captured.run.id, tmp_path / "store").id == captured.run.id
    assert place_of(run) == tmp_path / "store"
    with pytest.raises(NotFoundError):
        opened_run("none", tmp_path / "store")


def test_a_store_without_a_folder_has_no_page() -> None:
    captured = make_captured(rows=20, steps=1)
    with pytest.raises(RequestError, match="is no folder"):
        place_of(OpenRun(captured.store, captured.run))
