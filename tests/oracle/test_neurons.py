"""The map of neurons against layers of four rows, solved by hand; and fluctuation, which must say the same."""

import pytest

from clicklens.analysis.fluctuation import Fluctuation, FluctuationParams
from clicklens.analysis.neurons import Neurons, NeuronsParams
from clicklens.analysis.neurons_result import NeuronsResult
from clicklens.data.split import TRAIN
from tests.captured_runs import make_captured
from tests.states_by_hand import captured_by_hand

EARLY = {"train": {"h": [[1, 0, 2], [3, 0, 2], [1, 0, 2], [3, 0, 2]]}, "test": {"h": [[2, 0, 0]] * 4}}
LATE = {"train": {"h": [[0, 4, 0], [8, 4, 0], [0, 0, 0], [8, 0, 0]]}, "test": {"h": [[0, 1, 0], [2, 1, 0]] * 2}}


def find(measure: str, split: str) -> NeuronsResult:
    params = NeuronsParams.parse({"measure": measure, "split": split}, source="test")
    return Neurons().run(captured_by_hand({10: EARLY, 20: LATE}, best=10), params)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("mean", ((2, 4), (0, 2), (2, 0))),
        ("deviation", ((1, 4), (0, 2), (0, 0))),
        ("zero_share", ((0, 0.5), (1, 0.5), (0, 1))),
    ],
)
def test_the_map_is_solved_by_hand(measure: str, expected: tuple[tuple[float, ...], ...]) -> None:
    (layer,) = find(measure, "train").layers
    assert layer.values == expected


def test_a_gap_is_the_deviation_on_training_rows_less_that_on_others() -> None:
    found = find("gap", "test")
    assert found.compared_with == "test"
    assert found.layers[0].values == ((1, 3), (0, 2), (0, 0))
    assert found.moved is not None
    assert (found.moved.layer, found.moved.neuron) == ("h", 0)
    assert found.moved.now is not None
    assert found.moved.now.value == pytest.approx(3)


def test_silence_is_told_neuron_by_neuron() -> None:
    (layer,) = find("mean", "train").layers
    assert (layer.dead, layer.barely_active, layer.woken, layer.silenced) == ((2,), (2,), (1,), (2,))
    assert (layer.dead_counts, layer.barely_active_counts) == ((1, 1), (1, 1))
    assert layer.by_value == (0, 1, 2)
    assert layer.by_change == (0, 1, 2)


def test_it_counts_silent_neurons_as_fluctuation_does() -> None:
    for weighted in (False, True):
        subject = make_captured(steps=5, overfit_from=300, weighted=weighted)
        told = Fluctuation().run(subject, FluctuationParams(draws=40))
        found = Neurons().run(subject, NeuronsParams(split=TRAIN, draws=40))
        assert (found.step, found.reference_step) == (told.step, told.reference_step)
        for layer, gap in zip(found.layers, told.gaps, strict=True):
            assert (len(layer.woken), len(layer.silenced)) == (gap.woken, gap.silenced)
            series = [state for state in told.series if (state.split, state.layer) == (TRAIN, layer.layer)]
            assert layer.dead_counts == tuple(state.dead for state in series)
            assert layer.barely_active_counts == tuple(state.barely_active for state in series)
