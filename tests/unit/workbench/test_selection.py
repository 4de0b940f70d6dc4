import pytest

from clicklens.analysis import Captured
from clicklens.core.condition import where
from clicklens.core.errors import ConfigError, UnavailableError
from clicklens.workbench import OpenRun
from clicklens.workbench.selection import Selection
from tests.captured_runs import make_captured


@pytest.fixture(scope="module")
def captured() -> Captured:
    return make_captured(steps=2, rows=120)


def test_a_run_is_asked_about_some_of_its_rows(captured: Captured) -> None:
    run = OpenRun(captured.store, captured.run)
    chosen = run.select("label=1", where("pctr<0.6"), step=200)
    result = chosen.analyze("saliency")
    assert result.rows["test"] == len(chosen.rows("test"))
    assert repr(chosen) == "<rows of made-up at step 200: clicked, pctr < 0.6>"
    assert run.select(part="rest").captured.said == "all but all rows"
    with pytest.raises(ConfigError, match="condition 'pctr'"):
        run.select("pctr")


def test_its_rows_can_be_read(captured: Captured) -> None:
    rows = Selection(captured, where("label=1"), step=200).rows("test", limit=5)
    assert len(rows) == 5
    assert (rows["label"] == 1).all()
    assert rows["error"].is_monotonic_decreasing


def test_it_is_held_against_the_rest(captured: Captured) -> None:
    chosen = Selection(captured, where("field:city=city 1"), step=200)
    found = chosen.parts("test")
    assert found.selection.rows + found.rest.rows == 120
    assert len(chosen.rest.rows("test")) == found.rest.rows
    assert chosen.rest.rest.captured.said == chosen.captured.said
    assert Selection(captured, where("label=1")).step == captured.best_or_last_step()


def test_it_gets_a_name(captured: Captured) -> None:
    saved = Selection(captured, where("label=1")).save("clicked", note="why", replace=True)
    assert captured.store.slices() == [saved]


def test_no_rows_are_told(captured: Captured) -> None:
    with pytest.raises(UnavailableError, match="widen the selection"):
        Selection(captured, where("pctr>=2")).rows()
