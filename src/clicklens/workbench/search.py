"""OpenSearch: a search at hand: its trials, the best of them, and what each setting matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from clicklens.core.errors import RequestError
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.search.collect import collect, request_of
from clicklens.search.result import SearchResult
from clicklens.training import RunSpec
from clicklens.workbench.run import OpenRun

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class OpenSearch:
    """A search and its store. A notebook shows its findings, its picture and its trials."""

    def __init__(self, store: Store, run: Run) -> None:
        """Raises RequestError for a run that is no search."""
        request_of(run)
        self.store = store
        self.record = run

    @property
    def id(self) -> str:
        """The id of the search's run, whose children the trials are."""
        return self.record.id

    @property
    def result(self) -> SearchResult:
        """What is known now; of a search that goes on elsewhere more later."""
        return collect(self.store, self.record)

    @property
    def finding(self) -> str:
        """The first sentence."""
        return self.result.finding

    @property
    def best(self) -> OpenRun:
        """The run of the best trial. Raises RequestError while none was trained to its end."""
        trial = self.result.best_trial
        if trial is None or trial.run_id is None:
            raise RequestError(f"search '{self.id}': no trial has been trained to its end yet")
        return OpenRun(self.store, self.store.run(trial.run_id))

    @property
    def best_spec(self) -> RunSpec:
        """The request with the best settings, and the snapshots that it asked for: what to train next."""
        trial = self.result.best_trial
        if trial is None:
            raise RequestError(f"search '{self.id}': no trial has been trained to its end yet")
        return request_of(self.record).spec_with(trial.settings)

    @property
    def importance(self) -> dict[str, float]:
        """Each setting's share of how much the metric varied, 0 to 1, the greatest first; empty for too few trials."""
        return {s.key: s.importance for s in self.result.settings if s.importance is not None}

    def to_frame(self) -> pd.DataFrame:
        """A row for each trial."""
        return self.result.to_frame()

    def plot(self) -> Figure:
        """The best so far by trial, the importance of the settings, and the value by each setting."""
        return self.result.plot()

    def _repr_html_(self) -> str:
        return self.result._repr_html_()

    def __repr__(self) -> str:
        return f"<search {self.id}: {self.record.state}>"
