"""The result as a table."""

from tests.searches import made_up_result, trial


def test_a_row_for_each_trial_with_its_settings():
    result = made_up_result([trial(1, 0.7), trial(2, 0.75), trial(3, None, state="failed", settings={}, run_id=None)])
    frame = result.to_frame()
    assert list(frame.columns) == [
        "trial", "run", "state", "training.optimizer.lr", "model.hidden", "auc", "step", "test auc",
    ]  # fmt: skip
    assert frame["auc"].tolist()[:2] == [0.7, 0.75]
    assert frame["model.hidden"][0] == [8, 4]
    assert result.best_trial is result.trials[1]


def test_a_notebook_shows_it():
    html = made_up_result([trial(1, 0.7), trial(2, 0.75)])._repr_html_()
    assert "<svg" in html
    assert "small-search-002" in html
