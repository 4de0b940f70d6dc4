"""Ids of a field, ordered by how much their rows lean on it."""

import numpy as np
import pytest

from clicklens.analysis.id_saliency import ids_of_rows, rank_ids

Generator = np.random.default_rng


def ones(n: int) -> np.ndarray:
    return np.ones(n, dtype=np.float32)


def test_ids_are_told_apart_with_their_rows_and_a_cell_of_many_counts_each_once() -> None:
    names, ids, rows = ids_of_rows(["a", ["b", "a", "b"], None, np.array([]), float("nan"), 3])
    assert names == ["a", "b", "3"]
    assert ids.tolist() == [0, 1, 0, 2]
    assert rows.tolist() == [0, 1, 1, 5]


def test_the_id_with_truly_higher_saliency_comes_first() -> None:
    cells = [f"u{i % 20}" for i in range(400)]
    saliency = 1.0 + 0.1 * Generator(0).random(400) + np.array([cell == "u7" for cell in cells])
    first, second, *_ = rank_ids("user", cells, saliency, ones(400), top=5, support=5)
    assert (first.field, first.value, first.rows) == ("user", "u7", 20)
    assert first.saliency.low > second.saliency.high
    assert first.ratio == pytest.approx(first.saliency.value / saliency.mean())


def test_an_id_of_one_row_does_not_win_by_chance() -> None:
    """100 ids of one row and 10 of 40, all alike: by plain means a lone row always wins, with the support never."""
    cells = [f"lone {i}" for i in range(100)] + [f"often {i % 10}" for i in range(400)]
    for seed in range(20):
        saliency = Generator(seed).exponential(size=500)
        greatest = saliency[:100].max()
        (first,) = rank_ids("user", cells, saliency, ones(500), top=1, support=1)
        assert first.saliency.value < greatest / 2, "a lone row keeps little of its own mean"
        assert rank_ids("user", cells, saliency, ones(500), top=1, support=5)[0].value.startswith("often")


def test_ids_that_differ_by_chance_alone_are_hardly_told_apart() -> None:
    for seed in range(20):
        cells = [f"u{i % 25}" for i in range(500)]
        ranked = rank_ids("user", cells, Generator(seed).exponential(size=500), ones(500), top=25, support=5)
        assert ranked[0].ratio < 1.4


def test_support_and_top_bound_the_list() -> None:
    cells = ["a"] * 10 + ["b"] * 4 + ["c"] * 6
    ranked = rank_ids("f", cells, np.arange(20.0), ones(20), top=10, support=5)
    assert [entry.value for entry in ranked] == ["c", "a"]
    assert len(rank_ids("f", cells, np.arange(20.0), ones(20), top=1, support=1)) == 1
    assert rank_ids("f", [None] * 20, np.arange(20.0), ones(20), top=5, support=1) == ()


def test_weights_count_as_that_many_rows() -> None:
    cells = ["a", "a", "b", "b"]
    saliency = np.array([1.0, 4.0, 1.0, 1.0])
    weighted = rank_ids("f", cells, saliency, np.array([1, 2, 1, 1], dtype=np.float32), top=1, support=1)
    assert weighted[0].plain == pytest.approx(3.0)


@pytest.mark.parametrize("weights", [[0, 0, 0, 0], [1, 0, 0, 0]])
def test_rows_without_weight_are_no_evidence(weights: list[int]) -> None:
    ranked = rank_ids("f", ["a", "b", "b", "c"], np.ones(4), np.array(weights, dtype=np.float32), top=9, support=1)
    assert [entry.value for entry in ranked] == ["a"] * sum(weights)
