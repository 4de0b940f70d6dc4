"""Encoding: rows of any source into a data set that is read memory-mapped. Two passes, in bounded memory.

The first pass splits the rows and learns vocabularies and transforms from the training split alone; the second writes.
Crosses are made of what was written, not of the rows.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np

from clicklens.core.errors import ConfigError, DataError
from clicklens.core.schema import FeatureSchema
from clicklens.data.assignment import Assignment, Whole, assignment
from clicklens.data.chunk import Chunk, chunks
from clicklens.data.dataset import SPLITS, EncodedDataset, save_vocabularies
from clicklens.data.extend import write_extended
from clicklens.data.finding import row_findings
from clicklens.data.fit import Fit
from clicklens.data.folder import new_folder
from clicklens.data.manifest import MANIFEST, Manifest, SourcePart
from clicklens.data.progress import Listener, Progress, unheard
from clicklens.data.required_column import required_columns, selected, table_keys
from clicklens.data.row_encoder import RowEncoder, worker_pool
from clicklens.data.schema_file import load_schema
from clicklens.data.shard import ShardWriter
from clicklens.data.source import Rows, Source, open_source
from clicklens.data.split import TRAIN, ColumnSplit, GivenSplit, SplitRule
from clicklens.data.split_tally import SplitTally, missing_cells
from clicklens.data.vocabulary import HashVocabulary, ValueVocabulary

__all__ = ["Progress", "encode"]

_PLAIN = "plain"  # the rows without crosses, until these are made of them

_LOG = logging.getLogger(__name__)


def encode(
    rows: Rows | Mapping[str, Rows],
    schema: FeatureSchema | str | Path,
    out: str | Path,
    *,
    split: SplitRule | None = None,
    seed: int = 0,
    overwrite: bool = False,
    progress: Listener | None = None,
) -> EncodedDataset:
    """Encodes rows into the folder ``out``, which appears whole or not at all.

    ``rows`` are whatever ``open_source`` takes, or a dictionary from split ("train" is one) to such rows. Memory does
    not grow with the rows, only with the distinct ids. The same rows, schema, split and seed give the same digest.
    Raises DataError for rows that cannot be (naming file, row, field, value), RequestError where ``out`` is there,
    StorageError for the disk.
    """
    found = schema if isinstance(schema, FeatureSchema) else load_schema(schema)
    inputs = _inputs(rows, found, split)
    rule = GivenSplit() if isinstance(rows, Mapping) else split
    with new_folder(Path(out), overwrite=overwrite, marker=MANIFEST) as folder, worker_pool() as pool:
        plain = folder / _PLAIN if found.crosses else folder
        plain.mkdir(exist_ok=True)
        _Encoding(inputs, found.without_crosses(), rule, seed, pool, progress or unheard).write(plain)
        if found.crosses:
            write_extended(EncodedDataset.open(plain), found, folder, progress or unheard)
            shutil.rmtree(plain)
    return EncodedDataset.open(out)


def _inputs(
    rows: Rows | Mapping[str, Rows], schema: FeatureSchema, split: SplitRule | None
) -> list[tuple[Source, Assignment]]:
    """Each source with what sends its rows to splits."""
    if not isinstance(rows, Mapping):
        source = selected(open_source(rows), required_columns(schema, split))
        return [(source, assignment(split, source, schema))]
    if split is not None and not isinstance(split, GivenSplit):
        raise ConfigError(f"rows come by split already ({', '.join(rows)}); give no split rule of kind '{split.kind}'")
    if TRAIN not in rows:
        raise ConfigError(f"rows come by split ({', '.join(rows) or 'none'}), but '{TRAIN}' is not among them")
    wrong = [name for name in rows if not re.fullmatch(r"\w[\w.-]*", name)]
    if wrong:
        raise ConfigError(f"the split name '{wrong[0]}' cannot name a folder; use letters, digits, dots and dashes")
    needed = required_columns(schema, None)
    ordered = {TRAIN: rows[TRAIN], **rows}
    return [(selected(open_source(part), needed), Whole(name)) for name, part in ordered.items()]


class _Encoding:
    """One call of ``encode``."""

    def __init__(
        self,
        inputs: list[tuple[Source, Assignment]],
        schema: FeatureSchema,
        rule: SplitRule | None,
        seed: int,
        pool: Executor,
        listener: Listener,
    ) -> None:
        self._inputs, self._schema, self._rule, self._seed = inputs, schema, rule, seed
        self._pool, self._listener = pool, listener
        self._splits = list(dict.fromkeys(name for _, sends in inputs for name in sends.splits))
        self._part_rows: Counter[tuple[int, str]] = Counter()

    def write(self, folder: Path) -> None:
        """Both passes; the manifest last."""
        fit = self._learn()
        vocabularies, numerics = fit.tables(self._pool), fit.numerics()
        encoder = RowEncoder(schema=self._schema, tables=vocabularies, numerics=numerics)
        tallies = {name: SplitTally(self._schema) for name in self._splits}
        hashes = self._write_rows(folder / SPLITS, encoder, tallies)
        save_vocabularies(folder, vocabularies)
        bucketed = {f.name: f.transform.buckets + 1 for f in self._schema.bucketed_fields}  # type: ignore[union-attr]
        manifest = Manifest(
            name=self._schema.name,
            feature_schema=self._schema,
            schema_digest=self._schema.digest(),
            digest=self._digest(hashes, vocabularies),
            split=self._rule,
            split_bounds=self._inputs[0][1].bounds,
            seed=self._seed,
            splits={name: tally.summary() for name, tally in tallies.items()},
            tables={**{name: vocabulary.size for name, vocabulary in vocabularies.items()}, **bucketed},
            table_keys={name: vocabulary.kind for name, vocabulary in vocabularies.items()},
            numerics=numerics,
            sources=self._sources(),
            created=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        )
        manifest.save(folder)
        for finding in row_findings(manifest):
            if finding.severity == "warning":
                _LOG.warning("%s: %s", manifest.name, finding.text)

    def _learn(self) -> Fit:
        kinds = table_keys(self._schema, [source for source, _ in self._inputs])
        fit = Fit(schema=self._schema, kinds=kinds, seed=self._seed)
        count = np.zeros(len(self._splits), dtype=np.int64)
        for place, chunk, codes in self._walk():
            self._part_rows[place, chunk.origin] += len(chunk)
            count += np.bincount(codes, minlength=len(self._splits))
            fit.add(chunk.take(codes == 0), self._pool)
            self._listener(Progress("learning", int(count.sum()), None))
        self._refuse_emptiness(dict(zip(self._splits, count.tolist(), strict=True)))
        return fit

    def _write_rows(self, folder: Path, encoder: RowEncoder, tallies: dict[str, SplitTally]) -> dict[str, Any]:
        writers = {name: ShardWriter(folder / name) for name in self._splits}
        done, total = 0, sum(self._part_rows.values())
        try:
            for _, chunk, codes in self._walk():
                rows = encoder.encode(chunk, pool=self._pool)
                gone = {field.name: missing_cells(chunk, field) for field in self._schema.source_fields}
                for code, name in enumerate(self._splits):
                    here = codes == code
                    part = rows if here.all() else rows.take(np.flatnonzero(here))
                    writers[name].append(part)
                    tallies[name].add(
                        part, {f: int((here & cells).sum()) for f, cells in gone.items() if cells is not None}
                    )
                done += len(chunk)
                self._listener(Progress("writing", done, total))
            return {name: writer.close() for name, writer in writers.items()}
        except BaseException:
            for writer in writers.values():
                writer.abandon()
            raise

    def _walk(self) -> Iterator[tuple[int, Chunk, np.ndarray]]:
        """(place of the input, rows, int64 (n,) places of their splits), the same at each pass."""
        first = 0
        for place, (source, sends) in enumerate(self._inputs):
            to_all = np.asarray([self._splits.index(name) for name in sends.splits], dtype=np.int64)
            for chunk in chunks(source, first_id=first):
                yield place, chunk, to_all[sends.of(chunk)]
                first += len(chunk)

    def _refuse_emptiness(self, rows: dict[str, int]) -> None:
        if not sum(rows.values()):
            names = ", ".join(name for source, _ in self._inputs for name in source.names)
            raise DataError(f"{names}: there are no rows")
        may_be_empty = isinstance(self._rule, (ColumnSplit, GivenSplit))
        empty = [name for name, count in rows.items() if not count and (name == TRAIN or not may_be_empty)]
        if empty:
            shares = ", ".join(f"{name}: {count:,}" for name, count in rows.items())
            raise DataError(f"no row falls into the split '{empty[0]}' (rows by split: {shares}); change the split")

    def _sources(self) -> tuple[SourcePart, ...]:
        return tuple(
            SourcePart(name=Path(part.name).name, size=part.size, rows=self._part_rows[place, part.name])
            for place, (source, _) in enumerate(self._inputs)
            for part in source.parts
        )

    def _digest(self, hashes: dict[str, Any], vocabularies: dict[str, ValueVocabulary | HashVocabulary]) -> str:
        facts = {
            "schema": self._schema.digest(),
            "split": self._rule.to_json() if self._rule is not None else None,
            "seed": self._seed,
            "arrays": hashes,
            "vocabularies": {name: vocabulary.digest() for name, vocabulary in vocabularies.items()},
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
