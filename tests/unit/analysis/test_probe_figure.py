"""The picture of probes shows what there is."""

from clicklens.analysis.probe import Probe, ProbeParams
from tests.captured_runs import make_captured


def panels_of(**made: object) -> list[str]:
    figure = Probe().run(make_captured(**made), ProbeParams()).plot()  # type: ignore[arg-type]
    figure.canvas.draw()
    return [axis.get_title(loc="left") for axis in figure.axes if axis.get_visible()]


def test_it_has_layers_gains_and_two_films() -> None:
    assert panels_of(steps=[100, 200], taps=4)[1:] == [
        "What each layer adds at step 200, test",
        "AUC of each layer's probe over training, test",
        "AUC of each layer's probe over training, train",
    ]


def test_one_snapshot_of_one_layer_can_be_drawn() -> None:
    assert len(panels_of(steps=1, taps=1)) == 2
