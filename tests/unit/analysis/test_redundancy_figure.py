"""The picture of layers that carry the same."""

import numpy as np

from clicklens.analysis.redundancy import Redundancy, RedundancyParams
from tests.captured_runs import make_captured
from tests.states_by_hand import captured_by_hand


def test_the_matrix_is_symmetric_with_ones_on_its_diagonal() -> None:
    figure = Redundancy().run(make_captured(steps=2, taps=3), RedundancyParams()).plot()
    matrix = np.asarray(figure.axes[0].images[0].get_array())
    assert (matrix == matrix.T).all()
    assert np.diag(matrix).tolist() == [1.0] * 3
    assert len(figure.axes[0].texts) == 6


def test_one_snapshot_has_one_panel_and_layers_that_do_not_vary_are_drawn() -> None:
    assert len(Redundancy().run(make_captured(steps=1), RedundancyParams()).plot().axes) == 1
    silent = {step: {"test": {"layer_1": np.zeros((40, 3)), "layer_2": np.zeros((40, 2))}} for step in (1, 2)}
    Redundancy().run(captured_by_hand(silent), RedundancyParams()).plot().draw_without_rendering()
