"""What scores found: every figure by split and by day, how scores are spread, and how it came to that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.result import Result
from clicklens.analysis.score_density import ScoreDensity
from clicklens.analysis.score_estimate import Estimate, Scores
from clicklens.analysis.score_gap import AucGap
from clicklens.core.interval import Interval
from clicklens.core.record import Record
from clicklens.metrics import CalibrationCurve

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class SplitScores(Record):
    """One split at the step looked at."""

    split: str
    scores: Scores
    calibration: CalibrationCurve | None


class DayScores(Record):
    """One day of one split at the step looked at."""

    split: str
    day: int
    scores: Scores
    against_others: Interval | None  # AUC less that of the split's other days, at a level that allows for all days


class Evaluation(Record):
    """The metrics of a whole split at one step, as training kept them."""

    step: int  # optimiser steps
    epoch: float  # passes over the training split
    split: str
    values: dict[str, float | None]  # metric -> value


class ScoresResult(Result):
    """How well the model scores each split and day, and where it goes wrong."""

    kind: Literal["scores"] = "scores"
    step: int  # optimiser steps: the one looked at
    weighted: bool  # whether rows stand for unequal numbers of rows
    seed: int  # of the redrawn rows
    splits: tuple[SplitScores, ...]
    days: tuple[DayScores, ...]  # by split, day; empty where rows have no day
    gaps: tuple[AucGap, ...]  # train against each other split
    density: ScoreDensity
    trajectory: tuple[Evaluation, ...]  # by step, split; empty where training kept none

    def of(self, split: str) -> SplitScores:
        """The scores of that split."""
        return next(found for found in self.splits if found.split == split)

    def to_frame(self) -> pd.DataFrame:
        """A row a split and day (missing: all days): each figure, with its interval in ``…_low`` and ``…_high``."""
        records = [{"split": found.split, "day": None, **_flat(found.scores)} for found in self.splits]
        records += [{"split": found.split, "day": found.day, **_flat(found.scores)} for found in self.days]
        frame: pd.DataFrame = pd.DataFrame(records).astype({"day": "Int64"})
        return frame

    def plot(self) -> Figure:
        """Metrics by step, densities, calibration, days."""
        from clicklens.analysis.scores_figure import draw_scores

        return draw_scores(self)


def _flat(scores: Scores) -> dict[str, float | int | None]:
    flat: dict[str, float | int | None] = {}
    for name in Scores.model_fields:
        figure = getattr(scores, name)
        if not isinstance(figure, Estimate):
            flat[name] = figure
            continue
        flat[name] = figure.value
        flat[f"{name}_low"] = figure.interval.low if figure.interval else None
        flat[f"{name}_high"] = figure.interval.high if figure.interval else None
    return flat
