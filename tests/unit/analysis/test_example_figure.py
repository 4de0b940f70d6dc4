"""The picture of one row."""

from clicklens.analysis.example import Example, ExampleParams
from tests.captured_runs import make_captured


def test_it_has_a_panel_for_score_standing_fields_and_near_rows() -> None:
    figure = Example().run(make_captured(steps=3), ExampleParams()).plot()
    assert len(figure.axes) == 4
    assert len(figure.axes[2].patches) == 4
    assert "Row" in figure.get_suptitle()
