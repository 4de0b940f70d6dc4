"""The picture of a comparison."""

from clicklens.analysis.comparison import compare, compare_days
from tests.captured_runs import make_captured


def titles(figure: object) -> list[str]:
    return [axis.get_title(loc="left") for axis in figure.axes if axis.get_visible()]  # type: ignore[attr-defined]


def test_two_steps_have_four_panels() -> None:
    subject = make_captured(steps=3, rows=80)
    figure = compare(subject, subject, step=100, other_step=300, draws=40).plot()
    assert titles(figure) == [
        "What became better or worse",
        "Share of saliency by field",
        "Fluctuation by layer",
        "How far pctr moved",
    ]
    assert "step 100" in figure.get_suptitle()


def test_two_days_have_no_moves_and_say_that_rows_differ() -> None:
    figure = compare_days(make_captured(steps=2, rows=120), 1, 2, draws=40).plot()
    assert "How far pctr moved" not in titles(figure)
    assert "other rows" in figure.get_supxlabel()


def test_without_gradients_the_panel_of_saliency_is_left_out() -> None:
    subject = make_captured(steps=2, rows=80, gradients=False)
    figure = compare(subject, subject, step=100, other_step=200, draws=40).plot()
    assert "Share of saliency by field" not in titles(figure)
