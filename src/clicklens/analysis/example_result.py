"""What was found of one row: its values, its score through training, what the model leans on, and rows like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.id_saliency import IdSaliency
from clicklens.analysis.reading import Reading, shown
from clicklens.analysis.result import Result
from clicklens.analysis.row_reading import RowReading
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class ExampleField(Record):
    """One field of the row, at the step."""

    field: str
    value: Reading  # a list where the field has many; None: missing
    saliency: float | None  # mean |dPctr/dh0_j| over the field's elements, in this row; None where it was not kept
    share: float | None  # of the sum over the row's fields, 0 to 1
    usual_share: float | None  # the same over all rows of the split: its share of saliency


class ExampleAtStep(Record):
    """What the model said of the row at one step."""

    step: int  # optimiser steps
    logit: float
    pctr: float  # 0 to 1
    log_loss: float  # nats
    rank: float  # share of the split's rows that are scored lower, ties half, 0 to 1
    loss_rank: float  # share of the split's rows whose log loss is lower, ties half, 0 to 1


class NearRow(RowReading):
    """Another row of the split with nearly the same states."""

    distance: float  # Euclidean, between outputs of the layer that are standardised over the split


class ExampleResult(Result):
    """One row followed through training."""

    kind: Literal["example"] = "example"
    split: str
    example_id: int
    step: int  # optimiser steps: of ``fields``, ``ids`` and ``near``
    best_step: int | None
    label: float  # of the task, 1: clicked
    task: str
    day: int | None
    group: int | None  # whose row it is, the user as a rule
    weight: float  # sampling weight
    fields: tuple[ExampleField, ...]  # by saliency, the largest first; in the schema's order where it was not kept
    ids: tuple[IdSaliency, ...]  # the row's ids, by how far the model leans on them over all rows that hold them
    film: tuple[ExampleAtStep, ...]  # by step
    layer: str | None  # in which ``near`` are near; None where the model has no layers
    near: tuple[NearRow, ...]  # nearest first
    usual_distance: float | None  # median distance to a row of the split

    @property
    def now(self) -> ExampleAtStep:
        """The row at the step looked at."""
        return next(point for point in self.film if point.step == self.step)

    def to_frame(self) -> pd.DataFrame:
        """A row for each field: value, saliency, its share in this row and over all rows."""
        rows = [{**known.model_dump(exclude={"value"}), "value": shown(known.value)} for known in self.fields]
        frame: pd.DataFrame = pd.DataFrame(rows, columns=["field", "value", "saliency", "share", "usual_share"])
        return frame

    def film_frame(self) -> pd.DataFrame:
        """A row for each step: logit, pctr, log loss and ranks."""
        frame: pd.DataFrame = pd.DataFrame([point.model_dump() for point in self.film])
        return frame

    def near_frame(self) -> pd.DataFrame:
        """A row for each near row: distance, label, pctr and the fields."""
        rows = [
            {
                **row.model_dump(include={"example_id", "distance", "label", "pctr"}),
                **{f"field:{name}": shown(value) for name, value in row.fields.items()},
            }
            for row in self.near
        ]
        frame: pd.DataFrame = pd.DataFrame(rows)
        return frame

    def plot(self) -> Figure:
        """Its pctr and its rank over training, what the model leans on, and the rows nearest to it."""
        from clicklens.analysis.example_figure import draw_example

        return draw_example(self)
