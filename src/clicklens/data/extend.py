"""Extending: the rows of an encoded data set with crosses of their fields, without the files that they came from.

What a cross has to know is learned from the training rows alone: the buckets of numbers, then how often each
combination occurs. The arrays that stay as they are are shared with the first data set where the disk can.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import TypeVar

import numpy as np

from clicklens.core.errors import SchemaError
from clicklens.core.field import NumericField, Quantile
from clicklens.core.schema import FeatureSchema
from clicklens.data.combination import Combination
from clicklens.data.crosses import BUCKETS, Crosses
from clicklens.data.dataset import SPLITS, EncodedDataset, save_vocabularies, share_vocabularies
from clicklens.data.encoded_rows import EncodedRows
from clicklens.data.encoded_split import EncodedSplit
from clicklens.data.fit import table_fit
from clicklens.data.folder import new_folder
from clicklens.data.manifest import FORMAT_VERSION, MANIFEST, Manifest
from clicklens.data.numeric import FittedQuantile, NumericFit
from clicklens.data.progress import Listener, Progress, unheard
from clicklens.data.row_encoder import id_names
from clicklens.data.shard import ShardWriter, share_arrays
from clicklens.data.split import TRAIN
from clicklens.data.vocabulary import HashVocabulary, ValueVocabulary

_T = TypeVar("_T")
_PIECE = 1 << 18  # rows


def extend(
    dataset: EncodedDataset,
    schema: FeatureSchema,
    out: str | Path,
    *,
    overwrite: bool = False,
    progress: Listener | None = None,
) -> EncodedDataset:
    """The same rows with the crosses of ``schema``, as a new data set in the folder ``out``.

    It is the data set that ``encode`` makes of the rows with that schema, to the digest. Memory grows with the distinct
    combinations only. Raises SchemaError where the schemas differ in more than crosses, RequestError where ``out`` is
    there, StorageError for the disk.
    """
    if schema.without_crosses() != dataset.schema.without_crosses():
        raise SchemaError(
            f"data set '{dataset.manifest.name}' can be extended by crosses only, and the schema differs in more: "
            "encode the rows with it"
        )
    with new_folder(Path(out), overwrite=overwrite, marker=MANIFEST) as folder:
        write_extended(dataset, schema, folder, progress or unheard)
    return EncodedDataset.open(out)


def write_extended(dataset: EncodedDataset, schema: FeatureSchema, folder: Path, listener: Listener) -> None:
    """Writes the extended data set into an empty folder, the manifest last."""
    rows = sum(summary.rows for summary in dataset.manifest.splits.values())
    numerics = _learned_buckets(dataset, schema)
    vocabularies = _learned_combinations(dataset, schema, numerics)
    crosses = Crosses(schema, sizes=dataset.table_sizes, tables=vocabularies, numerics=numerics)
    hashes: dict[str, dict[str, str]] = {}
    done = 0
    for name in dataset.splits:
        split, target = dataset.split(name), folder / SPLITS / name
        writer = ShardWriter(target)
        try:
            for piece in _pieces(len(split)):
                writer.append(_extended_rows(split, schema, crosses, piece))
                done += piece.stop - piece.start
                listener(Progress("writing", done, rows))
            hashes[name] = writer.close()
        except BaseException:
            writer.abandon()
            raise
        share_arrays(dataset.path / SPLITS / name, target, leaving_out=BUCKETS)
    save_vocabularies(folder, vocabularies)
    share_vocabularies(dataset, folder, [table.name for table in schema.without_crosses().tables])
    _manifest(dataset, schema, vocabularies, numerics, hashes).save(folder)


def _learned_buckets(dataset: EncodedDataset, schema: FeatureSchema) -> dict[str, FittedQuantile]:
    """The buckets of the numbers that are crossed, as the encoder would have learned them."""
    found: dict[str, FittedQuantile] = {}
    train = dataset.split(TRAIN)
    for name, buckets in schema.crossed_numbers.items():
        field = NumericField(name=name, transform=Quantile(buckets=buckets))
        fit = NumericFit(field, seed=dataset.manifest.seed)
        for piece in _pieces(len(train)):
            fit.add(np.asarray(train.numbers(name)[piece]), np.asarray(train.example_ids[piece]))
        fitted = fit.fitted()
        if isinstance(fitted, FittedQuantile):
            found[name] = fitted
    return found


def _learned_combinations(
    dataset: EncodedDataset, schema: FeatureSchema, numerics: dict[str, FittedQuantile]
) -> dict[str, ValueVocabulary | HashVocabulary]:
    """Cross -> the combinations that training rows hold often enough."""
    train = dataset.split(TRAIN)
    cut = Crosses(schema.without_crosses(), sizes=dataset.table_sizes, tables={}, numerics=numerics)
    fits = {cross.table: table_fit(schema.table(cross.table), "integer") for cross in schema.crosses}
    combinations = {cross.table: Combination(cross, schema, dataset.table_sizes) for cross in schema.crosses}
    for piece in _pieces(len(train)):
        ids = _ids_by_field(train, schema, cut, piece)
        for table, fit in fits.items():
            fit.add(combinations[table].codes(ids))
    return {table: fit.vocabulary() for table, fit in fits.items()}


def _ids_by_field(split: EncodedSplit, schema: FeatureSchema, crosses: Crosses, piece: slice) -> dict[str, np.ndarray]:
    """Field of a cross, or number by bucket, -> int (n,)"""
    needed = dict.fromkeys(name for cross in schema.crosses for name in cross.fields)
    numbers = {name: np.asarray(split.numbers(name)[piece]) for name in needed if name in schema.crossed_numbers}
    cut = {name.removeprefix(BUCKETS): found for name, found in crosses.buckets(numbers).items()}
    return cut | {name: np.asarray(split.field_ids(name))[piece] for name in needed if name not in cut}


def _extended_rows(split: EncodedSplit, schema: FeatureSchema, crosses: Crosses, piece: slice) -> EncodedRows:
    """The arrays that crosses change, and the rows' numbers."""
    by_field = _ids_by_field(split, schema, crosses, piece)
    found = by_field | crosses.ids(by_field)
    names = id_names(schema)
    ids = np.zeros((piece.stop - piece.start, len(names)), dtype=np.int32)
    for position, name in enumerate(names):
        ids[:, position] = found[name] if name in found else np.asarray(split.field_ids(name))[piece]
    cut = {BUCKETS + name: found[name].astype(np.int32) for name in schema.crossed_numbers}
    return EncodedRows(flat={"ids": ids, "example_ids": np.asarray(split.example_ids[piece]), **cut}, ragged={})


