"""The table of layers that carry the same."""

from clicklens.analysis.redundancy import Redundancy, RedundancyParams
from tests.captured_runs import make_captured


def test_the_table_has_a_row_for_each_pair_and_for_each_layer_at_two_steps() -> None:
    found = Redundancy().run(make_captured(steps=2, taps=3), RedundancyParams())
    frame = found.to_frame()
    assert list(frame.columns) == ["layer", "step", "other", "other_step", "cka", "cka_low", "cka_high"]
    assert len(frame) == 3 + 3
    assert (frame["cka_low"] <= frame["cka"]).all()
    assert set(frame["step"][3:]) | set(frame["other_step"][3:]) == {100, 200}
