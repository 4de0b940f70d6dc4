"""The picture of one neuron."""

from clicklens.analysis.neuron import Neuron, NeuronParams
from tests.captured_runs import make_captured


def test_four_panels_and_the_names_of_neurons_like_it() -> None:
    found = Neuron().run(make_captured(steps=3), NeuronParams(draws=40))
    figure = found.plot()
    assert len(figure.axes) == 4
    names = [label.get_text() for label in figure.axes[3].get_yticklabels()]
    assert names == [f"{near.layer}, {near.neuron}" for near in found.near]
