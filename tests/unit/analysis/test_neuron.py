"""One neuron of a captured run: which it is, what is refused, and what a still one gives."""

import numpy as np
import pytest

from clicklens.analysis.fluctuation import Fluctuation, FluctuationParams
from clicklens.analysis.neuron import Neuron, NeuronParams, driving_rows
from clicklens.analysis.neuron_result import NeuronResult
from clicklens.core.errors import NotFoundError
from tests.captured_runs import make_captured


def find(settings: dict[str, object] | None = None, **made: object) -> NeuronResult:
    params = NeuronParams.parse({"draws": 40, **(settings or {})}, source="test")
    return Neuron().run(make_captured(**made), params)  # type: ignore[arg-type]


def test_by_default_it_is_the_neuron_of_the_last_layer_that_moves_most() -> None:
    subject = make_captured(steps=3)
    found = Neuron().run(subject, NeuronParams(draws=40))
    told = Fluctuation().run(subject, FluctuationParams(draws=40, step=found.step))
    (neurons,) = (known for known in told.neurons if (known.layer, known.split) == ("layer_2", "test"))
    assert (found.layer, found.split, found.width) == ("layer_2", "test", 7)
    assert neurons.deviation[found.neuron] == max(neurons.deviation)


def test_the_rows_that_drive_it_come_largest_first_with_what_they_hold() -> None:
    subject = make_captured(steps=2)
    found = Neuron().run(subject, NeuronParams(draws=40, neuron=0, layer="layer_1", top=7))
    output = subject.states(found.step, "test").activations["layer_1"][:, 0]
    assert [row.output for row in found.top] == pytest.approx(sorted(output, reverse=True)[:7])
    first = int(np.argmax(output))
    row = subject.rows("test").iloc[first]
    assert found.top[0].example_id == row["example_id"]
    assert found.top[0].fields["city"] == row["field:city"]
    assert found.top[0].label == row["label:click"]
    assert found.driving_rows == 10
    assert found.threshold == pytest.approx(sorted(output, reverse=True)[9])


def test_it_goes_with_pctr_and_clicks_as_made() -> None:
    found = find(steps=3, rows=400)
    assert found.with_pctr is not None
    assert found.with_label is not None
    assert abs(found.with_pctr.value) > 0.5
    assert found.with_label.excludes_zero
    assert found.with_label.value * found.with_pctr.value > 0
    assert found.driving_clicks is not None
    assert found.rest_clicks is not None
    assert (found.driving_clicks.value > found.rest_clicks.value) == (found.with_label.value > 0)


def test_neurons_like_it_come_from_its_layer_and_from_those_beside_it() -> None:
    found = find({"layer": "layer_2", "near": 2, "neuron": 0}, steps=2, taps=4)
    assert [near.layer for near in found.near] == ["layer_2", "layer_2", "layer_1", "layer_1", "layer_3", "layer_3"]
    assert ("layer_2", 0) not in [(near.layer, near.neuron) for near in found.near]
    assert {near.layer for near in find({"layer": "layer_1"}, steps=1).near} == {"layer_1", "layer_2"}


def test_a_neuron_of_a_wide_layer_beside_a_narrow_one_has_neurons_like_it() -> None:
    found = find({"layer": "wide", "neuron": 10}, steps=1, taps={"wide": 12, "narrow": 4})
    assert {near.layer for near in found.near} == {"wide", "narrow"}
    assert ("wide", 10) not in [(near.layer, near.neuron) for near in found.near]


def test_a_dead_neuron_is_told_to_be_dead_and_drives_nothing() -> None:
    found = find({"neuron": 6}, steps=2)
    assert (found.is_dead, found.is_barely_active) == (True, True)
    assert (found.threshold, found.driving_rows, found.top, found.shared, found.near) == (None, 0, (), (), ())
    assert (found.with_pctr, found.with_label, found.driving_clicks) == (None, None, None)
    assert "is 0 in all 200 test rows" in found.finding
    found.plot().draw_without_rendering()
    assert len(found.top_frame()) == len(found.shared_frame()) == 0


def test_what_a_run_lacks_is_named() -> None:
    with pytest.raises(NotFoundError, match="did you mean 'layer_1'"):
        find({"layer": "layer1"}, steps=1)
    with pytest.raises(NotFoundError, match="its neurons are 0 to 6"):
        find({"neuron": 7}, steps=1)
    with pytest.raises(NotFoundError, match="nearest is 100"):
        find({"step": 1}, steps=1)


def test_rows_of_the_least_output_never_drive_it() -> None:
    mostly_zero = np.array([0.0] * 97 + [1.0, 2.0, 3.0])
    chosen, threshold = driving_rows(mostly_zero, 0.05)
    assert (int(chosen.sum()), threshold) == (3, 1.0)
    chosen, threshold = driving_rows(np.arange(100.0) - 200, 0.05)
    assert (int(chosen.sum()), threshold) == (5, -105.0)
    assert driving_rows(np.ones(5), 0.5)[1] is None
    tied = np.array([0.0, 1.0, 1.0, 1.0])
    assert driving_rows(tied, 0.25)[0].tolist() == [False, True, True, True]
