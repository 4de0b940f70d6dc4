"""The picture of saliency shows what there is."""

from clicklens.analysis.saliency import Saliency, SaliencyParams
from tests.captured_runs import make_captured


def panels_of(**made: object) -> list[str]:
    result = Saliency().run(make_captured(**made), SaliencyParams())  # type: ignore[arg-type]
    figure = result.plot()
    figure.canvas.draw()
    return [axis.get_title(loc="left") for axis in figure.axes if axis.get_visible()]


def test_it_has_a_panel_for_fields_steps_days_and_ids() -> None:
    titles = panels_of(steps=8, rows=400, overfit_from=500)
    assert titles == [
        "Share of saliency at step 400",
        "Share of saliency over training, test",
        "Share of saliency by day, test, step 400",
        "Ids of user_id leant on most, step 400",
    ]


def test_one_snapshot_without_days_leaves_two() -> None:
    assert len(panels_of(steps=1, days=None)) == 2
