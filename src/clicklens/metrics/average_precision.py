"""Average precision: the share of clicks among the rows on top, averaged over how far down one goes.

The area under the precision-recall curve, as a sum of steps. Chance gives the click rate, not 0.5, so a figure says
nothing without that rate beside it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from clicklens.metrics.rows import check_rows
from clicklens.metrics.tied_runs import find_tied_runs


def average_precision(labels: ArrayLike, scores: ArrayLike, *, weights: ArrayLike | None = None) -> float | None:
    """AP = Σ_k (recall_k - recall_{k-1}) precision_k over the distinct scores k from the top; no interpolation.

    labels, scores, weights (n,). 0 to 1; None with one class. Raises DataError for unusable rows.
    """
    rows = check_rows(labels, scores, weights=weights)
    if not rows.have_both_classes:
        return None
    runs = find_tied_runs(rows.scores)
    clicks, seen = runs.sums(rows.positive)[::-1], runs.sums(rows.weights)[::-1]  # (r,) each, highest score first
    weighed = seen.cumsum() > 0  # rows of weight 0 on top have no precision and no recall
    precision = np.divide(clicks.cumsum(), seen.cumsum(), out=np.zeros_like(seen), where=weighed)
    return min(float(clicks @ precision / clicks.sum()), 1.0)
