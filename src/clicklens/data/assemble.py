"""From arrays to a Batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch

from clicklens.core.errors import DataError
from clicklens.core.schema import FeatureSchema
from clicklens.data.batch import Batch
from clicklens.data.crosses import BUCKETS
from clicklens.data.encoded_rows import EncodedRows
from clicklens.data.ragged import Ragged
from clicklens.data.row_encoder import id_names, is_single


def assemble(
    schema: FeatureSchema, flat: Mapping[str, np.ndarray], ragged: Mapping[str, Ragged], rows: np.ndarray
) -> Batch:
    """These rows, int64 (B,), as tensors; ids become int64, lists are padded to the longest of the batch."""
    picked = {name: array[rows] for name, array in flat.items() if name != "numbers"}
    packed = torch.from_numpy(np.ascontiguousarray(picked["ids"].T, dtype=np.int64))  # (S, B)
    ids = {name: packed[position].unsqueeze(1) for position, name in enumerate(id_names(schema))}  # each (B, 1)
    for field in schema.embedded_fields:
        if not is_single(field):
            ids[field.name] = torch.from_numpy(ragged[f"list:{field.name}"].padded(rows))  # (B, L)
    labels = torch.from_numpy(np.ascontiguousarray(picked["labels"].T, dtype=np.float32))  # (T, B)
    return Batch(
        ids={name: ids[name] for name in schema.table_of},
        numeric=torch.from_numpy(picked["numeric"]),
        labels={task.name: labels[position] for position, task in enumerate(schema.tasks)},
        example_ids=torch.from_numpy(picked["example_ids"]),
        dense={field.name: torch.from_numpy(picked[f"dense:{field.name}"]) for field in schema.dense_fields},
        images={field.name: keys_of(ragged[f"image:{field.name}"], rows) for field in schema.image_fields},
        buckets={
            name.removeprefix(BUCKETS): torch.from_numpy(array.astype(np.int64)).unsqueeze(1)
            for name, array in picked.items()
            if name.startswith(BUCKETS)
        },
        weights=_tensor(picked.get("weights"), np.float32),
        days=_tensor(picked.get("days"), np.int64),
        groups=_tensor(picked.get("groups"), np.int64),
    )


def assemble_rows(schema: FeatureSchema, parts: Sequence[EncodedRows]) -> Batch:
    """Freshly encoded rows, all of them, as one batch."""
    if not parts:
        raise DataError("there are no rows")
    flat = {name: np.concatenate([part.flat[name] for part in parts]) for name in parts[0].flat}
    ragged = {name: _joined([part.ragged[name] for part in parts]) for name in parts[0].ragged}
    return assemble(schema, flat, ragged, np.arange(len(flat["example_ids"])))


def keys_of(ragged: Ragged, rows: np.ndarray) -> tuple[str, ...]:
    """The texts behind rows of UTF-8 bytes."""
    return tuple(ragged.row(row).tobytes().decode() for row in rows.tolist())


def _tensor(values: np.ndarray | None, dtype: type[np.generic]) -> torch.Tensor | None:
    return None if values is None else torch.from_numpy(values.astype(dtype, copy=False))


def _joined(parts: list[Ragged]) -> Ragged:
    lengths = np.concatenate([np.diff(part.offsets) for part in parts])
    offsets = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    return Ragged(values=np.concatenate([part.values for part in parts]), offsets=offsets)
