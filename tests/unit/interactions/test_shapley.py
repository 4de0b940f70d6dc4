"""Shapley indices by shapiq, where it is installed."""

import sys
from itertools import combinations
from math import factorial

import numpy as np
import pytest

from clicklens.core.errors import UnavailableError
from clicklens.interactions import Shapley
from tests.black_boxes import planted, planted_box


def shapley_interaction_index(pair: tuple[int, int], fields: int = 6) -> float:
    """SII written out: Σ over contexts T of |T|! (F − |T| − 2)! / (F − 1)! · Δ_ij(T)."""
    others, total = [f for f in range(fields) if f not in pair], 0.0
    for size in range(len(others) + 1):
        for context in combinations(others, size):
            rows = np.zeros((4, fields), dtype=bool)
            rows[:, list(context)] = True
            rows[[1, 3], pair[0]] = rows[[2, 3], pair[1]] = True
            f = planted(rows)
            weight = factorial(size) * factorial(fields - size - 2) / factorial(fields - 1)
            total += weight * (f[3] - f[1] - f[2] + f[0])
    return total


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("exact", [True, False])
def test_the_index_is_its_formula(exact):
    pytest.importorskip("shapiq", reason="shapiq is not installed: it is no part of the environment")
    detector = Shapley(exact_fields=12 if exact else 2, budget=64)
    detection = detector.detect(planted_box())
    for pair in combinations(range(6), 2):
        found = detection.pairs[0][pair]
        assert found == pytest.approx(abs(shapley_interaction_index(pair)), abs=1e-6)
    assert detection.sets[0][0].fields == (0, 1)


@pytest.mark.filterwarnings("ignore")
def test_sets_of_three_are_told_where_asked_for():
    pytest.importorskip("shapiq", reason="shapiq is not installed: it is no part of the environment")
    detection = Shapley(index="STII", order=3).detect(planted_box((0,)))
    strengths = dict(detection.sets[0])
    assert strengths[(2, 3, 4)] == pytest.approx(1.6, abs=1e-6)


def test_without_the_library_it_says_what_to_install_and_what_else_there_is(monkeypatch):
    monkeypatch.setitem(sys.modules, "shapiq", None)
    with pytest.raises(UnavailableError, match=r"pip install shapiq\. Without it second_difference"):
        Shapley().detect(planted_box())
