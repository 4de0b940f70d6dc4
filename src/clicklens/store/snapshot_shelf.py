"""A run's snapshots: a folder a step, with a safetensors file a split and ``info.json``."""

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from clicklens.core.errors import CorruptError, NotFoundError, RequestError, nearest
from clicklens.core.record import explain
from clicklens.core.snapshot import Snapshot, SnapshotInfo, SplitStates
from clicklens.store.array_file import array_chunks, open_arrays
from clicklens.store.shelf import Shelf
from clicklens.store.split_coding import decode_split, encode_split
from clicklens.store.step_name import listed, step_name, step_of
from clicklens.store.volume import Volume

_T = TypeVar("_T")


class SnapshotShelf:
    """The snapshots of one run."""

    def __init__(self, folder: Path, *, trash: Path, run_id: str) -> None:
        self._shelf = Shelf(folder / "snapshots", trash=trash, manifest="info.json")
        self._run_id = run_id

    def put(self, snapshot: Snapshot) -> None:
        """Keeps a snapshot, in place of an earlier one of the same step."""
        _check_rows(snapshot)
        with self._shelf.draft(step_name(snapshot.info.step)) as draft:
            splits = []
            for number, (split, states) in enumerate(snapshot.splits.items()):
                arrays, index = encode_split(states, snapshot.info.taps)
                file = f"split-{number}.safetensors"
                draft.add(file, array_chunks(arrays))
                splits.append({"name": split, "file": file, **index})
            draft.body = {"info": snapshot.info.model_dump(mode="json"), "splits": splits}

    def steps(self) -> list[int]:
        """Steps with a whole snapshot, ascending."""
        return sorted(step for name in self._shelf.names() if (step := step_of(name)) is not None)

    def info(self, step: int) -> SnapshotInfo:
        """What the snapshot at that step holds. Raises NotFoundError naming the steps that there are."""
        return self._found(step, self._shelf.read(step_name(step), _info))

    def states(self, step: int, split: str) -> SplitStates:
        """The states of one split. The file is opened now and read later, so that it outlives its removal."""

        def use(volume: Volume) -> SplitStates:
            splits = {entry["name"]: entry for entry in volume.body["splits"]}
            if split not in splits:
                place = f"the snapshot of run '{self._run_id}' at step {step}"
                raise NotFoundError(f"{place} has no split '{split}'{nearest(split, splits)}")
            index = splits[split]
            return decode_split(index, open_arrays(volume.file(index["file"])))

        return self._found(step, self._shelf.read(step_name(step), use))

    def forget_after(self, step: int) -> None:
        """Removes the snapshots later than ``step``, the last one first."""
        for later in reversed(self.steps()):
            if later > step:
                self._shelf.remove(step_name(later))

    def size(self) -> int:
        """What the whole snapshots take on disk, in bytes."""
        return self._shelf.size()

    def _found(self, step: int, value: _T | None) -> _T:
        if value is None:
            raise NotFoundError(f"run '{self._run_id}' has no snapshot at step {step}; {listed(self.steps())}")
        return value


def _info(volume: Volume) -> SnapshotInfo:
    try:
        return SnapshotInfo.model_validate(volume.body["info"])
    except ValidationError as error:
        told = explain(error, source=str(volume.manifest), model=SnapshotInfo)
        raise CorruptError(f"{volume.manifest}: was changed by other hands\n{told}") from None


def _check_rows(snapshot: Snapshot) -> None:
    """Raises RequestError where the info says other rows than the arrays hold."""
    place = f"snapshot of run '{snapshot.info.run_id}' at step {snapshot.info.step}"
    if set(snapshot.info.rows) != set(snapshot.splits):
        raise RequestError(
            f"{place}: its info names the splits {sorted(snapshot.info.rows)}, it holds {sorted(snapshot.splits)}"
        )
    for split, states in snapshot.splits.items():
        n = snapshot.info.rows[split]
        parts = ("labels", "logits", "activations", "preactivations", "gradients")
        named = {f"{part} of '{name}'": values for part in parts for name, values in getattr(states, part).items()}
        for noun, values in {"example ids": states.example_ids, "weights": states.weights, **named}.items():
            if len(values) != n:
                raise RequestError(f"{place}, split '{split}': {len(values)} {noun}; its info says {n} rows")
