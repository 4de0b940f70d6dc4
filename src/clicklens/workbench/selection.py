"""Selection: some rows of a run at hand, to ask, to read and to save, beside the rest."""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd

from clicklens.analysis import Captured, Result, analyze
from clicklens.analysis.rows import Parts, RowTable, read_page
from clicklens.analysis.rows.source import RowSource
from clicklens.analysis.selected import Selected
from clicklens.core.row_filter import RowFilter
from clicklens.core.slice import Slice
from clicklens.workbench.slices import save_slice


class Selection:
    """The rows that pass a filter at a step. What it says of scores is what the model of that step said."""

    def __init__(
        self,
        captured: Captured,
        chosen: RowFilter,
        *,
        step: int | None = None,
        part: Literal["selection", "rest"] = "selection",
    ) -> None:
        self._whole, self.filter, self._part = captured, chosen, part
        self.step = captured.best_or_last_step() if step is None else step
        self.captured = Selected(captured, chosen, part=part, step=self.step)

    @property
    def rest(self) -> Selection:
        """All other rows."""
        other: Literal["selection", "rest"] = "rest" if self._part == "selection" else "selection"
        return Selection(self._whole, self.filter, step=self.step, part=other)

    def analyze(self, kind: str, **settings: Any) -> Result:
        """Asks one question of these rows alone; answers are kept. Raises UnavailableError where they are too few."""
        return analyze(self.captured, kind, settings)

    def parts(self, split: str | None = None) -> Parts:
        """The rows that pass the filter against the rest, with intervals; on the held-out split when none is named."""
        table = self._table(split)
        return table.judge.parts(table.passing(self.filter))

    def rows(self, split: str | None = None, *, sort: str = "error", limit: int = 1000) -> pd.DataFrame:
        """The rows as people read them, those scored most wrongly first."""
        table = RowTable(RowSource(self.captured, self.step, split or self.captured.held_out))
        page = read_page(table, RowFilter(), sort=sort, limit=limit)
        frame: pd.DataFrame = pd.DataFrame(list(page.rows), columns=list(page.columns))
        return frame

    def save(self, name: str, *, note: str = "", replace: bool = False) -> Slice:
        """Keeps the filter under a name, for later runs too."""
        return save_slice(self._whole, name, self.filter, note=note, replace=replace)

    def _table(self, split: str | None) -> RowTable:
        return RowTable(RowSource(self._whole, self.step, split or self._whole.held_out))

    def __repr__(self) -> str:
        return f"<rows of {self._whole.run.id} at step {self.step:,}: {self.captured.said}>"
