"""The picture of projection shows what there is."""

import numpy as np

from clicklens.analysis.projection import Projection, ProjectionParams
from tests.captured_runs import make_captured


def test_it_has_a_map_for_each_layer_and_purity_beside() -> None:
    result = Projection().run(make_captured(taps=3), ProjectionParams(method="pca", step=200, through=(100,)))
    figure = result.plot()
    figure.canvas.draw()
    titles = [axis.get_title(loc="left") for axis in figure.axes if axis.get_visible()]
    assert [title.split(":")[0] for title in titles] == [
        "layer_1 at step 200",
        "layer_2 at step 200",
        "layer_3 at step 200",
        "Purity of a clicked point's 10 nearest, step 200",
        "Purity in the layer over training",
    ]


def test_silent_layers_and_many_layers_can_be_drawn() -> None:
    subject = make_captured(taps=8, steps=1)
    states = subject.store.split_states(subject.run.id, 100, "train").activations
    states["layer_8"] = np.zeros_like(states["layer_8"])  # type: ignore[index]
    figure = Projection().run(subject, ProjectionParams(method="pca")).plot()
    figure.canvas.draw()
    titles = [axis.get_title(loc="left") for axis in figure.axes if axis.get_visible()]
    assert len(titles) == 7
    assert "layer_8 at step 100: silent" in titles
