"""A comparison's tables, and that it survives being written down."""

from clicklens.analysis.comparison import compare
from clicklens.analysis.comparison_result import Comparison
from tests.captured_runs import make_captured


def made() -> Comparison:
    subject = make_captured(steps=4, rows=120, overfit_from=300)
    return compare(subject, subject, step=200, other_step=400, draws=40)


def test_the_table_has_a_row_for_each_metric_field_and_layer() -> None:
    frame = made().to_frame()
    assert list(frame.columns) == ["what", "name", "before", "after", "difference", "low", "high"]
    assert frame["what"].value_counts().to_dict() == {"metric": 8, "saliency share": 4, "fluctuation": 2}
    known = frame.dropna(subset=["low"])
    assert ((known["low"] <= known["difference"]) & (known["difference"] <= known["high"])).all()


def test_the_rows_that_moved_are_a_table_with_their_fields() -> None:
    frame = made().rows_frame()
    assert {"example", "clicked", "before", "after", "move", "user_id", "city"} <= set(frame.columns)
    assert frame["move"].abs().is_monotonic_decreasing


def test_it_is_read_back_as_it_was_written() -> None:
    result = made()
    assert Comparison.model_validate_json(result.to_json()) == result
