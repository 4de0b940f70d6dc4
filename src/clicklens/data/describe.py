"""Describing a data set: what is in each field and split, and what a person should look at before training."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from clicklens.core.errors import ConfigError
from clicklens.core.field import CategoricalField, CrossField, EmbeddedField, Field, NumericField, SequenceField
from clicklens.core.schema import FeatureSchema
from clicklens.data.dataset import EncodedDataset
from clicklens.data.description import DataDescription, FieldDescription, SplitDescription, TopValue
from clicklens.data.encode import encode
from clicklens.data.field_tally import FieldTally
from clicklens.data.finding import field_findings, row_findings
from clicklens.data.ragged import Ragged
from clicklens.data.source import Rows
from clicklens.data.split import TRAIN, SplitRule

_TOP = 10


def describe(
    rows: EncodedDataset | Rows, schema: FeatureSchema | None = None, *, split: SplitRule | None = None
) -> DataDescription:
    """Describes an encoded data set, or rows with their schema, which are encoded aside for it and forgotten."""
    if isinstance(rows, EncodedDataset):
        return _described(rows)
    if schema is None:
        raise ConfigError("rows that are not encoded need a schema to be described; infer_schema drafts one")
    with TemporaryDirectory(prefix="clicklens-describe-") as folder:
        return _described(encode(rows, schema, Path(folder) / "dataset", split=split))


def _described(dataset: EncodedDataset) -> DataDescription:
    fields = tuple(_field(dataset, field) for field in dataset.schema.fields)
    findings = [*row_findings(dataset.manifest), *(found for field in fields for found in field_findings(field))]
    return DataDescription(
        name=dataset.manifest.name,
        data_digest=dataset.manifest.digest,
        splits=tuple(_split(dataset, name) for name in dataset.splits),
        fields=fields,
        findings=tuple(sorted(findings, key=lambda finding: finding.severity != "warning")),
    )


def _split(dataset: EncodedDataset, name: str) -> SplitDescription:
    summary = dataset.manifest.splits[name]
    return SplitDescription(
        name=name,
        rows=summary.rows,
        label_rate=summary.label_rate,
        day_first=summary.day_first,
        day_last=summary.day_last,
        label_rate_by_day=summary.label_rate_by_day,
    )


def _field(dataset: EncodedDataset, field: Field) -> FieldDescription:
    if isinstance(field, NumericField):
        return _number_field(dataset, field)
    if isinstance(field, (CategoricalField, SequenceField, CrossField)):
        return _id_field(dataset, field)
    return FieldDescription(
        name=field.name, kind=field.kind, side=field.side, missing_share=_missing(dataset, field.name)
    )


def _number_field(dataset: EncodedDataset, field: NumericField) -> FieldDescription:
    low, high = _range(dataset, field)
    return FieldDescription(
        name=field.name,
        kind=field.kind,
        side=field.side,
        missing_share=_missing(dataset, field.name),
        low=low,
        high=high,
        leak_auc=_leak(dataset, FieldTally(dataset, field.name)),
    )


def _id_field(dataset: EncodedDataset, field: EmbeddedField) -> FieldDescription:
    tally = FieldTally(dataset, field.name)
    counts = {name: tally.counts(name) for name in dataset.splits}
    known = counts[TRAIN][1:]
    cardinality = int(np.count_nonzero(known))
    return FieldDescription(
        name=field.name,
        kind=field.kind,
        side=field.side,
        cardinality=cardinality,
        once_share=float((known == 1).sum() / cardinality) if cardinality else None,
        missing_share=_missing(dataset, field.name),
        unknown_share={name: _unknown(dataset, field, name, found) for name, found in counts.items()},
        top=_top(dataset, field.table, counts[TRAIN]),
        leak_auc=_leak(dataset, tally),
    )


def _missing(dataset: EncodedDataset, field: str) -> dict[str, float | None]:
    summaries = dataset.manifest.splits
    return {name: split.missing[field] / split.rows if split.rows else None for name, split in summaries.items()}


def _unknown(dataset: EncodedDataset, field: Field, split: str, counts: np.ndarray) -> float | None:
    """Of the ids that are there, the share that has no id of its own."""
    zeros = int(counts[0])
    if not isinstance(dataset.split(split).field_ids(field.name), Ragged):
        zeros -= dataset.manifest.splits[split].missing[field.name]
    there = zeros + int(counts[1:].sum())
    return zeros / there if there else None


def _top(dataset: EncodedDataset, table: str, counts: np.ndarray) -> tuple[TopValue, ...]:
    order = np.argsort(-counts[1:], kind="stable")[:_TOP] + 1
    kept = order[counts[order] > 0]
    values = dataset.vocabulary(table).decode(kept)
    total = int(counts.sum())
    return tuple(TopValue(value=str(v), share=int(counts[i]) / total) for i, v in zip(kept, values, strict=True))


def _range(dataset: EncodedDataset, field: NumericField) -> tuple[float | None, float | None]:
    values = dataset.split(TRAIN).numbers(field.name)
    if dataset.manifest.splits[TRAIN].missing[field.name] == len(values):
        return None, None
    pieces = [values[first : first + 2**18] for first in range(0, len(values), 2**18)]
    known = [piece[~np.isnan(piece)] for piece in pieces]
    return min(float(p.min()) for p in known if len(p)), max(float(p.max()) for p in known if len(p))


def _leak(dataset: EncodedDataset, tally: FieldTally) -> float | None:
    """The highest over the tasks."""
    found = [tally.leak_auc(task.name) for task in dataset.schema.tasks]
    return max((auc for auc in found if auc is not None), default=None)
