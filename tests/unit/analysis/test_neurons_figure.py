"""The picture of neurons."""

import numpy as np

from clicklens.analysis.neurons import Neurons, NeuronsParams
from tests.captured_runs import make_captured


def test_lines_are_sorted_by_their_value_at_the_step() -> None:
    found = Neurons().run(make_captured(steps=3), NeuronsParams(draws=40))
    image = np.asarray(found.plot().axes[0].images[0].get_array())
    assert (np.diff(image[:, 2]) <= 0).all()


def test_a_gap_is_drawn_about_zero_with_one_scale_for_all_layers() -> None:
    found = Neurons().run(make_captured(steps=3, overfit_from=200), NeuronsParams(draws=40, measure="gap"))
    limits = [axis.images[0].get_clim() for axis in found.plot().axes[:2]]
    assert limits[0] == limits[1]
    assert limits[0][0] == -limits[0][1]
