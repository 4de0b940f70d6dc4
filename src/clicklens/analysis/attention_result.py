"""What a model weighed in one row: each past behaviour for each candidate, each field, each pair of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.live_result import LiveResult
from clicklens.analysis.live_value import KnownValue
from clicklens.analysis.reading import Reading, shown
from clicklens.analysis.row_score import RowScore
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Candidate(Record):
    """The row with one candidate in it."""

    changes: dict[str, Reading]  # field -> value; none: the row's own candidate
    known: dict[str, KnownValue]  # field -> what training knows of that value
    score: RowScore

    @property
    def name(self) -> str:
        """How sentences and pictures call it."""
        told = ", ".join(f"{field} = {shown(value)}" for field, value in self.changes.items())
        return told or "the row's own candidate"


class Behaviour(Record):
    """One position of the sequences that are weighed as one."""

    back: int  # 1: the newest, 2: the one before
    values: tuple[str | None, ...]  # of each sequence; None: unknown to training
    weights: tuple[float, ...]  # raw, one a candidate


class PositionWeights(Record):
    """Past behaviours, weighed."""

    weighing: str
    fields: tuple[str, ...]  # the sequences
    candidate: str | None  # the field that they are compared with
    behaviours: tuple[Behaviour, ...]  # oldest first
    intensity: tuple[float, ...]  # the sum of their weights, one a candidate: how strong the interest is


class FieldWeights(Record):
    """Fields, weighed."""

    weighing: str
    fields: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]  # one a field; in it one a candidate


class PairWeights(Record):
    """Pairs of fields, weighed, with the row's own candidate."""

    weighing: str
    fields: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]  # row i, column j: how much field i takes from field j


class Attention(LiveResult):
    """What the model weighed on its way to the score of one row, with one candidate after another in it."""

    kind: Literal["attention"] = "attention"
    candidates: tuple[Candidate, ...]  # the row's own first
    positions: tuple[PositionWeights, ...]
    fields: tuple[FieldWeights, ...]
    pairs: tuple[PairWeights, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the model weighs nothing by itself."""
        return not (self.positions or self.fields or self.pairs)

    def to_frame(self) -> pd.DataFrame:
        """A row for each behaviour, field or pair and each candidate."""
        names = [candidate.name for candidate in self.candidates]
        rows: list[tuple[str, str, int | None, str, float]] = []
        for weighing in self.positions:
            for one in weighing.behaviours:
                value = " / ".join(shown(value) for value in one.values)
                told = zip(names, one.weights, strict=True)
                rows += [(weighing.weighing, value, one.back, name, weight) for name, weight in told]
        for of_fields in self.fields:
            for field, weights in zip(of_fields.fields, of_fields.weights, strict=True):
                rows += [(of_fields.weighing, field, None, name, w) for name, w in zip(names, weights, strict=True)]
        for pair in self.pairs:
            for field, weights in zip(pair.fields, pair.weights, strict=True):
                told = zip(pair.fields, weights, strict=True)
                rows += [(pair.weighing, f"{field} from {other}", None, names[0], w) for other, w in told]
        frame: pd.DataFrame = pd.DataFrame(rows, columns=["weighing", "of", "back", "candidate", "weight"])
        frame["back"] = frame["back"].astype("Int64")
        return frame

    def plot(self) -> Figure:
        """Behaviours on a time line for each candidate; fields; pairs."""
        from clicklens.analysis.attention_figure import draw_attention

        return draw_attention(self)
