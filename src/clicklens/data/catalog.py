"""The catalogue of ready-made data sets: one name, and the rows are there, encoded."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from clicklens.core.errors import ClickLensError, CorruptError, NotFoundError, nearest
from clicklens.data.dataset import EncodedDataset
from clicklens.data.download import cache_root
from clicklens.data.progress import Listener
from clicklens.data.ready import (
    amazon,
    avazu,
    criteo,
    frappe,
    movielens_1m,
    movielens_100k,
    movielens_small,
    open_bandit,
    simulated,
)
from clicklens.data.ready.ready_dataset import DATA_VARIABLE, Folders, ReadyDataset

READY: dict[str, ReadyDataset] = {
    ready.name: ready
    for ready in (
        *movielens_100k.READY,
        *movielens_small.READY,
        *movielens_1m.READY,
        *open_bandit.READY,
        *frappe.READY,
        *amazon.READY,
        *criteo.READY,
        *avazu.READY,
        *simulated.READY,
    )
}


def list_ready() -> list[ReadyDataset]:
    """All ready-made sets and their variants, in the catalogue's order."""
    return list(READY.values())


def find_ready(name: str) -> ReadyDataset:
    """The set of that name. Raises NotFoundError that names the nearest."""
    if name not in READY:
        raise NotFoundError(f"there is no ready-made data set '{name}'{nearest(name, READY)}")
    return READY[name]


def encoded_folder(name: str, *, root: str | Path | None = None) -> Path:
    """Where ``load`` keeps the encoded set of that name; it is there once the set has been loaded."""
    home = Path(root) if root is not None else cache_root()
    return home / "datasets" / f"{name.replace('/', '-')}-{find_ready(name).digest()[:12]}"


def load(name: str, *, root: str | Path | None = None, progress: Listener | None = None) -> EncodedDataset:
    """The set of that name, encoded; fetched and encoded at first use, then opened from the cache.

    ``root`` is the cache, $CLICKLENS_HOME or ~/.cache/clicklens when not given. Raises NotFoundError where a set must
    be brought by the user, DownloadError where one cannot be fetched.
    """
    ready = find_ready(name)
    home = Path(root) if root is not None else cache_root()
    folder = encoded_folder(name, root=home)
    if folder.is_dir():
        try:
            return EncodedDataset.open(folder)
        except CorruptError:
            shutil.rmtree(folder)  # the cache is ours to make again
    named = os.environ.get(DATA_VARIABLE)
    folders = Folders(downloads=home / "downloads", data=Path(named).expanduser() if named else None)
    prepared = ready.prepare(folders)
    try:
        return prepared.encode(folder, progress=progress)
    except ClickLensError:
        if folder.is_dir():  # another process was faster
            return EncodedDataset.open(folder)
        raise
