import pytest

from clicklens.analysis.rows.figures import Parts, RowDifferences, RowEstimate, RowFigures
from clicklens.analysis.slice_gap import at_level, gap_of
from clicklens.core.interval import Interval
from clicklens.metrics import auc_interval

NONE = RowEstimate(value=None, interval=None, reason="there are no rows")


def figures(**known: Interval | None) -> RowFigures:
    told = {name: RowEstimate(value=found.value, interval=found) if found else NONE for name, found in known.items()}
    rest = dict.fromkeys({"rate", "mean_pctr", "auc", "log_loss", "pcoc"} - set(told), NONE)
    return RowFigures(rows=10, clicked=5, share=0.5, **told, **rest)


def parts(one: Interval | None, rest: Interval | None, name: str) -> Parts:
    nothing = RowDifferences(rate=None, mean_pctr=None, auc=None, log_loss=None, pcoc=None)
    return Parts(selection=figures(**{name: one}), rest=figures(**{name: rest}), differences=nothing)


def test_an_interval_at_another_level_is_the_one_that_delong_gives_there() -> None:
    labels, scores = [0, 1, 0, 1, 1, 0, 1, 0], [0.1, 0.4, 0.35, 0.8, 0.3, 0.2, 0.7, 0.5]
    known, wide = auc_interval(labels, scores), auc_interval(labels, scores, level=0.999)
    assert known is not None
    assert wide is not None
    found = at_level(known, 0.999, scale="logit")
    assert (found.low, found.high, found.level) == pytest.approx((wide.low, wide.high, 0.999))
    assert at_level(found, 0.95, scale="logit").low == pytest.approx(known.low)


def test_a_plain_scale_is_stretched_evenly() -> None:
    known = Interval(value=1.0, low=0.9, high=1.2)
    found = at_level(known, 0.95, scale="plain")
    assert (found.low, found.high) == pytest.approx((0.9, 1.2))
    wide = at_level(known, 0.99, scale="plain")
    assert wide.high - 1.0 == pytest.approx(2 * (1.0 - wide.low))


def test_the_gap_joins_both_errors() -> None:
    one, rest = Interval(value=1.5, low=1.2, high=1.8), Interval(value=1.0, low=0.6, high=1.4)
    found = gap_of(parts(one, rest, "pcoc"), "pcoc", 0.95)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.0, 1.0))  # 3-4-5
    assert found.level == 0.95


def test_without_an_interval_on_a_side_or_at_an_end_there_is_no_gap() -> None:
    known, perfect = Interval(value=0.7, low=0.6, high=0.8), Interval(value=1.0, low=0.6, high=1.0)
    assert gap_of(parts(known, None, "auc"), "auc", 0.95) is None
    assert gap_of(parts(None, known, "auc"), "auc", 0.95) is None
    assert gap_of(parts(perfect, known, "auc"), "auc", 0.95) is None
    assert gap_of(parts(known, known, "auc"), "auc", 0.95) is not None
