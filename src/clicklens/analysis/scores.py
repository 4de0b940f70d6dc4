"""Scores: how good the model is on each split and day, whether its level is right, and where it loses from train on.

Metrics with intervals on the fixed samples, densities as DeepInsight draws them (Guo et al., arXiv:1806.08541),
and the course of training from the evaluations that were kept.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field as Setting

from clicklens.analysis.captured import Captured
from clicklens.analysis.result import Analysis, Params
from clicklens.analysis.score_density import score_density
from clicklens.analysis.score_estimate import ScoredRows, auc_range, difference, measure, scored_rows
from clicklens.analysis.score_gap import auc_gap
from clicklens.analysis.scores_finding import scores_findings
from clicklens.analysis.scores_result import DayScores, Evaluation, ScoresResult, SplitScores
from clicklens.core.interval import Interval
from clicklens.data.split import TRAIN
from clicklens.metrics import MOST_DAYS, calibration_curve


class ScoresParams(Params):
    """Settings of the analysis."""

    step: int | None = Setting(default=None, ge=0)  # optimiser steps; None: the best, or the last where it is not known
    splits: tuple[str, ...] | None = None  # None: all
    bins: int = Setting(default=12, ge=2)  # of the calibration curve
    draws: int = Setting(default=200, ge=40)  # of the bootstrap
    seed: int = 0  # of the bootstrap


class ScoresAnalysis(Analysis[ScoresParams, ScoresResult]):
    """Figures by split and day with intervals, densities, calibration, the gap to train, the course of training."""

    kind: ClassVar[str] = "scores"
    version: ClassVar[int] = 3
    question: ClassVar[str] = "How good is the model, on which day is it worst, and is its level right?"
    params = ScoresParams
    result = ScoresResult

    def lacks(self, subject: Captured, params: ScoresParams) -> str | None:
        """A row of weight above 0 in each split asked for."""
        for split in params.splits or subject.splits:
            if not subject.states(subject.steps[0], split).weights.any():
                return f"needs rows; the sample of split '{split}' has none of weight above 0"
        return None

    def run(self, subject: Captured, params: ScoresParams) -> ScoresResult:
        """Raises NotFoundError for a split or step that the run lacks, naming the nearest."""
        step = subject.best_or_last_step() if params.step is None else params.step
        parts = {split: scored_rows(subject, step, split) for split in params.splits or subject.splits}
        splits = tuple(_split(split, rows, params) for split, rows in parts.items())
        values = {
            "step": step,
            "weighted": not all(rows.weigh_alike for rows in parts.values()),
            "seed": params.seed,
            "splits": splits,
            "days": tuple(day for found in splits for day in _days(found, parts[found.split], params)),
            "gaps": tuple(
                gap
                for split, rows in parts.items()
                if split != TRAIN
                and TRAIN in parts
                and (gap := auc_gap(parts[TRAIN], rows, split=split, draws=params.draws, seed=params.seed))
            ),
            "density": score_density(parts, _base_rate(subject, parts)),
            "trajectory": tuple(_trajectory(subject, tuple(parts))),
        }
        rows = {split: len(scored.labels) for split, scored in parts.items()}
        found = ScoresResult.model_validate({"run_id": subject.run.id, "rows": rows, "findings": (), **values})
        return found.model_copy(update={"findings": scores_findings(found)})


def _split(split: str, rows: ScoredRows, params: ScoresParams) -> SplitScores:
    curve = calibration_curve(rows.labels, rows.pctr, weights=rows.weights, bins=params.bins)
    return SplitScores(split=split, scores=measure(rows, draws=params.draws, seed=params.seed), calibration=curve)


def _days(whole: SplitScores, rows: ScoredRows, params: ScoresParams) -> list[DayScores]:
    if rows.days is None:
        return []
    days = [int(day) for day in np.unique(rows.days) if rows.weights[rows.days == day].any()]
    if len(days) > MOST_DAYS:
        return []
    if len(days) == 1:
        return [DayScores(split=whole.split, day=days[0], scores=whole.scores, against_others=None)]
    level = 1 - 0.05 / len(days)  # Bonferroni: the worst of many days looks bad by chance
    found = []
    for day in days:
        part, others = rows.take(rows.days == day), rows.take(rows.days != day)
        found.append(
            DayScores(
                split=whole.split,
                day=day,
                scores=measure(part, draws=params.draws, seed=params.seed),
                against_others=_auc_difference(part, others, params, level),
            )
        )
    return found


def _auc_difference(part: ScoredRows, others: ScoredRows, params: ScoresParams, level: float) -> Interval | None:
    ranges = [
        auc_range(rows, rows.redraws(draws=params.draws, seed=params.seed + place), level=level)
        for place, rows in enumerate((part, others))
    ]
    return None if ranges[0] is None or ranges[1] is None else difference(ranges[0], ranges[1])


def _base_rate(subject: Captured, parts: dict[str, ScoredRows]) -> float | None:
    """Clicks a row of the whole training set where an evaluation kept it, otherwise of its sample."""
    evaluated = subject.metrics
    if "label_rate" in evaluated:
        whole = evaluated[(evaluated["split"] == TRAIN) & evaluated["day"].isna() & evaluated["label_rate"].notna()]
        if len(whole):
            return float(whole["label_rate"].iloc[-1])
    split = TRAIN if TRAIN in subject.splits else next(iter(parts))
    states = subject.states(subject.steps[0], split)
    return float(np.average(states.labels[subject.task], weights=states.weights))


def _trajectory(subject: Captured, splits: tuple[str, ...]) -> list[Evaluation]:
    points = [point for point in subject.evaluations if point.day is None and point.split in splits]
    return [Evaluation(**point.model_dump(exclude={"day"})) for point in points]
