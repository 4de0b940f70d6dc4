"""Metrics of many samples at once: each is what the metric itself says of that sample."""

import numpy as np
import pytest

from clicklens.analysis.redrawn_scores import ece_by_chance, redrawn_average_precision, redrawn_ece
from clicklens.analysis.redraws import Redraws
from clicklens.metrics import average_precision, ece


def rows(n: int = 300, *, ties: bool = False) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Labels, pctr, and the weights of some draws by user."""
    random = np.random.default_rng(0)
    pctr = random.random(n)
    pctr = np.round(pctr, 1) if ties else pctr
    labels = (random.random(n) < pctr).astype(np.float64)
    weights = (random.random(n) * random.integers(0, 2, n)).astype(np.float32)
    return labels, pctr, Redraws(weights, groups=random.integers(0, 40, n), draws=60).weights


@pytest.mark.parametrize("ties", [False, True])
def test_each_draw_has_the_figure_that_the_metric_gives_it(ties: bool) -> None:
    labels, pctr, weights = rows(ties=ties)
    errors = [ece(labels, pctr, weights=drawn) for drawn in weights]
    precisions = [average_precision(labels, pctr, weights=drawn) for drawn in weights]
    assert redrawn_ece(labels, pctr, weights) == pytest.approx(np.array(errors, dtype=float))
    assert redrawn_average_precision(labels, pctr, weights) == pytest.approx(np.array(precisions, dtype=float))


def test_more_rows_than_are_worked_on_at_once_are_measured_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    labels, pctr, weights = rows()
    at_once = redrawn_ece(labels, pctr, weights), ece_by_chance(pctr, weights[0], draws=50, seed=3)
    monkeypatch.setattr("clicklens.analysis.redrawn_scores._NUMBERS", 700)
    assert redrawn_ece(labels, pctr, weights) == pytest.approx(at_once[0])
    assert ece_by_chance(pctr, weights[0], draws=50, seed=3) == pytest.approx(at_once[1])


def test_chance_is_what_the_metric_says_of_clicks_drawn_from_pctr() -> None:
    _, pctr, weights = rows(ties=True)
    random = np.random.default_rng(7)
    expected = [ece(random.random(len(pctr)) < pctr, pctr, weights=weights[0]) for _ in range(5)]
    assert ece_by_chance(pctr, weights[0], draws=5, seed=7) == pytest.approx(np.array(expected, dtype=float))


def test_a_draw_without_weight_or_of_one_class_has_no_figure() -> None:
    labels, pctr = np.array([0.0, 1.0]), np.array([0.2, 0.7])
    assert np.isnan(redrawn_ece(labels, pctr, np.zeros((1, 2)))).all()
    assert np.isnan(redrawn_average_precision(labels, pctr, np.array([[1.0, 0.0], [0.0, 1.0]]))).all()
