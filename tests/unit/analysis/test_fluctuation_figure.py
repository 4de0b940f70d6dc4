import pytest

from clicklens.analysis.fluctuation import Fluctuation, FluctuationParams
from clicklens.analysis.overfitting import AlarmRule
from tests.captured_runs import make_captured


def titles(**settings: object) -> list[str]:
    result = Fluctuation().run(make_captured(**settings), FluctuationParams())  # type: ignore[arg-type]
    return [axis.get_title(loc="left") for axis in result.plot().axes if axis.get_visible()]


def test_all_panels_are_there_where_all_was_kept() -> None:
    shown = titles(overfit_from=400)
    assert len(shown) == 6
    assert shown[0].startswith("Fluctuation of layer_")
    assert shown[-1] == "Fluctuation by day on test at step 600"


def test_panels_without_anything_to_show_are_left_out() -> None:
    assert len(titles(preactivations=False, days=None)) == 4
    assert len(titles(days=1)) == 5


@pytest.mark.parametrize("made", [{"steps": 1}, {"taps": 1}, {"taps": 7}, {"splits": ("train", "elsewhere")}])
def test_small_and_large_runs_can_be_drawn(made: dict[str, object]) -> None:
    figure = Fluctuation().run(make_captured(**made), FluctuationParams()).plot()  # type: ignore[arg-type]
    figure.draw_without_rendering()


RATIO = AlarmRule(signal="fluctuation_ratio", transform="growth", threshold=1.1, skip=0)


def test_the_alarm_is_marked() -> None:
    figure = Fluctuation().run(make_captured(rows=600, overfit_from=300), FluctuationParams(alarm=RATIO)).plot()
    assert "alarm" in [text.get_text() for text in figure.axes[0].texts]
