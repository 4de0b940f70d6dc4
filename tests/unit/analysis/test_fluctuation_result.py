from clicklens.analysis.fluctuation import Fluctuation, FluctuationParams
from clicklens.analysis.fluctuation_result import FluctuationResult
from tests.captured_runs import make_captured

FOUND = Fluctuation().run(make_captured(steps=4, overfit_from=200), FluctuationParams())


def test_the_frame_has_a_row_a_step_split_and_layer() -> None:
    frame = FOUND.to_frame()
    assert len(frame) == 4 * 2 * 2
    assert not frame.duplicated(["step", "split", "layer"]).any()


def test_the_widest_gap_is_that_of_the_largest_ratio() -> None:
    assert FOUND.widest.ratio is not None
    assert all(gap.ratio is None or gap.ratio.value <= FOUND.widest.ratio.value for gap in FOUND.gaps)


def test_signals_go_along_with_their_steps_and_come_back_from_json() -> None:
    assert FOUND.steps == (100, 200, 300, 400)
    assert all(len(values) == 4 for values in FOUND.signals.values())
    assert FOUND.signals["churn_ratio"][0] is None
    assert FluctuationResult.model_validate_json(FOUND.to_json()) == FOUND
