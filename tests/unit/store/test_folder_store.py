import gc
from pathlib import Path

import pytest

from clicklens.core.errors import CorruptError, NotFoundError, RequestError
from clicklens.store.folder_store import FolderStore
from tests.stored_values import make_run, make_sample, make_snapshot


def files(path: Path) -> list[str]:
    return sorted(str(found.relative_to(path)) for found in path.rglob("*") if found.is_file())


def test_the_layout_is_as_documented(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.add_run(make_run())
    store.put_sample("gwen-1", "train", make_sample())
    store.put_snapshot(make_snapshot(splits=("train",)))
    store.put_checkpoint("gwen-1", 100, {}, {})
    store.close()
    (sample,) = {Path(name).parts[3] for name in files(tmp_path) if "samples" in name}
    assert files(tmp_path) == [
        "clicklens.sqlite",
        "runs/gwen-1/checkpoints/step-00000100/state.json",
        "runs/gwen-1/checkpoints/step-00000100/tensors.safetensors",
        f"runs/gwen-1/samples/{sample}/info.json",
        f"runs/gwen-1/samples/{sample}/rows.parquet",
        "runs/gwen-1/snapshots/step-00000100/info.json",
        "runs/gwen-1/snapshots/step-00000100/split-0.safetensors",
    ]


def test_a_store_is_not_made_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no store in the folder .*new; a training makes one"):
        FolderStore(tmp_path / "new", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(RequestError, match="x is a file; a store is a folder"):
        FolderStore(tmp_path / "x")


def test_a_lost_database_is_not_silently_replaced(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.add_run(make_run())
    store.put_checkpoint("gwen-1", 1, {}, {})
    store.close()
    (tmp_path / "clicklens.sqlite").unlink()
    with pytest.raises(CorruptError, match=r"clicklens\.sqlite: is missing, and .*runs holds runs"):
        FolderStore(tmp_path)
    assert files(tmp_path) == [f"runs/gwen-1/checkpoints/step-00000001/{name}" for name in ("state.json", TENSORS)]


TENSORS = "tensors.safetensors"


def test_what_a_killed_deletion_left_is_not_the_new_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore(tmp_path)
    store.add_run(make_run())
    store.put_checkpoint("gwen-1", 1, {}, {})
    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "_discard_folder", lambda *_: None)
        store.delete_run("gwen-1")
    assert (tmp_path / "runs" / "gwen-1").is_dir()
    store.add_run(make_run())
    assert store.checkpoint_steps("gwen-1") == []
    assert not (tmp_path / "runs" / "gwen-1").exists()


def test_a_store_that_is_let_go_closes_its_connections(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.runs()
    assert (tmp_path / "clicklens.sqlite-wal").exists()
    del store
    gc.collect()
    assert files(tmp_path) == ["clicklens.sqlite"]


def test_a_closed_store_still_answers(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.close()
    assert store.runs() == []
    assert repr(store) == f"FolderStore('{tmp_path}')"


def test_a_file_in_a_run_s_folder_goes_when_the_run_goes(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.add_run(make_run())
    (store.run_folder("gwen-1") / "mine.txt").write_text("mine")
    assert "runs/gwen-1/mine.txt" in files(tmp_path)
    store.delete_run("gwen-1")
    assert not (tmp_path / "runs" / "gwen-1").exists()
    with pytest.raises(NotFoundError):
        store.run_folder("gwen-1")
    store.close()
