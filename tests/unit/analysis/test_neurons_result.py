"""The table behind the map of neurons."""

from clicklens.analysis.neurons import Neurons, NeuronsParams
from tests.captured_runs import make_captured


def test_the_table_has_a_row_for_each_neuron_and_step() -> None:
    found = Neurons().run(make_captured(steps=3), NeuronsParams(measure="mean", draws=40))
    frame = found.to_frame()
    assert list(frame.columns) == ["layer", "neuron", "step", "mean"]
    assert len(frame) == (8 + 7) * 3
    cell = frame[(frame["layer"] == "layer_2") & (frame["neuron"] == 3) & (frame["step"] == 200)]
    assert cell["mean"].tolist() == [found.layers[1].values[3][1]]


def test_a_map_of_a_thousand_neurons_and_three_hundred_steps_stays_below_three_megabytes() -> None:
    found = Neurons().run(make_captured(steps=1), NeuronsParams(draws=40))
    wide = found.layers[0].model_copy(update={"values": tuple((0.01234,) * 300 for _ in range(1024))})
    assert len(found.model_copy(update={"layers": (wide,)}).to_json()) < 3e6
