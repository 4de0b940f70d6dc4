"""What a model weighs over many rows, and whether what it weighs most is what moves its score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.live_result import ModelResult
from clicklens.analysis.result import interval_columns
from clicklens.core.interval import Interval
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class PlaceMean(Record):
    """The mean weight of the behaviours that many back."""

    back: int  # 1: the newest
    rows: int  # that have one
    weight: Interval | None  # None: of too few rows


class Removal(Record):
    """What happens to the logit when k behaviours are taken out: those of most weight, and k at random."""

    k: int
    rows: int  # with more than k behaviours
    top: Interval | None  # mean drop in logit without those of most weight
    random: Interval | None  # without k at random, mean over the draws
    gap: Interval | None  # top less random, row by row
    top_move: Interval | None  # mean distance that the logit moves, whichever way
    random_move: Interval | None
    move_gap: Interval | None  # top_move less random_move, row by row


class PositionSample(Record):
    """Past behaviours, weighed."""

    weighing: str
    fields: tuple[str, ...]  # the sequences
    candidate: str | None
    places: tuple[PlaceMean, ...]  # newest first
    clicked: Interval | None  # mean sum of the weights of a row that was clicked
    not_clicked: Interval | None
    removals: tuple[Removal, ...]  # by k


class FieldSample(Record):
    """Fields, weighed."""

    weighing: str
    fields: tuple[str, ...]
    weights: tuple[Interval | None, ...]  # mean over rows


class PairSample(Record):
    """Pairs of fields, weighed."""

    weighing: str
    fields: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]  # mean over rows; row i, column j: how much field i takes from field j


class AttentionSample(ModelResult):
    """What the model weighed in the rows of a sample."""

    kind: Literal["attention_sample"] = "attention_sample"
    split: str
    task: str
    draws: int  # random choices of k behaviours a row
    seed: int
    positions: tuple[PositionSample, ...]
    fields: tuple[FieldSample, ...]
    pairs: tuple[PairSample, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the model weighs nothing by itself."""
        return not (self.positions or self.fields or self.pairs)

    def to_frame(self) -> pd.DataFrame:
        """A row for each figure: mean weights by place, field and pair, and drops by k."""
        rows = []
        for sample in self.positions:
            name = sample.weighing
            rows += [_line(name, f"{place.back} back", "weight", place.weight) for place in sample.places]
            rows.append(_line(name, "clicked rows", "sum of weights", sample.clicked))
            rows.append(_line(name, "other rows", "sum of weights", sample.not_clicked))
            for one in sample.removals:
                told = {
                    "drop without the heaviest": one.top,
                    "drop without random ones": one.random,
                    "difference of drops": one.gap,
                    "move without the heaviest": one.top_move,
                    "move without random ones": one.random_move,
                    "difference of moves": one.move_gap,
                }
                rows += [_line(name, f"k = {one.k}", figure, interval) for figure, interval in told.items()]
        for of_fields in self.fields:
            told_fields = zip(of_fields.fields, of_fields.weights, strict=True)
            rows += [_line(of_fields.weighing, field, "weight", weight) for field, weight in told_fields]
        for pair in self.pairs:
            for field, weights in zip(pair.fields, pair.weights, strict=True):
                named = zip(pair.fields, weights, strict=True)
                rows += [{**_line(pair.weighing, f"{field} from {o}", "weight", None), "value": w} for o, w in named]
        columns = ["weighing", "of", "figure", "value", "value_low", "value_high"]
        frame: pd.DataFrame = pd.DataFrame(rows, columns=columns)
        return frame

    def plot(self) -> Figure:
        """Weights by place, drops by k, fields and pairs."""
        from clicklens.analysis.attention_sample_figure import draw_attention_sample

        return draw_attention_sample(self)


def _line(weighing: str, of: str, figure: str, interval: Interval | None) -> dict[str, str | float | None]:
    return {"weighing": weighing, "of": of, "figure": figure, **interval_columns("value", interval)}
