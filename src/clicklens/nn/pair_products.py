"""The products of all pairs of vectors, summed, at the cost of one pass."""

from __future__ import annotations

from torch import Tensor


def pair_products(vectors: Tensor) -> Tensor:
    """Σ_{i<j} v_i ∘ v_j = ½ ((Σ_i v_i)² - Σ_i v_i²), element by element; FM's second order before its sum over D.

    (B, F, D) -> (B, D). Source: Rendle, ICDM 2010, lemma 3.1.
    """
    return 0.5 * (vectors.sum(dim=1).square() - vectors.square().sum(dim=1))
