"""EncodedDataset: rows that were encoded once and are read as often as models need them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import torch

from clicklens.core.errors import CorruptError, NotFoundError, nearest
from clicklens.core.field import CategoricalField, CrossField, SequenceField
from clicklens.core.schema import FeatureSchema
from clicklens.core.table import Cutoff
from clicklens.data.assemble import assemble_rows
from clicklens.data.batch import Batch
from clicklens.data.chunk import chunks
from clicklens.data.combination import Combination
from clicklens.data.cross_vocabulary import CrossVocabulary
from clicklens.data.crosses import Crosses
from clicklens.data.encoded_split import EncodedSplit
from clicklens.data.manifest import MANIFEST, Manifest
from clicklens.data.numeric import BucketVocabulary, FittedQuantile
from clicklens.data.raw_value import cells
from clicklens.data.required_column import required_columns, selected
from clicklens.data.row_encoder import RowEncoder
from clicklens.data.shard import Shard, file_name, share_file
from clicklens.data.source import Rows, open_source
from clicklens.data.split import TRAIN
from clicklens.data.vocabulary import HashVocabulary, ValueVocabulary

SPLITS = "splits"
VOCABULARIES = "vocabularies"

TableVocabulary: TypeAlias = ValueVocabulary | HashVocabulary | BucketVocabulary | CrossVocabulary


class EncodedDataset:
    """A folder with a manifest, vocabularies, and the arrays of each split."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self.schema: FeatureSchema = manifest.feature_schema
        self.table_sizes: dict[str, int] = dict(manifest.tables)  # table -> ids, 0 included; also per bucketed field
        self.splits: list[str] = list(manifest.splits)
        self._vocabularies: dict[str, TableVocabulary] = {}
        self._open: dict[str, EncodedSplit] = {}

    @classmethod
    def open(cls, path: str | Path) -> EncodedDataset:
        """Opens a folder that ``encode`` made.

        Raises NotFoundError where none is, VersionError for a newer format, CorruptError for a torn one.
        """
        folder = Path(path)
        if not folder.is_dir():
            raise NotFoundError(
                f"{folder}: there is no encoded data set; an encoded data set is a folder with {MANIFEST}"
            )
        manifest = Manifest.load(folder)
        for name in manifest.splits:
            if not (folder / SPLITS / name).is_dir():
                raise CorruptError(f"{folder}: the rows of the split '{name}' are gone; encode the data set again")
        return cls(folder, manifest)

    def split(self, name: str) -> EncodedSplit:
        """The rows of one split. Raises NotFoundError that names the nearest."""
        if name not in self.manifest.splits:
            known = nearest(name, self.splits)
            raise NotFoundError(f"data set '{self.manifest.name}' has no split '{name}'{known}")
        if name not in self._open:
            shard = Shard(self.path / SPLITS / name, rows=self.manifest.splits[name].rows)
            self._open[name] = EncodedSplit(name=name, shard=shard, schema=self.schema, vocabulary=self.vocabulary)
        return self._open[name]

    def vocabulary(self, table: str) -> TableVocabulary:
        """The values behind a table's ids, or a bucketed number's ranges. Raises NotFoundError naming the nearest."""
        if table not in self.table_sizes:
            raise NotFoundError(
                f"data set '{self.manifest.name}' has no table '{table}'{nearest(table, self.table_sizes)}"
            )
        if table not in self._vocabularies:
            self._vocabularies[table] = self._read_vocabulary(table)
        return self._vocabularies[table]

    def encode_rows(self, rows: Rows, *, labelled: bool = False) -> Batch:
        """New rows as one batch, by this data set's vocabularies: what a served model is given.

        Labels are 0 unless ``labelled``. Raises DataError as ``encode`` does.
        """
        source = selected(open_source(rows), required_columns(self.schema, None, labelled=labelled))
        encoded = [self._encoder.encode(chunk, labelled=labelled) for chunk in chunks(source)]
        return assemble_rows(self.schema, encoded)

    def encode_values(self, field: str, values: Sequence[object]) -> Batch:
        """Values of one field as people give them (None: missing), as rows that hold nothing else: what-if questions.

        Raises SchemaError for an unknown field, ConfigError for a cross, DataError that names field and value for what
        cannot be one.
        """
        encoder = self._encoder.only(field)
        (asked,) = encoder.schema.source_fields
        table = self.vocabulary(asked.table) if isinstance(asked, (CategoricalField, SequenceField)) else None
        keys = None if table is None or isinstance(table, BucketVocabulary) else table.kind
        source = open_source(pa.table({asked.column: cells(values, asked, keys=keys)}))
        return assemble_rows(encoder.schema, [encoder.encode(chunk, labelled=False) for chunk in chunks(source)])

    def crossed(self, batch: Batch) -> Batch:
        """The batch with its crosses made anew from the fields that they are made of, which may have been changed."""
        if not self.schema.crosses:
            return batch
        held = {**batch.buckets, **{name: ids for name, ids in batch.ids.items() if ids.shape[1] == 1}}
        found = self._crosses.ids({name: ids[:, 0].cpu().numpy() for name, ids in held.items()})
        device = batch.example_ids.device
        made = {n: torch.from_numpy(one.astype(np.int64)).unsqueeze(1).to(device) for n, one in found.items()}
        ids = {**batch.ids, **made}
        return replace(batch, ids={name: ids[name] for name in self.schema.table_of})

    @cached_property
    def _crosses(self) -> Crosses:
        tables = {cross.table: self.vocabulary(cross.table) for cross in self.schema.crosses}
        keyed = {name: found for name, found in tables.items() if not isinstance(found, BucketVocabulary)}
        numerics = self.manifest.cross_numerics
        return Crosses(self.schema, sizes=self.table_sizes, tables=keyed, numerics=numerics)

    @cached_property
    def _encoder(self) -> RowEncoder:
        tables = {table.name: self.vocabulary(table.name) for table in self.schema.tables}
        keyed = {name: found for name, found in tables.items() if not isinstance(found, BucketVocabulary)}
        return RowEncoder(schema=self.schema, tables=keyed, numerics=self.manifest.numerics, crosses=self._crosses)

    def _read_vocabulary(self, table: str) -> TableVocabulary:
        fitted = self.manifest.numerics.get(table)
        if isinstance(fitted, FittedQuantile) and table not in self.manifest.table_keys:
            return BucketVocabulary(fitted, self.split(TRAIN).bucket_counts(table, self.table_sizes[table]))
        rule = self.schema.table(table).vocabulary
        path = vocabulary_file(self.path, table)
        keys: ValueVocabulary | HashVocabulary
        if isinstance(rule, Cutoff):
            keys = ValueVocabulary.load(path)
        else:
            keys = HashVocabulary.load(path, rule=rule, kind=self.manifest.table_keys[table])
        cross = next((cross for cross in self.schema.crosses if cross.table == table), None)
        return keys if cross is None else self._cross_vocabulary(cross, keys)

    def _cross_vocabulary(self, cross: CrossField, codes: ValueVocabulary | HashVocabulary) -> CrossVocabulary:
        tables, cut = self.schema.table_of, self.manifest.cross_numerics
        fields = {name: self.vocabulary(tables[name]) for name in cross.fields if name in tables}
        numbers = {n: BucketVocabulary(cut[n], np.zeros(len(cut[n].edges) + 2)) for n in cross.fields if n in cut}
        return CrossVocabulary(codes, Combination(cross, self.schema, self.table_sizes), {**fields, **numbers})


def save_vocabularies(folder: Path, vocabularies: Mapping[str, ValueVocabulary | HashVocabulary]) -> None:
    """Writes them where ``EncodedDataset`` looks."""
    (folder / VOCABULARIES).mkdir()
    for table, vocabulary in vocabularies.items():
        vocabulary.save(vocabulary_file(folder, table))


def share_vocabularies(dataset: EncodedDataset, folder: Path, tables: Sequence[str]) -> None:
    """Puts the vocabularies of these tables beside those that ``save_vocabularies`` wrote."""
    for table in tables:
        share_file(vocabulary_file(dataset.path, table), vocabulary_file(folder, table))


def vocabulary_file(folder: Path, table: str) -> Path:
    """Where a table's vocabulary lies."""
    return folder / VOCABULARIES / file_name(table, ".parquet")
