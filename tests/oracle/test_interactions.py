"""Detectors on functions whose interactions are known, with the papers' figures."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import torch

from clicklens.interactions import ArchDetect, FunctionBox, ModelBox, Off, SecondDifference
from clicklens.interactions.black_box import Kept
from clicklens.metrics import auc
from clicklens.models import CtrModel, Fm, Logistic, build_model
from reproductions.nid_functions import BINARY, FIELDS, SYNTHETIC, at_half, draw
from tests.rows_by_hand import batch_of, schema_of, sizes_of

SHOP = schema_of("shop", "user", "item", "day", "hour")


def model_of(spec: Fm | Logistic) -> CtrModel:
    torch.manual_seed(0)
    model = build_model(spec, schema=SHOP, table_sizes=sizes_of(SHOP))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.randn_like(parameter))
    return model


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


def test_the_pairs_of_a_factorisation_machine_are_the_products_of_its_vectors() -> None:
    """logit = … + Σ_{i<j} <v_i, v_j> (Rendle 2010): off by zero, the second difference of i and j is <v_i, v_j>."""
    model, rows = model_of(Fm(embedding_dim=5)), batch_of(SHOP, 3)
    box = ModelBox(model, rows, rows, off=Off(kind="zero"))
    vectors = torch.stack([v[:, :5] for v in model.embed(rows).fields.values()], dim=1).double()  # (3, 4, 5)
    products = torch.einsum("bid,bjd->bij", vectors, vectors).detach().numpy()
    products[:, np.arange(4), np.arange(4)] = 0
    assert SecondDifference().detect(box).pairs == pytest.approx(np.abs(products), abs=1e-4)
    assert ArchDetect().detect(box).pairs == pytest.approx(products**2, abs=1e-3)


@pytest.mark.parametrize("kind", ["zero", "mean", "resample"])
def test_a_logistic_regression_has_no_interactions_whatever_off_means(kind: str) -> None:
    rows, background = batch_of(SHOP, 3), batch_of(SHOP, 9, seed=1)
    box = ModelBox(model_of(Logistic()), rows, background, off=Off(kind=kind))
    assert SecondDifference().detect(box).sets == ((),) * 3
    assert ArchDetect().detect(box).pairs.max() < 1e-9
