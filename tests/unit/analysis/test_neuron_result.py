"""The tables of one neuron."""

from clicklens.analysis.neuron import Neuron, NeuronParams
from tests.captured_runs import make_captured


def test_it_has_tables_of_steps_rows_and_shared_values() -> None:
    found = Neuron().run(make_captured(steps=3), NeuronParams(draws=40, top=4))
    assert list(found.to_frame().columns) == ["step", "mean", "deviation", "zero_share"]
    assert found.to_frame()["step"].tolist() == [100, 200, 300]
    top = found.top_frame()
    assert top["output"].is_monotonic_decreasing
    assert {"field:user_id", "field:city", "label", "pctr"} <= set(top.columns)
    assert {"lift", "lift_low", "lift_high", "p", "users"} <= set(found.shared_frame().columns)
