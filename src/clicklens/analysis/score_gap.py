"""Where the loss of AUC from training rows to held-out rows comes from: clicked rows, or rows without a click."""

from __future__ import annotations

import numpy as np

from clicklens.analysis.redraws import interval_of
from clicklens.analysis.score_estimate import Floats, ScoredRows, redrawn_auc
from clicklens.core.interval import Interval
from clicklens.core.record import Record


class AucGap(Record):
    """AUC on train less AUC on a held-out split, and the part of it that each class of rows brings.

    With A(c, o) the AUC of clicked rows of split c against the other rows of split o, the clicked part is the mean of
    what is lost when only they are exchanged, A(train, o) - A(held out, o), over both choices of o; the other part
    likewise. The two add up to the gap. DeepInsight (arXiv:1806.08541) reads the same off densities.
    """

    split: str  # the held-out one
    gap: Interval  # AUC, -1 to 1; above 0: train is better
    clicked: Interval  # above 0: clicked rows score lower than on train
    not_clicked: Interval  # above 0: rows without a click score higher than on train


def auc_gap(train: ScoredRows, held_out: ScoredRows, *, split: str, draws: int, seed: int) -> AucGap | None:
    """None where one of the two has only one class. The two splits are redrawn apart."""
    sides = [_Side(train, draws=draws, seed=seed), _Side(held_out, draws=draws, seed=seed + 1)]
    drawn = min(len(side.weights) for side in sides)
    areas = {(c, o): _area(sides[c], sides[o], drawn) for c in (0, 1) for o in (0, 1)}  # (draws + 1,) each
    gap = interval_of(areas[0, 0] - areas[1, 1])
    clicked = interval_of((areas[0, 0] - areas[1, 0] + areas[0, 1] - areas[1, 1]) / 2)
    not_clicked = interval_of((areas[0, 0] - areas[0, 1] + areas[1, 0] - areas[1, 1]) / 2)
    if gap is None or clicked is None or not_clicked is None:
        return None
    return AucGap(split=split, gap=gap, clicked=clicked, not_clicked=not_clicked)


class _Side:
    def __init__(self, rows: ScoredRows, *, draws: int, seed: int) -> None:
        self.logits = rows.logits
        self.is_clicked = rows.labels == 1
        self.weights = rows.redraws(draws=draws, seed=seed).weights  # (draws + 1, n)


def _area(clicked: _Side, others: _Side, drawn: int) -> Floats:
    ours, theirs = clicked.is_clicked, ~others.is_clicked
    if not ours.any() or not theirs.any():
        return np.full(drawn, np.nan)
    return redrawn_auc(
        clicked.logits[ours], others.logits[theirs], clicked.weights[:drawn, ours], others.weights[:drawn, theirs]
    )
