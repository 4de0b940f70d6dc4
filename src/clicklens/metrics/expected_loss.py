"""Expected loss: the log loss that a model foresees for itself, were its every pctr true. It needs no labels.

A model that grows bolder than it has a right to foresees less loss than it will have.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from clicklens.metrics.rows import Floats


def expected_loss(logits: Floats, weights: Floats) -> Floats:
    """Mean over rows of log(1 + e^z) - p z: logits (..., n), weights (n,) that sum to 1 -> (...), in nats.

    NaN where a logit is not finite.
    """
    with np.errstate(invalid="ignore"):
        expected: Floats = (np.logaddexp(0.0, logits) - expit(logits) * logits) @ weights
    return expected
