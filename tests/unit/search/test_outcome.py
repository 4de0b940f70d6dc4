"""What came of a trial is its best evaluation, and the figure on test of the same moment."""

import pytest

from clicklens.core.run import MetricPoint
from clicklens.search.outcome import Figures, figures_of

POINTS = [
    ("validation", 1, {"auc": 0.6, "log_loss": 0.5}),
    ("test", 1, {"auc": 0.9, "log_loss": 0.1}),
    ("validation", 2, {"auc": 0.8, "log_loss": 0.4}),
    ("test", 2, {"auc": 0.7, "log_loss": 0.6}),
    ("validation", 3, {"auc": None, "log_loss": 0.3}),
    ("test", 3, {"auc": 0.8, "log_loss": 0.7}),
]


class Kept:
    def __init__(self, points):
        self.points = points

    def metrics(self, run_id, *, by_day):
        assert not by_day
        return [MetricPoint(step=step, epoch=step, split=split, values=values) for split, step, values in self.points]


@pytest.mark.parametrize(
    ("metric", "split", "expected"),
    [
        ("auc", "validation", Figures(0.8, 2, 0.7)),
        ("log_loss", "validation", Figures(0.3, 3, 0.7)),
        ("auc", "test", Figures(0.9, 1, None)),
        ("gauc", "validation", None),
    ],
)
def test_the_best_moment_is_chosen_on_the_split_that_judges(metric, split, expected):
    assert figures_of(Kept(POINTS), "r", metric=metric, split=split) == expected


def test_a_run_without_test_has_no_figure_there():
    points = [point for point in POINTS if point[0] != "test"]
    assert figures_of(Kept(points), "r", metric="auc", split="validation") == Figures(0.8, 2, None)
