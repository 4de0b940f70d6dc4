"""The verdict on a change: the difference of every metric, with its interval, and whether the finding held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from clicklens.analysis.card import card
from clicklens.core.finding import Finding, Severity
from clicklens.core.interval import Interval
from clicklens.core.record import Record
from clicklens.metrics import paired_mean_difference
from clicklens.refine.growth import Growth

_OF_THE_DATA = ("rows", "label_rate")  # the same for every model
HARMLESS = 0.001  # AUC: a loss that is surely smaller than this is no loss worth a layer


class MetricDifference(Record):
    """One metric at the best step, mean over seeds, before and after the change."""

    metric: str
    before: float
    after: float
    difference: Interval | None  # after minus before; None with a single seed


class Verdict(Record):
    """What a change did, over several seeds, each seed of the changed model paired with the same seed unchanged."""

    change: str
    parent: str  # the run refined from
    split: str  # where the metrics were taken
    seeds: tuple[int, ...]
    runs_before: tuple[str, ...]
    runs_after: tuple[str, ...]
    differences: tuple[MetricDifference, ...]
    growth: Growth | None = None  # what became larger, of a change of the data
    held: bool | None  # whether the change did no harm (or good); None where the seeds cannot tell
    text: str

    def to_frame(self) -> pd.DataFrame:
        """A row a metric: before, after, difference, low, high."""
        frame: pd.DataFrame = pd.DataFrame([_row(difference) for difference in self.differences])
        return frame

    def _repr_html_(self) -> str:
        """How a notebook shows it: what was said, and every metric before and after."""
        severity: Severity = "info" if self.held is None else "good" if self.held else "warning"
        return card(findings=[Finding(text=self.text, severity=severity)], frame=self.to_frame())


def judge(
    *,
    change: str,
    parent: str,
    split: str,
    seeds: Sequence[int],
    before: Mapping[str, Mapping[str, float | None]],
    after: Mapping[str, Mapping[str, float | None]],
    growth: Growth | None = None,
) -> Verdict:
    """``before`` and ``after`` map run ids, in the order of ``seeds``, to metrics at each run's best step.

    A change with ``growth`` makes the model larger, and has to gain; any other may also do no harm.
    """
    names = [n for n in next(iter(before.values())) if n not in _OF_THE_DATA and _known(n, before) and _known(n, after)]
    differences = tuple(_difference(name, before, after) for name in names)
    by_name = {difference.metric: difference for difference in differences}
    held, text = _read(change, split, len(seeds), by_name.get("auc"), must_gain=growth is not None)
    if growth is not None:
        text = " ".join([text, *_loss(by_name.get("log_loss")), growth.text])
    return Verdict(
        change=change,
        parent=parent,
        split=split,
        seeds=tuple(seeds),
        runs_before=tuple(before),
        runs_after=tuple(after),
        differences=differences,
        growth=growth,
        held=held,
        text=text,
    )


def _difference(
    name: str, before: Mapping[str, Mapping[str, float | None]], after: Mapping[str, Mapping[str, float | None]]
) -> MetricDifference:
    first = [float(values[name] or 0.0) for values in before.values()]
    second = [float(values[name] or 0.0) for values in after.values()]
    interval = paired_mean_difference(second, first) if len(first) > 1 else None
    return MetricDifference(
        metric=name, before=sum(first) / len(first), after=sum(second) / len(second), difference=interval
    )


def _read(
    change: str, split: str, seeds: int, auc: MetricDifference | None, *, must_gain: bool
) -> tuple[bool | None, str]:
    if auc is None:
        return None, f"{change}: AUC is undefined on {split}, so nothing can be said."
    moved = f"{change}: AUC on {split} goes from {auc.before:.4f} to {auc.after:.4f}"
    interval = auc.difference
    if interval is None:
        return None, f"{moved} with one seed, which cannot tell a change from chance; use --seeds 3 or more."
    stated = (
        f"{moved} ({interval.value:+.4f}, {interval.level:.0%} interval {interval.low:+.4f} to {interval.high:+.4f}"
    )
    if interval.low > 0:
        return True, f"{stated}; {seeds} seeds): it helps."
    if must_gain and interval.high >= 0:
        return None, f"{stated}; {seeds} seeds): no gain beyond chance; more seeds would tell more."
    if interval.low > -HARMLESS and not must_gain:
        return True, f"{stated}; {seeds} seeds): no loss beyond {HARMLESS:g}; the finding holds."
    if interval.high < 0:
        return False, f"{stated}; {seeds} seeds): it hurts; the finding does not hold."
    return None, f"{stated}; {seeds} seeds): too wide to tell; more seeds would."


def _loss(loss: MetricDifference | None) -> list[str]:
    """The sentence on log loss, where it is known over several seeds."""
    if loss is None or loss.difference is None:
        return []
    gap = loss.difference
    moved = f"({gap.value:+.4f}, {gap.low:+.4f} to {gap.high:+.4f})"
    return [f"Log loss goes from {loss.before:.4f} to {loss.after:.4f} {moved}."]


def _known(name: str, runs: Mapping[str, Mapping[str, float | None]]) -> bool:
    return all(values.get(name) is not None for values in runs.values())


def _row(difference: MetricDifference) -> dict[str, object]:
    interval = difference.difference
    return {
        "metric": difference.metric,
        "before": difference.before,
        "after": difference.after,
        "difference": difference.after - difference.before,
        "low": None if interval is None else interval.low,
        "high": None if interval is None else interval.high,
    }
