import tracemalloc

import numpy as np
import pytest

from clicklens.core.errors import DataError
from clicklens.metrics import MetricsAccumulator, summarise

RANDOM = np.random.default_rng(4)
LABELS = RANDOM.integers(0, 2, size=90)
LOGITS = RANDOM.normal(size=90).astype(np.float32)
GROUPS = RANDOM.integers(0, 5, size=90)
DAYS = RANDOM.permutation(np.repeat([20140503, 20140501, 20140502], 30))
WEIGHTS = RANDOM.choice([0.0, 0.5, 1.0, 10.0, 300.0], size=90)


def filled(size, weights=None):
    accumulator = MetricsAccumulator()
    for start in range(0, 90, size):
        batch = slice(start, start + size)
        part = None if weights is None else weights[batch]
        accumulator.add(LABELS[batch], LOGITS[batch], groups=GROUPS[batch], days=DAYS[batch], weights=part)
    return accumulator


@pytest.mark.parametrize("size", [1, 7, 90])
def test_batches_of_any_size_give_the_figures_of_the_whole(size):
    assert filled(size).result() == summarise(LABELS, LOGITS, groups=GROUPS)


def test_each_day_has_its_own_figures_earliest_first():
    by_day = filled(13).by_day()
    assert list(by_day) == [20140501, 20140502, 20140503]
    for day, found in by_day.items():
        mine = day == DAYS
        expected = summarise(LABELS[mine], LOGITS[mine], groups=GROUPS[mine])
        assert found.model_dump() == pytest.approx(expected.model_dump())


@pytest.mark.parametrize("size", [1, 7, 90])
def test_sampling_weights_count_over_all_batches_and_not_within_each(size):
    assert filled(size, WEIGHTS).result() == summarise(LABELS, LOGITS, groups=GROUPS, weights=WEIGHTS)
    for day, found in filled(size, WEIGHTS).by_day().items():
        mine = day == DAYS
        expected = summarise(LABELS[mine], LOGITS[mine], groups=GROUPS[mine], weights=WEIGHTS[mine])
        assert found.model_dump() == pytest.approx(expected.model_dump())


def test_a_row_of_weight_three_counts_as_three_rows():
    once, thrice = MetricsAccumulator(), MetricsAccumulator()
    once.add([0, 1, 0], [0.1, 0.2, 0.3], weights=[1, 1, 3])
    thrice.add([0, 1, 0, 0, 0], [0.1, 0.2, 0.3, 0.3, 0.3])
    left, right = once.result(), thrice.result()
    assert (left.auc, right.auc) == (0.25, 0.25)
    assert left.log_loss == pytest.approx(right.log_loss)
    assert left.label_rate == right.label_rate == 0.2


def test_adding_goes_on_after_a_result():
    accumulator = MetricsAccumulator()
    accumulator.add(LABELS[:40], LOGITS[:40])
    assert accumulator.result().rows == 40
    accumulator.add(LABELS[40:], LOGITS[40:])
    assert accumulator.result() == summarise(LABELS, LOGITS)
    assert len(accumulator) == 90
    assert accumulator.by_day() == {}


def test_nothing_added_has_no_figures():
    assert MetricsAccumulator().result() == summarise([], [])
    assert MetricsAccumulator().by_day() == {}


def test_an_empty_batch_changes_nothing():
    accumulator = filled(30)
    accumulator.add([], [])
    assert accumulator.result().rows == 90


def test_the_callers_array_may_be_used_again():
    accumulator, batch = MetricsAccumulator(), LOGITS.copy()
    accumulator.add(LABELS, batch)
    batch[:] = 0
    assert accumulator.result() == summarise(LABELS, LOGITS)


