"""The picture of a search: the best so far, the importance, and a panel for each setting."""

from clicklens.search.figure import best_so_far
from tests.searches import made_up_result, trial

TRIALS = [
    trial(1, 0.70),
    trial(2, 0.75, settings={"training.optimizer.lr": 0.05, "model.hidden": [8]}),
    trial(3, 0.60, state="pruned"),
    trial(4, None, state="failed", settings={}, run_id=None),
    trial(5, 0.72),
]


def test_the_best_so_far_counts_trials_that_came_to_their_end():
    assert best_so_far(made_up_result(TRIALS)) == [(1, 0.70), (2, 0.75), (5, 0.75)]
    assert best_so_far(made_up_result(TRIALS, lower_is_better=True)) == [(1, 0.70), (2, 0.70), (5, 0.70)]


def test_every_setting_has_its_panel_with_axes_named():
    figure = made_up_result(TRIALS).plot()
    titles = [axis.get_title(loc="left") for axis in figure.axes]
    assert titles == [
        "Best so far, by trial",
        "What each setting matters",
        "By training.optimizer.lr",
        "By model.hidden",
    ]
    assert figure.axes[2].get_xscale() == "log"
    assert [text.get_text() for text in figure.axes[3].get_xticklabels()] == ["[8, 4]", "[8]"]
    assert all(axis.get_xlabel() for axis in figure.axes)


def test_a_search_that_has_just_begun_can_be_drawn():
    result = made_up_result([trial(1, None, state="running")], best=None)
    settings = tuple(s.model_copy(update={"importance": None}) for s in result.settings)
    figure = result.model_copy(update={"settings": settings}).plot()
    assert "too few" in figure.axes[1].texts[0].get_text()