def _manifest(
    dataset: EncodedDataset,
    schema: FeatureSchema,
    vocabularies: dict[str, ValueVocabulary | HashVocabulary],
    numerics: dict[str, FittedQuantile],
    hashes: dict[str, dict[str, str]],
) -> Manifest:
    before, old = dataset.manifest, {cross.name for cross in dataset.schema.crosses}
    plain = before.plain_digest or before.digest
    facts = {
        "plain": plain,
        "schema": schema.digest(),
        "arrays": hashes,
        "vocabularies": {name: vocabulary.digest() for name, vocabulary in vocabularies.items()},
    }
    gone = {cross.name: 0 for cross in schema.crosses}  # a cross has no cell that could be empty
    return before.model_copy(
        update={
            "format_version": FORMAT_VERSION,
            "feature_schema": schema,
            "schema_digest": schema.digest(),
            "digest": hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest(),
            "splits": {
                name: split.model_copy(update={"missing": _without(split.missing, old) | gone})
                for name, split in before.splits.items()
            },
            "tables": _without(before.tables, old) | {name: found.size for name, found in vocabularies.items()},
            "table_keys": _without(before.table_keys, old) | dict.fromkeys(vocabularies, "integer"),
            "plain_digest": plain,
            "cross_numerics": numerics,
            "created": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        }
    )


def _without(values: Mapping[str, _T], names: Collection[str]) -> dict[str, _T]:
    return {name: value for name, value in values.items() if name not in names}


def _pieces(rows: int) -> Iterator[slice]:
    """At least one, so that an array of no rows is an array."""
    for first in range(0, max(rows, 1), _PIECE):
        yield slice(first, min(first + _PIECE, rows))
