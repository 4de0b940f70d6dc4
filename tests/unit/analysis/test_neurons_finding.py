"""What is said of neurons."""

from clicklens.analysis.neurons import Neurons, NeuronsParams
from tests.captured_runs import make_captured
from tests.states_by_hand import captured_by_hand


def test_silence_is_told_with_what_the_rows_can_vouch_for() -> None:
    found = Neurons().run(make_captured(steps=3), NeuronsParams(draws=40))
    assert found.findings[0].text == (
        "At step 300, 1 of the 7 neurons of layer 2 is barely active on test, 1 of them never in 200 rows (so in "
        f"fewer than 0.015 of rows like these); since step {found.reference_step}, 0 of all 15 woke and 0 fell silent."
    )


def test_a_layer_that_is_mostly_silent_is_a_warning_and_one_that_is_not_is_said_to_be_active() -> None:
    quiet = {"train": {"h": [[1, 0, 0], [2, 0, 0]]}}
    awake = {"train": {"h": [[1, 2, 1], [2, 1, 2]]}}
    params = NeuronsParams(draws=40)
    assert Neurons().run(captured_by_hand({1: quiet}), params).findings[0].severity == "warning"
    said = Neurons().run(captured_by_hand({1: awake}), params).finding
    assert said == "At step 1 every one of the 3 neurons is active on train."


def test_the_neuron_that_changed_most_is_named_with_its_interval() -> None:
    found = Neurons().run(make_captured(steps=4, overfit_from=200), NeuronsParams(draws=40, measure="mean"))
    assert found.moved is not None
    text = found.findings[1].text
    assert f"neuron {found.moved.neuron} of layer" in text
    assert "its mean output on test went from" in text
    assert found.moved.change is not None
    assert f"(change {found.moved.change.value:.3g}, " in text
