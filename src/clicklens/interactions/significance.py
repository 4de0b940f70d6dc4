"""Whether a set is found more often than in a model without interactions.

    b = instances where the set is found in the model, and not in the model without interactions
    c = instances where it is the other way round
    p = P(X >= b), X ~ Binomial(b + c, 1/2)                 the sign test; then Holm's correction for all sets found

The same instances are asked twice, so that what the detector is prone to find (fields of strong main effects) is found
in both. If nothing acts together, either order is as likely.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrc

from clicklens.interactions.black_box import Floats


def sign_test(here: NDArray[np.bool_], by_chance: NDArray[np.bool_]) -> Floats:
    """here, by_chance (I, C): where each set was found -> p (C,), not corrected"""
    b = (here & ~by_chance).sum(axis=0)
    c = (by_chance & ~here).sum(axis=0)
    p: Floats = np.where(b > 0, bdtrc(np.maximum(b, 1) - 1, b + c, 0.5), 1.0)
    return p


def holm(p: Floats, tests: int) -> Floats:
    """p (C,) -> corrected for ``tests`` of which these are some, the others having p = 1; at most 1"""
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * (tests - np.arange(len(p))))
    corrected = np.empty_like(p)
    corrected[order] = np.minimum(stepped, 1.0)
    return corrected
