"""A store or an encoded data set that is torn, newer than this ClickLens, or not what a run began with."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from clicklens.cli.app import run_command
from clicklens.core.errors import CorruptError, DataError
from clicklens.data.dataset import EncodedDataset
from clicklens.data.manifest import FORMAT_VERSION
from clicklens.store import open_store
from clicklens.training import load_model
from tests.factories import make_dataset, make_schema

Shell = Callable[..., tuple[int, str]]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """Calls a command: words -> (exit code, error output)."""

    def call(*words: object) -> tuple[int, str]:
        capsys.readouterr()
        code = run_command([str(word) for word in words])
        return code, capsys.readouterr().err

    return call


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a data set, a config, and a store with one run."""
    folder = tmp_path_factory.mktemp("original")
    make_dataset(folder, name="data")
    write_config(folder)
    assert run_command(["train", str(folder / "config.yaml"), "-q", "--store", str(folder / "runs")]) == 0
    return folder


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil, whose config and run know the copied data."""
    copied = tmp_path / "copy"
    shutil.copytree(original, copied)
    write_config(copied)
    store = open_store(copied / "runs")
    store.update_run(store.run("latest").id, data_path=str(copied / "data"))
    return copied


def write_config(folder: Path) -> None:
    (folder / "config.yaml").write_text(
        f"name: small\ndata: {{path: {folder / 'data'}}}\nmodel: {{kind: gwen, hidden: [8, 4], embedding_dim: 4}}\n"
        "training: {epochs: 1, batch_size: 100, max_steps: 2}\ncapture: {every: 2, rows: 64}\n"
    )


def commands(folder: Path) -> list[tuple[object, ...]]:
    """Every command that opens a store."""
    words: list[tuple[object, ...]] = [
        ("runs", "list"),
        ("runs", "show", "latest"),
        ("runs", "note", "latest", "--text", "mine"),
        ("runs", "delete", "latest"),
        ("analyze", "latest", "scores"),
        ("compare", "latest", "latest", "--step", "0", "--other-step", "2"),
        ("refine", "latest", "drop-layer", "1"),
        ("report", "latest", "-o", folder / "report.html"),
        ("resume", "latest"),
        ("train", folder / "config.yaml"),
    ]
    return [(*each, "--store", folder / "runs") for each in words]


def sql(folder: Path, statement: str) -> None:
    raw = sqlite3.connect(folder / "runs" / "clicklens.sqlite")
    with raw:
        raw.execute(statement)
    raw.close()


def newer(folder: Path) -> None:
    sql(folder, "UPDATE meta SET value = '7' WHERE key = 'store_version'")


def overwritten(folder: Path) -> None:
    (folder / "runs" / "clicklens.sqlite").write_bytes(b"x" * 5000)


def emptied(folder: Path) -> None:
    (folder / "runs" / "clicklens.sqlite").write_bytes(b"")


def halved(folder: Path) -> None:
    path = folder / "runs" / "clicklens.sqlite"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied_records(folder: Path) -> None:
    sql(folder, "UPDATE runs SET record = '{}'")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (newer, "has store version 7, and this ClickLens reads up to version 1; install a newer ClickLens"),
        (overwritten, "is not a SQLite database, or its first page was overwritten"),
        (emptied, "is a SQLite database, but not a store of ClickLens"),
        (halved, "is torn or was changed by other hands"),
    ],
)
def test_a_store_that_cannot_be_read_is_told_by_every_command_and_left_as_it_is(shell, original, folder, spoil, told):
    shutil.rmtree(folder / "runs")
    shutil.copytree(original / "runs", folder / "runs")
    spoil(folder)
    before = (folder / "runs" / "clicklens.sqlite").read_bytes()
    for words in commands(folder):
        code, err = shell(*words)
        assert code == 1, words
        assert str(folder / "runs" / "clicklens.sqlite") in err
        assert told in err
    assert (folder / "runs" / "clicklens.sqlite").read_bytes() == before
    assert not (folder / "report.html").exists()


def test_a_run_whose_record_was_changed_is_named_in_few_words(shell, folder):
    emptied_records(folder)
    for words in (("runs", "list"), ("runs", "show", "latest"), ("analyze", "latest", "scores")):
        code, err = shell(*words, "--store", folder / "runs")
        assert code == 1
        assert "was changed by other hands" in err
        assert "'spec' is missing" in err
        assert "pydantic" not in err


def test_a_lost_database_is_not_replaced_by_an_empty_one(shell, folder):
    (folder / "runs" / "clicklens.sqlite").unlink()
    code, err = shell("runs", "list", "--store", folder / "runs")
    assert (code, "there is no store in the folder" in err) == (2, True)
    code, err = shell("train", folder / "config.yaml", "-q", "--store", folder / "runs")
    assert code == 1
    assert "clicklens.sqlite: is missing, and" in err
    assert "put the file back" in err
    assert not (folder / "runs" / "clicklens.sqlite").exists()


@pytest.mark.parametrize(
    "pattern", ["snapshots/*/split-0.safetensors", "snapshots/*/info.json", "samples/*/rows.parquet"]
)
def test_a_torn_snapshot_or_sample_is_named_and_hides_nothing_else(shell, folder, pattern):
    paths = sorted((folder / "runs" / "runs").glob(f"*/{pattern}"))
    for path in paths:
        path.write_bytes(path.read_bytes()[:100])
    for words in (("analyze", "latest", "scores"), ("report", "latest", "--print", "-o", folder / "report.html")):
        code, err = shell(*words, "--store", folder / "runs")
        assert code == 1
        assert any(str(path) in err for path in paths)
        assert "torn" in err
    assert not (folder / "report.html").exists()
    assert shell("runs", "show", "latest", "--store", folder / "runs")[0] == 0


def test_a_torn_checkpoint_is_named(folder):
    (path,) = (folder / "runs" / "runs").glob("*/checkpoints/*/tensors.safetensors")
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(CorruptError, match=r"tensors\.safetensors: has 100 bytes, and \d+ were written; it is torn"):
        load_model(open_store(folder / "runs"), "latest")


def test_a_checkpoint_of_another_schema_or_of_other_rows_is_refused(folder, tmp_path):
    store = open_store(folder / "runs")
    table = [{"name": "user"}, {"name": "item"}]
    other = make_dataset(tmp_path, schema=make_schema(fields=table), name="other")
    with pytest.raises(DataError, match="was trained with another schema than 'made-up' has"):
        load_model(store, "latest", dataset=other)
    with pytest.raises(DataError, match="was trained on other rows than 'made-up' holds"):
        load_model(store, "latest", dataset=make_dataset(tmp_path, seed=3, name="later"))


# The encoded data set


def manifest(folder: Path) -> Path:
    return folder / "data" / "manifest.json"


def newer_data(folder: Path) -> None:
    values = json.loads(manifest(folder).read_text())
    manifest(folder).write_text(json.dumps({**values, "format_version": 9}))


def torn_manifest(folder: Path) -> None:
    manifest(folder).write_text(manifest(folder).read_text()[:200])


def changed_manifest(folder: Path) -> None:
    manifest(folder).write_text("[]")


def no_manifest(folder: Path) -> None:
    manifest(folder).unlink()


def torn_rows(folder: Path) -> None:
    path = folder / "data" / "splits" / "train" / "labels.npy"
    path.write_bytes(path.read_bytes()[:200])


def ids_outside(folder: Path) -> None:
    path = folder / "data" / "splits" / "train" / "ids.npy"
    np.save(path, np.full_like(np.load(path), 9999))


@pytest.mark.parametrize(
    ("spoil", "told", "expected"),
    [
        (newer_data, f"format 9 was written by a newer ClickLens; this one reads up to {FORMAT_VERSION}", 1),
        (torn_manifest, "manifest.json: the manifest is torn", 1),
        (changed_manifest, "the manifest was changed; encode the data set again", 1),
        (no_manifest, "this is no encoded data set, as it holds no manifest.json", 2),
    ],
)
def test_a_data_set_that_cannot_be_read_is_named_and_no_run_begins(shell, folder, spoil, told, expected):
    spoil(folder)
    for words in (
        ("train", folder / "config.yaml", "-q", "--store", folder / "new"),
        ("data", "describe", folder / "data"),
    ):
        code, err = shell(*words)
        assert code == expected, err
        assert told in err
    assert not (folder / "new").exists()


@pytest.mark.parametrize(
    ("spoil", "told"), [(torn_rows, "labels.npy: the array cannot be read"), (ids_outside, "9999")]
)
def test_rows_that_were_spoiled_are_named_and_a_run_on_them_has_failed(shell, folder, spoil, told):
    spoil(folder)
    code, err = shell("data", "describe", folder / "data")
    assert (code, told in err) == (1, True)
    code, err = shell("train", folder / "config.yaml", "-q", "--store", folder / "new")
    assert code > 0
    assert told in err
    if (folder / "new").exists():
        assert {run.state for run in open_store(folder / "new").runs()} == {"failed"}


def test_ids_beyond_a_table_are_refused_by_field_and_row(shell, folder):
    values = json.loads(manifest(folder).read_text())
    manifest(folder).write_text(json.dumps({**values, "tables": {**values["tables"], "user": 3}}))
    code, err = shell("train", folder / "config.yaml", "-q", "--store", folder / "new")
    assert code > 0
    assert "field 'user', row" in err
    assert "its table 'user' has the ids 0 to 2" in err


def test_a_run_whose_data_have_changed_since_is_not_resumed(shell, folder):
    store = open_store(folder / "runs")
    run = store.update_run(store.run("latest").id, state="interrupted", finished_at=None)
    shutil.rmtree(folder / "data")
    make_dataset(folder, name="data", seed=5)
    code, err = shell("resume", "latest", "--store", folder / "runs")
    assert code == 2
    assert f"have changed since run '{run.id}' began" in err
    assert "put the same rows there, or start a new run" in err
    shutil.rmtree(folder / "data")
    code, err = shell("resume", "latest", "--store", folder / "runs")
    assert (code, f"{folder / 'data'}: there is no encoded data set" in err) == (2, True)
    assert open_store(folder / "runs").run(run.id) == run


def test_unknown_ids_of_new_rows_become_0(folder):
    dataset = EncodedDataset.open(folder / "data")
    rows = {"user": ["never seen"], "item": [10**9], "tags": [["never seen"]], "history": [[10**9]], "price": [1.0]}
    batch = dataset.encode_rows(pa.table({**rows, "day": [20_000]}))
    assert all(int(ids.max()) == 0 for ids in batch.ids.values())
