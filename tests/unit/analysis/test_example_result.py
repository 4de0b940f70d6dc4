"""The tables of one row."""

from clicklens.analysis.example import Example, ExampleParams
from tests.captured_runs import make_captured


def test_it_has_tables_of_fields_steps_and_near_rows() -> None:
    found = Example().run(make_captured(steps=3), ExampleParams(near=4))
    fields = found.to_frame()
    assert list(fields.columns) == ["field", "value", "saliency", "share", "usual_share"]
    assert abs(fields["share"].sum() - 1) < 1e-9
    assert fields["saliency"].is_monotonic_decreasing
    assert found.film_frame()["step"].tolist() == [100, 200, 300]
    near = found.near_frame()
    assert len(near) == 4
    assert near["distance"].is_monotonic_increasing
    assert found.now.step == found.step
