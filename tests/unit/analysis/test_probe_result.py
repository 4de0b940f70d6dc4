"""The result of probes: as a table, as text and back."""

import pytest

from clicklens.analysis.probe import Probe, ProbeParams
from clicklens.analysis.probe_result import ProbeResult
from tests.captured_runs import make_captured


@pytest.fixture(scope="module")
def result() -> ProbeResult:
    return Probe().run(make_captured(steps=3), ProbeParams())


def test_text_and_back_is_the_same(result: ProbeResult) -> None:
    assert ProbeResult.model_validate_json(result.to_json()) == result


def test_the_table_has_a_row_for_each_step_tap_and_split(result: ProbeResult) -> None:
    frame = result.to_frame()
    assert len(frame) == 3 * 2 * 2
    assert not frame.duplicated(["step", "tap", "split"]).any()
    assert (frame["auc_low"] < frame["auc_high"]).all()
    assert frame[frame["tap"] == "layer_1"]["gain"].isna().all()
    assert frame[frame["tap"] == "layer_2"]["gain"].notna().all()


def test_the_lowest_layer_has_no_gain(result: ProbeResult) -> None:
    assert result.gain("layer_1") is None
    assert result.gain("layer_2") is not None
