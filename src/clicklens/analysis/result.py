"""Analysis and its result: a pure function of what was written down, and what it found."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from clicklens.analysis.card import card
from clicklens.core.finding import Finding as Finding
from clicklens.core.record import Record

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from clicklens.analysis.captured import Captured
    from clicklens.core.interval import Interval


class Params(Record):
    """Settings of an analysis; all have defaults."""


class Result(Record, ABC):
    """What an analysis found. ``kind`` names the analysis, the page that explains it, and the view that draws it."""

    kind: str
    run_id: str
    rows: dict[str, int]  # split -> rows of the sample it stands on
    findings: tuple[Finding, ...]  # the first is the sentence to open with

    @property
    def finding(self) -> str:
        """The first finding's sentence."""
        return self.findings[0].text if self.findings else "Nothing unusual."

    @abstractmethod
    def to_frame(self) -> pd.DataFrame:
        """The table behind the picture, one row for each thing compared."""

    @abstractmethod
    def plot(self) -> Figure:
        """The picture: a title that says what is seen, axes with names and units, and how to read it."""

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        findings = self.findings or (Finding(text=self.finding),)
        return card(findings=findings, figure=self.plot(), frame=self.to_frame())


def interval_columns(name: str, interval: Interval | None) -> dict[str, float | None]:
    """How a figure stands in ``to_frame``: its value, ``…_low`` and ``…_high``; None where it is undefined."""
    if interval is None:
        return {name: None, f"{name}_low": None, f"{name}_high": None}
    return {name: interval.value, f"{name}_low": interval.low, f"{name}_high": interval.high}


ParamsT = TypeVar("ParamsT", bound=Params)
ResultT = TypeVar("ResultT", bound=Result)


class Analysis(ABC, Generic[ParamsT, ResultT]):
    """A question asked of a run. Pure: the same subject and params give the same result."""

    kind: ClassVar[str]
    version: ClassVar[int] = 1  # raised when the same input gives another result; cached ones are then made anew
    question: ClassVar[str]  # what a user would ask, in one sentence
    params: type[ParamsT]
    result: type[ResultT]

    @abstractmethod
    def lacks(self, subject: Captured, params: ParamsT) -> str | None:
        """Why it cannot be answered for this run ('needs field gradients; this run kept none'), or None."""

    def state(self, subject: Captured, params: ParamsT) -> str:  # noqa: ARG002
        """What the answer stands on beside the run itself, as text; '' where that is all."""
        return ""

    @abstractmethod
    def run(self, subject: Captured, params: ParamsT) -> ResultT:
        """The answer. Raises RequestError where params name a split, step or tap that the run lacks."""
