from clicklens.analysis.what_if_figure import draw_what_if
from tests.live_results import make_what_if


def test_each_change_has_a_mark_and_all_together_one_more():
    figure = draw_what_if(make_what_if(0.5, 0.7))
    (axis,) = figure.axes
    assert [label.get_text() for label in axis.get_yticklabels()] == ["field_0 = new", "field_1 = a, b", "all together"]
    assert axis.get_xlabel() == "pctr, 0 to 1"
    assert "example 4 of test" in figure.get_suptitle()


def test_one_change_is_drawn_once():
    (axis,) = draw_what_if(make_what_if(1.0)).axes
    assert len(axis.get_yticks()) == 1
