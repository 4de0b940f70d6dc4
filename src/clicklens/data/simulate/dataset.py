"""A simulated world as an encoded data set, with its truth beside the manifest."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from clicklens.core.errors import CorruptError, NotFoundError
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.data.folder import new_folder
from clicklens.data.manifest import MANIFEST
from clicklens.data.progress import Listener
from clicklens.data.simulate.spec import WorldSpec
from clicklens.data.simulate.truth import Truth
from clicklens.data.simulate.world import simulate
from clicklens.data.split import NAMED_SPLIT

TRUTH_FILE = "truth.json"
LOGIT_FILE = "true_logits.safetensors"


def simulated_dataset(spec: WorldSpec, out: str | Path, progress: Listener | None = None) -> EncodedDataset:
    """Simulates, encodes into the folder ``out`` and writes the truth beside the manifest; all of it appears at once.

    Raises RequestError where ``out`` exists, StorageError where it cannot be written; then nothing is left behind.
    """
    out = Path(out)
    world = simulate(spec)
    with new_folder(out, overwrite=False, marker=MANIFEST) as folder:
        encoded = folder / "encoded"
        encode(world, world.schema, encoded, split=NAMED_SPLIT, progress=progress)
        for file in encoded.iterdir():
            file.rename(folder / file.name)
        encoded.rmdir()
        logits = np.concatenate([batch["true_logit"].to_numpy() for batch in world.chunks()])  # (rows,)
        save_file({"true_logit": logits}, folder / LOGIT_FILE)
        (folder / TRUTH_FILE).write_text(world.truth.to_json(), encoding="utf-8")
    return EncodedDataset.open(out)


def load_truth(path: str | Path) -> Truth:
    """The truth of a simulated data set, from the data set's folder or from the file itself."""
    file = Path(path)
    file = file / TRUTH_FILE if file.is_dir() else file
    if not file.is_file():
        raise NotFoundError(f"{file} is not there; only a data set made by simulation has a truth")
    try:
        return Truth.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise CorruptError(f"{file} is not a truth: {error.errors()[0]['msg']}") from None


def load_true_logits(path: str | Path) -> NDArray[np.float64]:
    """The true logit of every row of a simulated data set, (rows,), by ``example_id``."""
    file = Path(path) / LOGIT_FILE
    if not file.is_file():
        raise NotFoundError(f"{file} is not there; only a data set made by simulation has a truth")
    try:
        return np.asarray(load_file(file)["true_logit"])
    except (SafetensorError, KeyError) as error:
        raise CorruptError(f"{file} is torn: {error}") from None
