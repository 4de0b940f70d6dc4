"""Detectors on functions whose interactions are known, with the papers' figures."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from clicklens.interactions import ArchDetect, FunctionBox, SecondDifference
from clicklens.interactions.black_box import Kept
from clicklens.metrics import auc
from reproductions.nid_functions import BINARY, FIELDS, SYNTHETIC, at_half, draw


@pytest.mark.parametrize("name", SYNTHETIC)
def test_a_synthetic_function_is_the_one_that_is_meant(name: str) -> None:
    known = SYNTHETIC[name]
    assert float(known(at_half(name))) == pytest.approx(known.at_half, abs=1e-6)
    assert len(known.pairs) == known.positives
    assert np.isfinite(known(draw(name, 2000, np.random.default_rng(0)))).all()


@pytest.mark.parametrize("name", SYNTHETIC)
def test_the_sets_of_a_synthetic_function_are_those_that_act_together(name: str) -> None:
    """A pair inside no true set has no second difference anywhere; every true pair has one somewhere."""
    known, random = SYNTHETIC[name], np.random.default_rng(1)
    sizes = np.zeros((10, 10))
    for x, other in zip(draw(name, 300, random), draw(name, 300, random), strict=True):
        for i, j in combinations(range(10), 2):
            corners = np.stack([x] * 4)
            corners[[1, 3], i], corners[[2, 3], j] = other[i], other[j]
            f = known(corners)
            sizes[i, j] = max(sizes[i, j], abs(f[3] - f[1] - f[2] + f[0]))
    found = {(i, j) for i, j in combinations(range(10), 2) if sizes[i, j] > 1e-9}
    assert found == known.pairs


@pytest.mark.parametrize("name", BINARY)
def test_arch_detect_orders_all_pairs_of_archipelagos_suite(name: str) -> None:
    """AUC 1.0 on all four, as Tsang et al. publish (arXiv:2006.10965)."""
    function, pairs = BINARY[name]

    def answer(kept: Kept) -> np.ndarray:
        return function(np.where(kept, 1.0, -1.0))

    box = FunctionBox(answer, fields=[f"x{i}" for i in range(FIELDS)])
    strengths = ArchDetect().detect(box).pairs[0]
    every = list(combinations(range(FIELDS), 2))
    assert auc([float(pair in pairs) for pair in every], [strengths[pair] for pair in every]) == 1.0


def test_second_differences_tell_the_pairs_of_a_synthetic_function() -> None:
    """F7 between two of its points: strengths above 0 are those of true pairs alone."""
    known, random = SYNTHETIC["F7"], np.random.default_rng(3)
    kept_at, off_at = draw("F7", 2, random)
    box = FunctionBox(lambda kept: known(np.where(kept, kept_at, off_at)), fields=[f"x{i}" for i in range(1, 11)])
    found = {interaction.fields for interaction in SecondDifference().detect(box).sets[0]}
    assert found
    assert found <= known.pairs
