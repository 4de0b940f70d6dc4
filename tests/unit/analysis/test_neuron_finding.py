"""What is said of one neuron."""

import numpy as np

from clicklens.analysis.neuron import Neuron, NeuronParams
from tests.captured_runs import make_captured
from tests.states_by_hand import captured_by_hand


def test_its_role_what_drives_it_and_who_is_like_it() -> None:
    random = np.random.default_rng(1)
    city = random.integers(0, 6, 300)
    states = {1: {"test": {"layer_1": np.stack([city == 2, city == 2, random.random(300)], axis=1)}}}
    subject = captured_by_hand(states, cells={"city": [f"c{value}" for value in city]}, labels=city == 2)
    texts = [finding.text for finding in Neuron().run(subject, NeuronParams(neuron=0, draws=40)).findings]
    rows = int((city == 2).sum())
    assert texts[0].startswith(
        f"Neuron 0 of layer 1 differs from 0 in {rows / 300:.0%} of test rows at step 1; its output"
    )
    assert "goes with clicks (r = 1.00, 1.00 to 1.00)" in texts[0]
    assert "hold `city` c2 at least" in texts[1]
    assert f"(none of which holds it; {rows} rows, against 0 of {300 - rows}; p < 0.001" in texts[1]
    assert "neuron 1 of layer 1 is most like it (r = 1.00, 1.00 to 1.00): one of the two says nothing new." in texts[2]


def test_what_is_shared_by_chance_only_is_said_to_be_so() -> None:
    found = Neuron().run(make_captured(steps=2), NeuronParams(draws=40))
    assert not found.shared
    assert found.findings[1].text.startswith("No field value is more frequent among the 10 rows that drive it most")
