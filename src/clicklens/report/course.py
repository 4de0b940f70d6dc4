"""Course: the evaluations of a run over its steps: where it was best, and what it was in the end."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from clicklens.analysis import Captured
from clicklens.analysis.captured import HELD_OUT
from clicklens.data.split import TRAIN

FIGURES = ("auc", "gauc", "log_loss", "normalised_entropy", "pcoc", "ece", "average_precision")


@dataclass(frozen=True)
class Course:
    """Evaluations of whole splits and of their days."""

    whole: pd.DataFrame  # step, epoch, split, and a column for each metric
    days: pd.DataFrame  # the same with day
    judged: str | None  # the split that judges generalisation
    best_step: int | None  # optimiser steps, of the highest AUC there
    last_step: int | None  # optimiser steps

    @property
    def splits(self) -> list[str]:
        """Splits that were evaluated, the training split first."""
        return sorted({str(name) for name in self.whole["split"]}, key=lambda name: (name != TRAIN, name))

    def at(self, step: int | None, split: str) -> dict[str, float | None]:
        """The metrics of a split at a step; empty where it was not evaluated."""
        rows = self.whole[(self.whole["split"] == split) & (self.whole["step"] == step)]
        if rows.empty:
            return {}
        return {name: _known(rows.iloc[0][name]) for name in FIGURES if name in rows}

    def to_frame(self) -> pd.DataFrame:
        """A row for each split at the best step and at the end."""
        moments = {"best": self.best_step} if self.best_step is not None else {}
        moments |= {"end": self.last_step} if self.last_step not in (None, self.best_step) else {}
        rows = []
        for moment, step in moments.items():
            for split in self.splits:
                found = self.at(step, split)
                if found:
                    rows.append({"at": moment, "step": step, "split": split, **found})
        frame: pd.DataFrame = pd.DataFrame(rows).dropna(axis=1, how="all")
        return frame


def read_course(captured: Captured) -> Course:
    """The run's evaluations; works without a snapshot."""
    metrics = captured.metrics
    whole, days = metrics[metrics["day"].isna()], metrics[metrics["day"].notna()]
    splits = list(dict.fromkeys(whole["split"]))
    judged = next((name for name in (*HELD_OUT, *splits) if name in splits and name != TRAIN), None)
    mine = whole[whole["split"] == judged]
    known = mine[mine["auc"].notna()] if "auc" in mine else mine.iloc[:0]
    best = None if known.empty else int(known.loc[known["auc"].astype(float).idxmax(), "step"])
    last = None if whole.empty else int(whole["step"].max())
    return Course(whole=whole, days=days, judged=judged, best_step=best, last_step=last)


def _known(value: float | None) -> float | None:
    return None if pd.isna(value) else float(value)
