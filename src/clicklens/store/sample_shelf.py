"""A run's samples: for each split a folder with its rows as Parquet. The split's name stands in ``info.json`` only."""

from collections.abc import Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from clicklens.core.errors import CorruptError, NotFoundError, RequestError, nearest
from clicklens.store.shelf import Shelf
from clicklens.store.volume import Volume

_FILE = "rows.parquet"
_NEEDED = {"example_id": pa.int64(), "weight": pa.float32()}


class SampleShelf:
    """The samples of one run."""

    def __init__(self, folder: Path, *, trash: Path, run_id: str) -> None:
        self._shelf = Shelf(folder / "samples", trash=trash, manifest="info.json")
        self._run_id = run_id

    def put(self, split: str, rows: pa.Table) -> None:
        """Keeps the rows of a split, in place of earlier ones."""
        place = f"run '{self._run_id}', sample of split '{split}'"
        for name, kind in _NEEDED.items():
            if name not in rows.column_names:
                raise RequestError(f"{place}: the column '{name}' is missing")
            if rows.schema.field(name).type != kind:
                raise RequestError(f"{place}: the column '{name}' is {rows.schema.field(name).type}; it must be {kind}")
        sink = pa.BufferOutputStream()
        pq.write_table(rows, sink, compression="zstd")
        with self._shelf.draft(_folder(split)) as draft:
            draft.add(_FILE, [memoryview(sink.getvalue())])
            draft.body = {"split": split, "rows": rows.num_rows}

    def get(self, split: str, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of a split. Raises NotFoundError naming the nearest split that has any."""
        rows = self._shelf.read(_folder(split), partial(_read, columns=columns))
        if rows is None:
            raise NotFoundError(
                f"run '{self._run_id}' has no sample of split '{split}'{nearest(split, self._splits())}"
            )
        return rows

    def _splits(self) -> list[str]:
        found = (self._shelf.read(name, lambda volume: str(volume.body["split"])) for name in self._shelf.names())
        return [split for split in found if split is not None]


def _read(volume: Volume, columns: Sequence[str] | None) -> pa.Table:
    path = volume.file(_FILE)
    try:
        return pq.read_table(path, columns=None if columns is None else list(columns), partitioning=None)
    except pa.ArrowInvalid as error:
        raise CorruptError(f"{path}: is torn or was changed by other hands ({error})") from None


def _folder(split: str) -> str:
    return f"split-{blake2b(split.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"
