from pathlib import Path

import numpy as np
import pytest

from clicklens.core.errors import CorruptError, NotFoundError, RequestError
from clicklens.store.checkpoint_shelf import CheckpointShelf


@pytest.fixture
def shelf(tmp_path: Path) -> CheckpointShelf:
    return CheckpointShelf(tmp_path, trash=tmp_path / ".trash", run_id="gwen-1")


def test_a_checkpoint_is_a_folder_a_step(shelf: CheckpointShelf, tmp_path: Path) -> None:
    shelf.put(100, {"w/../x": np.ones(2)}, {"a": 1})
    folder = tmp_path / "checkpoints" / "step-00000100"
    assert sorted(path.name for path in folder.iterdir()) == ["state.json", "tensors.safetensors"]
    assert b"w/../x" not in (folder / "tensors.safetensors").read_bytes()


def test_a_single_changed_bit_is_found_and_the_file_named(shelf: CheckpointShelf, tmp_path: Path) -> None:
    shelf.put(1, {"w": np.zeros(1000)}, {"a": 1})
    path = tmp_path / "checkpoints" / "step-00000001" / "tensors.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(CorruptError, match=r"tensors\.safetensors: was changed by other hands"):
        shelf.get(1)
    shelf.delete(1)
    assert shelf.steps() == []


def test_deleting_what_is_not_there_is_no_error(shelf: CheckpointShelf) -> None:
    shelf.delete(5)
    with pytest.raises(NotFoundError, match="run 'gwen-1' has no checkpoint at step 5; there is none"):
        shelf.get(5)


def test_a_state_that_cannot_be_kept_is_refused_before_anything_is_written(
    shelf: CheckpointShelf, tmp_path: Path
) -> None:
    with pytest.raises(RequestError, match=r"state\.a is nan"):
        shelf.put(1, {"w": np.zeros(3)}, {"a": float("nan")})
    assert list(tmp_path.iterdir()) == []
