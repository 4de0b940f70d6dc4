from clicklens.analysis import analyze
from clicklens.analysis.slices_figure import LONGEST, SHOWN, draw_slices
from clicklens.core.condition import where
from clicklens.core.slice import Slice
from tests.captured_runs import make_captured


def test_the_worst_slices_are_drawn_with_short_names() -> None:
    subject = make_captured(steps=1, rows=300)
    long = Slice(
        name="a name of a slice that is far longer than an axis can hold",
        filter=where("field:city=city 1|city 3"),
        schema_digest="0" * 64,
        data="d",
        created_at="now",
    )
    subject.store.put_slice(long)
    figure = draw_slices(analyze(subject, "slices"))  # type: ignore[arg-type]
    for axis in figure.axes:
        names = [label.get_text() for label in axis.get_yticklabels()]
        assert 0 < len(names) <= SHOWN
        assert all(len(name) <= LONGEST for name in names)
    figure.draw_without_rendering()


def test_a_result_without_any_order_is_drawn_empty() -> None:
    subject = make_captured(steps=1, rows=60)
    subject.store.put_slice(
        Slice(name="clicked", filter=where("label=1"), schema_digest="0" * 64, data="d", created_at="now")
    )
    draw_slices(analyze(subject, "slices", {"values": 0})).draw_without_rendering()  # type: ignore[arg-type]
