import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from clicklens.core.errors import ConfigError, DataError
from clicklens.metrics import calibration_curve, ece, pcoc

rows = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from([0.0, 0.1, 0.2, 0.5, 0.9, 1.0]), st.integers(0, 3)),
    min_size=1,
    max_size=40,
)


def test_pcoc_is_promised_clicks_over_observed():
    assert pcoc([1, 0, 0, 0], [0.5, 0.25, 0.25, 0.5]) == 1.5
    assert pcoc([1, 0], [0.5, 0.25], weights=[1, 2]) == 1.0
    assert pcoc([1, 1], [0.5, 0.5]) == 0.5


def test_without_a_click_pcoc_is_undefined():
    assert pcoc([0, 0], [0.1, 0.1]) is None
    assert pcoc([1, 0], [0.1, 0.1], weights=[0, 1]) is None
    assert pcoc([], []) is None


def test_ece_averages_the_gap_of_each_bin():
    # two bins of two: promised 0.1 and 0.6 a row, observed 0 and 1
    assert ece([0, 0, 1, 1], [0.1, 0.1, 0.5, 0.7], bins=2) == pytest.approx((0.1 + 0.4) / 2)
    # one bin: promised 0.35, observed 0.5
    assert ece([0, 0, 1, 1], [0.1, 0.1, 0.5, 0.7], bins=1) == pytest.approx(0.15)


def test_ece_weighs_bins_by_their_impressions():
    assert ece([0, 1], [0.2, 0.5], weights=[1, 1], bins=2) == pytest.approx((0.2 + 0.5) / 2)
    assert ece([0, 1], [0.2, 0.5], weights=[3, 1], bins=2) == pytest.approx((3 * 0.2 + 1 * 0.5) / 4)


def test_bins_hold_equal_counts_however_skewed_the_scores():
    pctr = np.linspace(0.001, 0.9, 200) ** 4
    curve = calibration_curve(np.arange(200) % 2, pctr, bins=8)
    assert [b.n for b in curve.bins] == [25] * 8
    assert [b.share for b in curve.bins] == pytest.approx([1 / 8] * 8)


def test_rows_of_one_pctr_are_never_parted():
    curve = calibration_curve([0, 0, 0, 0, 0, 1], [0.1, 0.2, 0.2, 0.2, 0.2, 0.3], bins=6)
    assert [b.n for b in curve.bins] == [1, 4, 1]


@given(rows, st.randoms(), st.integers(1, 25))
def test_the_order_of_rows_does_not_matter_and_the_curve_accounts_for_every_row(triples, random, bins):
    labels, pctr, weights = (np.array(values) for values in zip(*triples, strict=True))
    order = np.array(random.sample(range(len(labels)), len(labels)))
    value = ece(labels, pctr, weights=weights, bins=bins)
    again = ece(labels[order], pctr[order], weights=weights[order], bins=bins)
    curve = calibration_curve(labels, pctr, weights=weights, bins=bins)
    if value is None:
        assert again is None
        assert curve is None
        assert not weights.any()
        return
    assert 0 <= value <= 1
    assert again == pytest.approx(value)
    assert sum(b.n for b in curve.bins) == (weights > 0).sum()
    assert sum(b.share * abs(b.pctr - b.rate) for b in curve.bins) == pytest.approx(value)
    assert all(0 <= b.low <= b.rate <= b.high <= 1 for b in curve.bins)


def test_wilsons_interval_is_that_of_scipy():
    labels = np.r_[np.ones(10), np.zeros(90)]
    (only,) = calibration_curve(labels, np.full(100, 0.1), bins=20).bins
    expected = binomtest(10, 100).proportion_ci(0.95, method="wilson")
    assert (only.low, only.high) == pytest.approx((expected.low, expected.high))
    assert (only.low, only.high) == pytest.approx((0.0552, 0.1744), abs=5e-5)  # by hand
    assert only.n == 100


def test_no_click_leaves_room_above_zero():
    (only,) = calibration_curve(np.zeros(50), np.full(50, 0.01)).bins
    assert only.low == 0 < only.high < 0.1


def test_unequal_weights_widen_the_interval():
    labels, pctr = np.r_[np.ones(10), np.zeros(90)], np.full(100, 0.1)
    (even,) = calibration_curve(labels, pctr, weights=np.full(100, 7.0)).bins
    (plain,) = calibration_curve(labels, pctr).bins
    (uneven,) = calibration_curve(labels, pctr, weights=np.tile([1.0, 9.0], 50)).bins
    assert even.model_dump() == pytest.approx(plain.model_dump())
    assert uneven.high - uneven.low > plain.high - plain.low


def test_without_rows_nothing_is_defined():
    assert ece([], []) is None
    assert calibration_curve([], []) is None


def test_logits_and_senseless_bins_are_refused():
    with pytest.raises(DataError, match=r"pctr\[1\] is -2.0: a probability lies between 0 and 1"):
        ece([0, 1], [0.5, -2.0])
    with pytest.raises(DataError, match=r"pctr\[0\] is 1.5"):
        pcoc([0, 1], [1.5, 0.2])
    with pytest.raises(ConfigError, match="bins is 0"):
        ece([0, 1], [0.5, 0.2], bins=0)
    with pytest.raises(ConfigError, match="level is 2"):
        calibration_curve([0, 1], [0.5, 0.2], level=2)
