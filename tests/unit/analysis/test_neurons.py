"""Neurons over training: what is asked for, refused, thinned and kept small."""

import numpy as np
import pytest

from clicklens.analysis.neurons import Neurons, NeuronsParams
from clicklens.analysis.neurons_result import NeuronsResult
from clicklens.core.errors import NotFoundError
from tests.captured_runs import make_captured
from tests.states_by_hand import captured_by_hand


def find(settings: dict[str, object] | None = None, **made: object) -> NeuronsResult:
    params = NeuronsParams.parse({"draws": 40, **(settings or {})}, source="test")
    return Neurons().run(make_captured(**made), params)  # type: ignore[arg-type]


def test_by_default_it_looks_at_the_last_step_on_held_out_rows() -> None:
    found = find(steps=3)
    assert (found.step, found.split, found.measure, found.steps) == (300, "test", "deviation", (100, 200, 300))
    assert [(layer.layer, layer.neurons) for layer in found.layers] == [("layer_1", 8), ("layer_2", 7)]
    assert all(len(layer.values) == layer.neurons and len(layer.values[0]) == 3 for layer in found.layers)


def test_the_last_neuron_of_a_made_up_layer_is_dead_and_told_so() -> None:
    found = find(steps=3)
    assert [layer.dead for layer in found.layers] == [(7,), (6,)]
    assert all(layer.by_value[-1] == layer.neurons - 1 for layer in found.layers)


def test_an_over_fitting_run_has_a_gap_above_chance() -> None:
    found = find({"measure": "gap"}, steps=6, overfit_from=300, groups=False)
    assert found.moved is not None
    assert found.moved.now is not None
    assert found.moved.now.low > 0
    assert found.rows == {"train": 200, "test": 200}
    assert "its deviation is" in found.findings[1].text
    assert found.findings[1].severity == "warning"


def test_a_gap_asked_of_the_training_split_stands_against_held_out_rows() -> None:
    assert find({"measure": "gap", "split": "train"}, steps=2).compared_with == "test"
    assert find({"measure": "mean", "split": "train"}, steps=2).compared_with is None


def test_a_gap_needs_both_splits() -> None:
    alone = make_captured(steps=2, splits=("train",))
    reason = Neurons().lacks(alone, NeuronsParams(measure="gap"))
    assert reason is not None
    assert "held-out" in reason
    assert Neurons().run(alone, NeuronsParams()).split == "train"


def test_layers_are_chosen_and_unknown_ones_refused() -> None:
    assert [layer.layer for layer in find({"layers": ["layer_2"]}, steps=2).layers] == ["layer_2"]
    with pytest.raises(NotFoundError, match="did you mean 'layer_2'"):
        find({"layers": ["layer_22"]}, steps=2)
    with pytest.raises(NotFoundError, match="nearest is 200"):
        find({"step": 250}, steps=2)


def test_what_is_not_finite_is_none_and_comes_last() -> None:
    layer = np.array([[1.0, np.nan, 3.0], [2.0, 1.0, 5.0]])
    found = Neurons().run(captured_by_hand({1: {"train": {"h": layer}}}), NeuronsParams(measure="mean", draws=40))
    assert found.layers[0].values == ((1.5,), (None,), (4.0,))
    assert found.layers[0].by_value == (2, 0, 1)
    assert (found.layers[0].low, found.layers[0].high) == (1.5, 4.0)


def test_columns_are_thinned_where_there_are_many() -> None:
    found = find({"most_steps": 4, "step": 400}, steps=8)
    assert len(found.steps) == 4
    assert {100, 400, 800} <= set(found.steps)
