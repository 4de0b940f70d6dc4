from clicklens.analysis.scores import ScoresAnalysis, ScoresParams
from clicklens.analysis.scores_result import ScoresResult
from tests.captured_runs import make_captured

FOUND = ScoresAnalysis().run(make_captured(steps=2, days=2), ScoresParams(draws=40))


def test_the_frame_has_a_row_a_split_and_day_with_every_interval() -> None:
    frame = FOUND.to_frame()
    assert frame["split"].tolist() == ["train", "test", "train", "test", "test"]
    assert frame["day"].isna().tolist() == [True, True, False, False, False]
    assert frame["day"].tolist()[2:] == [0, 1, 2]
    assert {"auc", "auc_low", "auc_high", "ece_by_chance", "pcoc_high"} <= set(frame.columns)
    assert (frame["auc_low"] < frame["auc"]).all()


def test_a_split_is_found_by_its_name_and_all_comes_back_from_json() -> None:
    assert FOUND.of("test").split == "test"
    assert ScoresResult.model_validate_json(FOUND.to_json()) == FOUND