@pytest.mark.parametrize(
    ("labels", "logits", "more", "named"),
    [
        ([0, 3], [0, 0], {}, r"labels\[91\] is 3"),
        ([0, 1], [np.nan, 0], {}, r"logits\[90\] is nan"),
        ([0, 1], [0, 1e300], {}, r"logits\[91\] is inf"),
        ([0, 1], [0, "x"], {}, r"logits\[9\d\] is '"),
        ([0, 1], [0, 1], {"groups": [1.5, 2.5], "days": [1, 1]}, "groups are float64"),
        ([0, 1], [0, 1], {"groups": [1, 2], "days": [1]}, "days have 1 rows"),
        ([0, 1], [0, 1], {"groups": [1, 2]}, "days are missing from row 90 on and were given before"),
        ([0, 1], [0, 1], {"weights": [1, -2]}, r"weights\[91\] is -2.0: a sampling weight is 0 or more"),
        (
            [0, 1],
            [0, 1],
            {"groups": [1, 2], "days": [1, 1], "weights": [1, 2]},
            "weights are given from row 90 on and were missing before",
        ),
    ],
)
def test_a_refused_batch_is_named_by_its_row_and_leaves_nothing_behind(labels, logits, more, named):
    accumulator = filled(30)
    with pytest.raises(DataError, match=named):
        accumulator.add(labels, logits, **more)
    assert accumulator.result() == summarise(LABELS, LOGITS, groups=GROUPS)
    assert list(accumulator.by_day()) == [20140501, 20140502, 20140503]


def test_groups_that_begin_late_are_refused():
    accumulator = MetricsAccumulator()
    accumulator.add([0, 1], [0, 1])
    with pytest.raises(DataError, match="groups are given from row 2 on and were missing before"):
        accumulator.add([0, 1], [0, 1], groups=[1, 1])


def test_the_days_are_told_in_order():
    gathered = MetricsAccumulator()
    assert gathered.days() == []
    gathered.add(np.array([0.0, 1.0, 1.0]), np.zeros(3), days=np.array([9, 2, 9]))
    assert gathered.days() == [2, 9]


def part(rows, **more):
    accumulator = MetricsAccumulator()
    given = {"groups": GROUPS, "days": DAYS, "weights": WEIGHTS, **more}
    accumulator.add(LABELS[rows], LOGITS[rows], **{k: None if v is None else v[rows] for k, v in given.items()})
    return accumulator


@pytest.mark.parametrize("cut", [0, 1, 40, 90])
def test_two_that_are_merged_have_the_figures_of_one_that_saw_all_rows(cut):
    first, second = part(slice(0, cut)), part(slice(cut, 90))
    first.merge(second)
    assert first.result() == part(slice(0, 90)).result() == summarise(LABELS, LOGITS, groups=GROUPS, weights=WEIGHTS)
    assert first.by_day() == part(slice(0, 90)).by_day()


def test_merging_goes_on_after_a_result_and_leaves_the_other_as_it_is():
    first, second = part(slice(0, 40)), part(slice(40, 90))
    before = second.result()
    assert first.result().rows == 40
    first.merge(second)
    first.add([1], [0.5], groups=[1], days=[20140501], weights=[1])
    assert first.result().rows == 91
    assert second.result() == before


def test_parts_of_which_one_has_no_weights_are_not_merged():
    first = part(slice(0, 40))
    with pytest.raises(DataError, match="weights are missing from row 40 on and were given before"):
        first.merge(part(slice(40, 90), weights=None))
    assert first.result() == part(slice(0, 40)).result()


def test_what_it_holds_can_be_sent_elsewhere():
    sent = part(slice(0, 90)).arrays()
    assert {name: array.dtype.name for name, array in sent.items()} == {
        "labels": "uint8", "logits": "float32", "groups": "int64", "days": "int64", "weights": "float64",
    }  # fmt: skip
    assert MetricsAccumulator.of(sent).result() == part(slice(0, 90)).result()
    assert MetricsAccumulator.of(MetricsAccumulator().arrays()).result() == summarise([], [])


@pytest.mark.parametrize(("with_more", "held", "at_most"), [(False, 6, 105), (True, 30, 135)])
def test_memory_for_a_row_is_what_the_documentation_says(with_more, held, at_most):
    n = 200_000
    labels, logits = np.tile(LABELS, n // 90 + 1)[:n], np.random.default_rng(0).normal(size=n).astype(np.float32)
    more = {"groups": np.arange(n) // 20, "days": np.arange(n) % 9, "weights": np.ones(n)} if with_more else {}
    tracemalloc.start()
    try:
        accumulator = MetricsAccumulator()
        for start in range(0, n, 8192):
            part = slice(start, start + 8192)
            accumulator.add(labels[part], logits[part], **{name: values[part] for name, values in more.items()})
        assert tracemalloc.get_traced_memory()[0] / n < held
        accumulator.result()
        assert tracemalloc.get_traced_memory()[1] / n < at_most
    finally:
        tracemalloc.stop()
