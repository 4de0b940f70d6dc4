"""What a search found: its trials, the best of them, and what each open setting matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pandas as pd

from clicklens.analysis.result import Result
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TrialState: TypeAlias = Literal["running", "interrupted", "complete", "pruned", "failed"]


class SearchTrial(Record):
    """One training of the search. A pruned one was ended early because it promised little."""

    number: int  # from 1, in the order in which they were asked
    run_id: str | None  # None for settings that no training could begin with
    state: TrialState
    settings: dict[str, Any]  # key as in --set -> value
    value: float | None  # the metric at its best evaluation on the split that judges
    step: int | None  # optimiser steps, of that evaluation
    test: float | None  # the same metric on test at that step; None where it was not measured
    message: str = ""  # why it failed, or was ended


class OpenSetting(Record):
    """A setting that the search may change: a range, or choices in words."""

    key: str
    low: float | None
    high: float | None
    log: bool
    choices: tuple[str, ...] | None
    importance: float | None  # share of how much the metric varied, 0 to 1; None while too few trials ended


class SearchResult(Result):
    """The trials of a search, and what they say of the settings."""

    kind: Literal["search"] = "search"
    metric: str
    lower_is_better: bool
    split: str  # whose metric was made as good as could be
    sampler: str
    pruner: str
    seed: int
    wanted: int  # trials asked for
    trials: tuple[SearchTrial, ...]
    settings: tuple[OpenSetting, ...]  # the most important first
    best: int | None  # number of the best trial that was trained to its end
    yaml: str  # the best settings, to be put into a config
    command: str  # that trains them; '' before there is a best

    @property
    def best_trial(self) -> SearchTrial | None:
        """The trial of that number."""
        return next((trial for trial in self.trials if trial.number == self.best), None)

    def to_frame(self) -> pd.DataFrame:
        """A row for each trial: its number, run, state, settings, value, step and figure on test."""
        rows = [
            {
                "trial": trial.number,
                "run": trial.run_id,
                "state": trial.state,
                **{setting.key: trial.settings.get(setting.key) for setting in self.settings},
                self.metric: trial.value,
                "step": trial.step,
                f"test {self.metric}": trial.test,
            }
            for trial in self.trials
        ]
        frame: pd.DataFrame = pd.DataFrame(rows)
        return frame

    def plot(self) -> Figure:
        """The best value so far by trial, the value by each setting, and what each setting matters."""
        from clicklens.search.figure import draw_search

        return draw_search(self)
