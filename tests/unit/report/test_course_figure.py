"""The picture of a run's evaluations."""

from clicklens.analysis import Captured
from clicklens.report.course import read_course
from clicklens.report.course_figure import draw_course
from tests.captured_runs import RUN_ID, made_up_record, make_captured
from tests.memory_store import MemoryStore


def test_the_picture_has_a_panel_for_each_metric_and_one_for_the_days() -> None:
    figure = draw_course(read_course(make_captured(steps=3, rows=200, days=3)))
    assert figure is not None
    titles = [axis.get_title(loc="left") for axis in figure.axes if axis.get_visible()]
    assert titles[0] == "AUC by split"
    assert titles[-1] == "AUC by day, test"


def test_of_many_days_eight_are_drawn_and_it_says_so() -> None:
    figure = draw_course(read_course(make_captured(steps=2, rows=400, days=20)))
    assert figure is not None
    axis = next(axis for axis in figure.axes if axis.get_title(loc="left").startswith("AUC by day"))
    assert "8 of 20 days" in axis.get_title(loc="left")


def test_a_run_without_evaluations_has_no_picture() -> None:
    store = MemoryStore()
    store.add_run(made_up_record())
    assert draw_course(read_course(Captured(store, RUN_ID))) is None
