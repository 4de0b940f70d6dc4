from clicklens.analysis.scan_figure import SHOWN, draw_scan
from tests.live_results import make_scan


def test_numbers_are_drawn_along_an_axis_with_the_own_one_marked():
    (axis,) = draw_scan(make_scan((1.0, None, 0.0), (2.0, None, 1.0), own=2.0)).axes
    assert axis.get_xlabel() == "genre"
    assert axis.get_ylabel() == "pctr, 0 to 1"
    assert list(axis.lines[-1].get_xdata()) == [2.0]


def test_of_many_values_the_ends_and_the_own_one_are_drawn():
    points = [(f"v{place}", 5, 3.0 - place / 10) for place in range(60)]
    (axis,) = draw_scan(make_scan(*points, own="v30")).axes
    names = [label.get_text() for label in axis.get_yticklabels()]
    assert len(names) == SHOWN + 1
    assert {"v0", "v30", "v59"} <= set(names)
    assert "35 between left out" in axis.get_title(loc="left")
