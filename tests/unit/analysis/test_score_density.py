import numpy as np
import pytest

from clicklens.analysis.score_density import LEAST, ScoreDensity, score_density
from clicklens.analysis.score_estimate import ScoredRows


def rows(logits: list[float], labels: list[float], weights: list[float] | None = None) -> ScoredRows:
    return ScoredRows(np.array(labels), np.array(logits), np.array(weights or [1.0] * len(labels)), None, None)


def mass(found: ScoreDensity, place: int) -> float:
    edges = np.log10(found.edges) if found.is_log else np.array(found.edges)
    return float(np.diff(edges) @ np.array(found.classes[place].density))


def test_each_class_of_each_split_has_a_density_that_sums_to_one() -> None:
    found = score_density({"train": rows([-5.0, -2.0, 1.0], [0, 0, 1]), "test": rows([-3.0, 2.0], [0, 1])}, 0.1)
    assert [(d.split, d.clicked, d.rows) for d in found.classes] == [
        ("train", True, 1),
        ("train", False, 2),
        ("test", True, 1),
        ("test", False, 1),
    ]
    assert found.is_log
    assert [mass(found, place) for place in range(4)] == pytest.approx([1.0] * 4)


def test_scores_are_divided_by_the_average_click_rate() -> None:
    found = score_density({"train": rows([0.0, 1.0], [0, 1])}, 0.25)
    assert not found.is_log
    assert found.edges[0] == pytest.approx(0.5 / 0.25)
    assert found.base_rate == 0.25


def test_weights_count_rows_and_a_class_without_rows_is_left_out() -> None:
    found = score_density({"train": rows([0.0, 1.0], [0, 0], [3.0, 1.0])}, 0.25)
    assert [d.clicked for d in found.classes] == [False]
    width = found.edges[1] - found.edges[0]
    assert found.classes[0].density[0] * width == pytest.approx(0.75)
    assert found.classes[0].density[-1] * width == pytest.approx(0.25)


@pytest.mark.parametrize("base", [None, 0.0])
def test_without_a_click_rate_it_is_pctr_itself(base: float | None) -> None:
    assert score_density({"train": rows([0.0, 0.0], [0, 1])}, base).base_rate == 1.0


def test_equal_and_extreme_scores_have_a_grid_too() -> None:
    assert mass(score_density({"train": rows([0.0, 0.0], [0, 1])}, 0.5), 0) == pytest.approx(1.0)
    found = score_density({"train": rows([-900.0, 900.0], [0, 1])}, 0.5)
    assert found.edges[0] == LEAST
    assert mass(found, 1) == pytest.approx(1.0)
