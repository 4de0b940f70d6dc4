"""What a table of vectors looks like as a map, and whether ids of one category gather in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import pandas as pd

from clicklens.analysis.gathering import Gathering
from clicklens.analysis.live_result import ModelResult
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Layout: TypeAlias = Literal["pca", "tsne", "umap"]


class ScoreSpread(Record):
    """How much the scores of one row differ when one id after another stands in it: standard deviations, logit."""

    within: float  # about the mean of each id's category
    overall: float


class EmbeddingMap(ModelResult):
    """Ids of one table as points."""

    kind: Literal["embedding_map"] = "embedding_map"
    table: str
    field: str  # that reads the table, one id a row
    category: str | None  # the field whose values are the categories
    known: int  # ids of the table that training holds
    method: Layout
    seed: int
    task: str
    split: str | None  # of the row in which the ids were put; None: of none, or given
    example_id: int | None
    values: tuple[str, ...]  # the ids as people read them
    counts: tuple[int, ...]  # times in training
    x: tuple[float, ...]
    y: tuple[float, ...]
    categories: tuple[str | None, ...] | None  # that most training rows with the id hold
    rates: tuple[float | None, ...]  # share of clicks among those rows; None: there are none
    pctr: tuple[float, ...] | None  # of the row with the id in it; None: no row was given
    gathering: Gathering | None  # in the vectors themselves, not on the map
    spread: ScoreSpread | None

    def to_frame(self) -> pd.DataFrame:
        """A row for each id."""
        columns = {"value": self.values, "count": self.counts, "x": self.x, "y": self.y, "rate": self.rates}
        if self.categories is not None:
            columns["category"] = self.categories
        if self.pctr is not None:
            columns["pctr"] = self.pctr
        frame: pd.DataFrame = pd.DataFrame(columns)
        return frame

    def plot(self) -> Figure:
        """The map, coloured by category, and by pctr where a row was given."""
        from clicklens.analysis.embedding_map_figure import draw_embedding_map

        return draw_embedding_map(self)
