"""DataDescription: what is in a data set, and what looks wrong with it."""

from __future__ import annotations

from typing import Any

from pydantic import Field as Setting

from clicklens.core.finding import Finding
from clicklens.core.record import Record


class TopValue(Record):
    """A frequent value."""

    value: str
    share: float  # of the rows of train; of the ids in them for a field with many


class FieldDescription(Record):
    """One field in figures. Shares are 0 to 1; those of a split are None where it has no rows."""

    name: str
    kind: str
    side: str
    cardinality: int | None = None  # ids that occur in train; None for numbers, vectors and pictures
    once_share: float | None = None  # of those ids, the ones that occur once
    missing_share: dict[str, float | None]  # split -> rows with an empty cell
    unknown_share: dict[str, float | None] = Setting(
        default_factory=dict
    )  # split -> ids that train does not know or found too rare
    top: tuple[TopValue, ...] = ()
    low: float | None = None  # of numbers: their range in train, source units
    high: float | None = None
    leak_auc: float | None = None  # how well the field's values alone rank held-out rows by label; None: not measurable


class SplitDescription(Record):
    """One split in figures."""

    name: str
    rows: int
    label_rate: dict[str, float | None]  # task -> share of ones
    day_first: int | None
    day_last: int | None
    label_rate_by_day: dict[str, dict[int, float]]  # task -> day -> share of ones


class DataDescription(Record):
    """A data set in figures."""

    name: str
    data_digest: str
    splits: tuple[SplitDescription, ...]
    fields: tuple[FieldDescription, ...]
    findings: tuple[Finding, ...]

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Title -> rows, for print: splits, fields, days."""
        splits = [
            {
                "split": s.name,
                "rows": s.rows,
                **{f"rate of {task}": _shown(rate) for task, rate in s.label_rate.items()},
            }
            for s in self.splits
        ]
        days = [
            {"day": day, "split": s.name, "task": task, "rate": _shown(rate)}
            for s in self.splits
            for task, rates in s.label_rate_by_day.items()
            for day, rate in rates.items()
        ]
        tables = {"Splits": splits, "Fields": [_field_row(field) for field in self.fields]}
        return {**tables, "Label rate by day": days} if days else tables


def _field_row(field: FieldDescription) -> dict[str, Any]:
    span = f"{field.low:g} to {field.high:g}" if field.low is not None and field.high is not None else ""
    later = [share for split, share in field.unknown_share.items() if split != "train" and share is not None]
    return {
        "field": field.name,
        "kind": field.kind,
        "side": field.side,
        "ids": "" if field.cardinality is None else f"{field.cardinality:,}",
        "seen once": _shown(field.once_share),
        "missing": _shown(field.missing_share.get("train")),
        "unknown later": _shown(max(later, default=None)),
        "most frequent": span or ", ".join(f"{top.value} {top.share:.0%}" for top in field.top[:3]),
    }


def _shown(share: float | None) -> str:
    return "" if share is None else f"{share:.2%}"
