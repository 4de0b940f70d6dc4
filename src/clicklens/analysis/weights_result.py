"""What a model's parameters hold: tables by how often ids are trained, and how strongly fields act on one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.live_result import ModelResult
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class NormBin(Record):
    """The ids of one table that training holds about equally often."""

    low: int  # times in training
    high: int
    ids: int
    occurrences: int  # of all of them together
    mean: float  # of the norms of their vectors
    q25: float  # a quarter of the norms lie below
    median: float
    q75: float  # three quarters lie below
    moved: float | None  # mean distance from where the vectors started; None: not known
    unmoved: int | None  # ids whose vector is where it started


class IdWeight(Record):
    """The number of one id."""

    value: str
    count: int  # times in training
    weight: float  # logit


class FirstOrder(Record):
    """The numbers of a table's ids that enter the logit as they are."""

    mean: float  # over ids, logit
    spread: float  # standard deviation, logit
    highest: tuple[IdWeight, ...]  # the greatest first
    lowest: tuple[IdWeight, ...]  # the least first


class TableWeights(Record):
    """One embedding table."""

    table: str
    fields: tuple[str, ...]  # that read it
    ids: int  # without the one for what is unknown
    dim: int  # elements of a vector, without those of first order
    parameters: int  # of all its ids together
    share: float  # of all parameters of the model, 0 to 1
    unseen: int  # ids that training never held
    unmoved: int | None  # ids whose vector is where it started, the unseen among them; None: not known
    bins: tuple[NormBin, ...]  # by count, ascending; none where all elements are of first order
    first_order: FirstOrder | None


class CrossWeights(Record):
    """How strongly the model lets one field act on another through one of its parts."""

    part: str
    fields: tuple[str, ...]
    strength: tuple[tuple[float, ...], ...]  # row i, column j: of field j on field i; compare within one part only


class ModelWeights(ModelResult):
    """The parameters of a checkpoint, read."""

    kind: Literal["weights"] = "weights"
    task: str  # whose first-order weights are told
    parameters: int  # of the whole model
    tables: tuple[TableWeights, ...]  # the largest first
    crosses: tuple[CrossWeights, ...]  # none in most models
    weighings: tuple[str, ...]  # where the model weighs its inputs row by row; none in most models

    def to_frame(self) -> pd.DataFrame:
        """A row for each bin of each table."""
        rows = [
            {
                "table": table.table,
                "count_low": one.low,
                "count_high": one.high,
                "ids": one.ids,
                "occurrences": one.occurrences,
                "norm": one.mean,
                "norm_q25": one.q25,
                "norm_median": one.median,
                "norm_q75": one.q75,
                "moved": one.moved,
                "unmoved": one.unmoved,
            }
            for table in self.tables
            for one in table.bins
        ]
        columns = "table count_low count_high ids occurrences norm norm_q25 norm_median norm_q75 moved unmoved"
        frame: pd.DataFrame = pd.DataFrame(rows, columns=columns.split())
        return frame

    def plot(self) -> Figure:
        """Norms by count for the largest tables, and a heat map for each part with cross strengths."""
        from clicklens.analysis.weights_figure import draw_weights

        return draw_weights(self)
