import numpy as np
import pytest

from clicklens.core.errors import ConfigError, DataError
from clicklens.metrics import auc, bootstrap_interval

VALUES = np.random.default_rng(5).normal(size=200)


def mean_of(rows):
    return float(VALUES[rows].mean())


def test_the_interval_of_a_mean_is_near_that_of_the_formula():
    interval = bootstrap_interval(mean_of, 200, seed=0, draws=2000)
    half = 1.96 * VALUES.std() / np.sqrt(200)
    assert interval.value == VALUES.mean()
    assert interval.high - interval.low == pytest.approx(2 * half, rel=0.1)


def test_the_same_seed_gives_the_same_interval():
    assert bootstrap_interval(mean_of, 200, seed=1) == bootstrap_interval(mean_of, 200, seed=1)
    assert bootstrap_interval(mean_of, 200, seed=1) != bootstrap_interval(mean_of, 200, seed=2)


def test_whole_groups_are_drawn():
    groups = np.array([9, 4, 9, 4, 4, 1])
    seen = []

    def record(rows):
        seen.append(rows)
        return float(len(rows))

    bootstrap_interval(record, 6, seed=0, groups=groups)
    assert seen[0].tolist() == [0, 1, 2, 3, 4, 5]
    for rows in seen[1:]:
        counts = np.bincount(rows, minlength=6)
        assert counts[0] == counts[2]
        assert counts[1] == counts[3] == counts[4]
        assert counts[0] + counts[1] + counts[5] == 3
    assert len({tuple(rows) for rows in seen}) > 5


def test_rows_that_repeat_within_groups_widen_the_interval():
    groups = np.repeat(np.arange(20), 10)
    repeated = np.repeat(VALUES[:20], 10)
    by_rows = bootstrap_interval(lambda rows: repeated[rows].mean(), 200, seed=0)
    by_groups = bootstrap_interval(lambda rows: repeated[rows].mean(), 200, seed=0, groups=groups)
    assert by_groups.high - by_groups.low > 2 * (by_rows.high - by_rows.low)


def test_undefined_figures_give_no_interval():
    assert bootstrap_interval(mean_of, 0, seed=0) is None
    assert bootstrap_interval(mean_of, 1, seed=0) is None
    assert bootstrap_interval(mean_of, 3, seed=0, groups=[2, 2, 2]) is None
    assert bootstrap_interval(lambda _: None, 10, seed=0) is None


def test_a_rare_undefined_draw_is_left_out_and_a_common_one_is_not_hidden():
    labels, scores = np.array([1] * 10 + [0] * 10), np.arange(20.0)
    assert bootstrap_interval(lambda rows: auc(labels[rows], scores[rows]), 20, seed=0) is not None
    lonely = np.array([1] + [0] * 19)
    assert bootstrap_interval(lambda rows: auc(lonely[rows], scores[rows]), 20, seed=0) is None


def test_too_few_draws_and_wrong_groups_are_refused():
    with pytest.raises(ConfigError, match=r"draws is 39: a level of 0\.95 needs at least 40"):
        bootstrap_interval(mean_of, 200, seed=0, draws=39)
    assert bootstrap_interval(mean_of, 200, seed=0, draws=40) is not None
    with pytest.raises(DataError, match="groups have 2 rows"):
        bootstrap_interval(mean_of, 200, seed=0, groups=[1, 2])
    with pytest.raises(ConfigError, match=r"level is 1\.0"):
        bootstrap_interval(mean_of, 200, seed=0, level=1.0)
