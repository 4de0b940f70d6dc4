"""Row saliency: from a kept gradient to |dPctr/dh0|."""

import numpy as np
import pytest

from clicklens.analysis.row_saliency import pctr_slope, row_saliency, shares
from clicklens.core.errors import UnavailableError
from clicklens.core.snapshot import SplitStates


def states_of(logits: list[float], gradients: dict[str, list[list[float]]]) -> SplitStates:
    n = len(logits)
    return SplitStates(
        example_ids=np.arange(n),
        weights=np.ones(n, dtype=np.float32),
        labels={"click": np.zeros(n, dtype=np.float32)},
        logits={"click": np.array(logits, dtype=np.float32)},
        activations={},
        preactivations={},
        gradients={name: np.array(values, dtype=np.float32) for name, values in gradients.items()},
        neurons={},
    )


def test_each_row_has_the_slope_of_its_pctr_times_the_mean_size_of_its_gradient() -> None:
    states = states_of([0.0, np.log(3.0)], {"a": [[1.0, -3.0], [0.0, 4.0]], "b": [[2.0], [-8.0]]})
    found = row_saliency(states, task="click", fields=("b", "a"))
    assert found == pytest.approx(np.array([[0.25 * 2, 0.25 * 2], [0.1875 * 8, 0.1875 * 2]]))


def test_the_slope_is_pctr_times_its_complement_and_never_leaves_0_to_a_quarter() -> None:
    logits = np.array([-800.0, -40.0, -2.0, 0.0, 2.0, 40.0, 800.0], dtype=np.float32)
    slope = pctr_slope(logits)
    pctr = 1 / (1 + np.exp(-logits[2:5].astype(np.float64)))
    assert slope[2:5] == pytest.approx(pctr * (1 - pctr))
    assert slope == pytest.approx(slope[::-1])
    assert slope[3] == 0.25
    assert slope[0] == 0.0
    assert slope[1] == pytest.approx(np.exp(-40.0))


def test_a_gradient_that_is_not_finite_names_its_field() -> None:
    states = states_of([0.0], {"a": [[1.0]], "b": [[np.inf]]})
    with pytest.raises(UnavailableError, match="field 'b' is not finite"):
        row_saliency(states, task="click", fields=("a", "b"))


def test_shares_sum_to_one_and_are_undefined_where_nothing_moves() -> None:
    found = shares(np.array([[1.0, 3.0], [0.0, 0.0]]))
    assert found[0].tolist() == [0.25, 0.75]
    assert np.isnan(found[1]).all()
