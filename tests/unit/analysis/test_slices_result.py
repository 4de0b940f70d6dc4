from clicklens.analysis import analyze
from clicklens.core.condition import where
from clicklens.core.slice import Slice
from tests.captured_runs import make_captured


def test_a_table_has_a_row_for_each_slice_with_its_intervals() -> None:
    subject = make_captured(steps=1, rows=200)
    digest = subject.run.features.digest()
    for name, chosen in (("clicked", where("label=1")), ("nobody", where("pctr>=2"))):
        subject.store.put_slice(Slice(name=name, filter=chosen, schema_digest=digest, data="d", created_at="now"))
    result = analyze(subject, "slices", {"values": 2})
    frame = result.to_frame().set_index("slice")
    assert len(frame) == len(result.slices)  # type: ignore[attr-defined]
    assert frame.loc["clicked", "saved"]
    assert frame.loc["clicked", "rate"] == 1.0
    assert frame["auc"].isna()["clicked"]
    assert frame.loc["nobody", "rows"] == 0
    assert frame.loc["nobody", "reason"] == "no row passes it"
    assert {"auc_low", "auc_high", "pcoc_gap", "pcoc_gap_low"} <= set(frame.columns)
