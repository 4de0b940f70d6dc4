"""A run's checkpoints: a folder a step, with ``tensors.safetensors`` and ``state.json``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clicklens.core.errors import NotFoundError, RequestError
from clicklens.store.array_file import Lazy, array_chunks, open_arrays
from clicklens.store.plain_json import to_text
from clicklens.store.shelf import Shelf
from clicklens.store.step_name import listed, step_name, step_of
from clicklens.store.volume import Volume

_FILE = "tensors.safetensors"


class CheckpointShelf:
    """The checkpoints of one run."""

    def __init__(self, folder: Path, *, trash: Path, run_id: str) -> None:
        self._shelf = Shelf(folder / "checkpoints", trash=trash, manifest="state.json")
        self._run_id = run_id

    def put(self, step: int, tensors: Mapping[str, NDArray[np.generic]], state: Mapping[str, Any]) -> None:
        """Keeps arrays and plain values, in place of an earlier checkpoint of the same step."""
        if step < 0:
            raise RequestError(f"run '{self._run_id}': the step {step} is negative; steps count from 0")
        to_text(state, source="state")  # refused before anything is written
        arrays = {str(number): np.asarray(values) for number, values in enumerate(tensors.values())}
        with self._shelf.draft(step_name(step)) as draft:
            draft.add(_FILE, array_chunks(arrays, names=dict(zip(arrays, tensors, strict=True))))
            draft.body = {"tensors": list(tensors), "state": dict(state)}

    def steps(self) -> list[int]:
        """Steps with a whole checkpoint, ascending."""
        return sorted(step for name in self._shelf.names() if (step := step_of(name)) is not None)

    def get(self, step: int | None) -> tuple[int, Mapping[str, NDArray[np.generic]], dict[str, Any]]:
        """Step, arrays and values at that step, or at the newest; every byte is compared with its digest first."""

        def use(volume: Volume) -> tuple[Mapping[str, NDArray[np.generic]], dict[str, Any]]:
            volume.verify()
            read = open_arrays(volume.file(_FILE))
            numbers = {name: str(number) for number, name in enumerate(volume.body["tensors"])}
            return Lazy(list(numbers), lambda name: read(numbers[name])), volume.body["state"]

        steps = self.steps()
        wanted = steps[-1] if step is None and steps else step
        found = None if wanted is None else self._shelf.read(step_name(wanted), use)
        if wanted is None or found is None:
            place = "" if wanted is None else f" at step {wanted}"
            raise NotFoundError(f"run '{self._run_id}' has no checkpoint{place}; {listed(steps)}")
        return wanted, *found

    def delete(self, step: int) -> None:
        """Removes the checkpoint at that step; also one that is torn, and none is no error."""
        self._shelf.remove(step_name(step))
