import pytest
from matplotlib.figure import Figure

from clicklens.analysis.scores import ScoresAnalysis, ScoresParams
from tests.captured_runs import make_captured


def drawn(**settings: object) -> Figure:
    result = ScoresAnalysis().run(make_captured(**settings), ScoresParams(draws=40))  # type: ignore[arg-type]
    return result.plot()


def test_all_panels_are_there_where_all_was_kept() -> None:
    shown = [axis.get_title(loc="left") for axis in drawn(steps=3).axes if axis.get_visible()]
    assert len(shown) == 6
    assert shown[0] == "AUC by split over training"


def test_panels_without_anything_to_show_are_left_out() -> None:
    assert len([axis for axis in drawn(steps=1, days=None).axes if axis.get_visible()]) == 2


@pytest.mark.parametrize("made", [{"weighted": True}, {"splits": ("train",)}, {"splits": ("train", "x"), "rows": 20}])
def test_it_can_be_drawn(made: dict[str, object]) -> None:
    drawn(steps=2, **made).draw_without_rendering()


def test_clicked_and_not_clicked_have_their_colours_in_every_split() -> None:
    density = drawn(steps=1).axes[0]
    assert [line.get_color() for line in density.lines[:4]] == ["#c2255c", "#8a9099"] * 2


def test_scores_that_span_decades_are_drawn_on_a_log_scale() -> None:
    result = ScoresAnalysis().run(make_captured(rows=600, overfit_from=200), ScoresParams(draws=40, step=600))
    assert result.plot().axes[2].get_xscale() == "log"
