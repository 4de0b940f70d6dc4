"""What looks wrong in a data set, judged from its figures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import sqrt

from clicklens.core.finding import Finding
from clicklens.data.description import FieldDescription
from clicklens.data.manifest import Manifest

_LEAK_AUC = 0.95
_ONCE_SHARE, _ONCE_IDS = 0.5, 100  # of a field's ids, and how many there must be
_UNKNOWN_SHARE = 0.3
_MISSING_SHARE = 0.95
_JUMP_RATIO, _JUMP_DEVIATIONS = 1.5, 6.0  # between two days: by how much, and how far beyond chance


def field_findings(field: FieldDescription) -> Iterator[Finding]:
    """What looks wrong with one field."""
    name = field.name
    missing = field.missing_share.get("train") or 0.0
    if (field.cardinality == 1 or field.low == field.high is not None) and not missing:
        yield _warning(
            name, f"field '{name}' holds one value only in train; a model cannot learn from it, leave it out"
        )
    if field.leak_auc is not None and field.leak_auc >= _LEAK_AUC:
        told = f"alone it ranks held-out rows with an AUC of {field.leak_auc:.3f}"
        yield _warning(name, f"field '{name}' gives the label away: {told}; is it known before the label is?")
    if (field.once_share or 0.0) >= _ONCE_SHARE and (field.cardinality or 0) >= _ONCE_IDS:
        told = f"{field.once_share:.0%} of the {field.cardinality:,} ids of '{name}' occur once in train"
        yield _note(name, f"{told}, never a second time: such ids can only be memorised; raise the table's min_count")
    if missing >= _MISSING_SHARE:
        yield _note(name, f"field '{name}' is missing in {missing:.1%} of the rows of train")
    if field.kind == "cross":  # rare combinations are left without an id on purpose
        return
    for split, share in field.unknown_share.items():
        if split != "train" and (share or 0.0) >= _UNKNOWN_SHARE:
            yield _note(name, f"{share:.0%} of the ids of '{name}' in {split} are unknown to train")


def row_findings(manifest: Manifest) -> Iterator[Finding]:
    """What looks wrong with the rows as a whole."""
    for name, split in manifest.splits.items():
        if not split.rows:
            yield _warning(None, f"the split '{name}' has no rows")
        for label, rate in split.label_rate.items():
            if rate in (0.0, 1.0):
                yield _warning(None, f"every label '{label}' in the split '{name}' is {rate:g}: AUC is undefined there")
    yield from _day_gaps(manifest)
    for task in manifest.feature_schema.tasks:
        yield from _jumps(manifest, task.name)


def _day_gaps(manifest: Manifest) -> Iterator[Finding]:
    days = sorted({day for split in manifest.splits.values() for day in split.rows_by_day})
    gaps = [(before + 1, after - 1) for before, after in pairwise(days) if after > before + 1]
    if gaps:
        told = ", ".join(f"{first}" if first == last else f"{first} to {last}" for first, last in gaps[:3])
        more = f" and {len(gaps) - 3} more gaps" if len(gaps) > 3 else ""
        yield _note(None, f"no rows on day {told}{more}, though there are rows before and after")


def _jumps(manifest: Manifest, task: str) -> Iterator[Finding]:
    """Days on which the label rate jumps, over all splits, beyond what chance does."""
    rows: dict[int, int] = {}
    ones: dict[int, float] = {}
    for split in manifest.splits.values():
        for day, count in split.rows_by_day.items():
            rows[day] = rows.get(day, 0) + count
            ones[day] = ones.get(day, 0.0) + split.label_rate_by_day[task][day] * count
    for before, after in pairwise(sorted(rows)):
        old, new = ones[before] / rows[before], ones[after] / rows[after]
        mean = (ones[before] + ones[after]) / (rows[before] + rows[after])
        chance = sqrt(mean * (1 - mean) * (1 / rows[before] + 1 / rows[after]))
        if abs(new - old) > _JUMP_DEVIATIONS * chance and max(old, new) > _JUMP_RATIO * min(old, new):
            yield _note(None, f"the rate of '{task}' jumps from {old:.2%} on day {before} to {new:.2%} on day {after}")


def _warning(field: str | None, text: str) -> Finding:
    return Finding(severity="warning", field=field, text=text)


def _note(field: str | None, text: str) -> Finding:
    return Finding(severity="info", field=field, text=text)
