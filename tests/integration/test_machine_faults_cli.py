"""What the command line says when the machine fails it: a full disk, a locked folder, a process that is killed."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.command_line import ROOT, SCHEMA, TEXT, config
from tests.ordinary_user import as_an_ordinary_user


def in_a_process(*words: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from clicklens.cli import main; main()", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """What stands in for a full disk: the system refuses to let a file grow beyond ``size`` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(
    ("command", "size"), [("encode", 1500), ("train", 20_000), ("train", 45_000), ("report", 45_000)]
)
def test_a_full_disk_is_told_and_the_next_call_works(shell, dataset, trained, tmp_path, command, size):
    shutil.copytree(trained, tmp_path / "runs")
    (tmp_path / "ads.csv").write_text(TEXT)
    (tmp_path / "schema.yaml").write_text(SCHEMA)
    store = ("--store", tmp_path / "runs")
    rows = (tmp_path / "ads.csv", "--schema", tmp_path / "schema.yaml")
    words = {
        "encode": ("data", "encode", *rows, "--out", tmp_path / "out"),
        "train": ("train", config(tmp_path, dataset), "-q", *store),
        "report": ("report", "latest", *store, "-o", tmp_path / "report.html"),
    }[command]
    before = set(tmp_path.iterdir())
    with files_of_at_most(size):
        code, _, err = shell(*words)
    assert code == 1
    assert str(tmp_path) in err
    assert any(reason in err for reason in ("larger than this system allows", "the disk may be full", "File too large"))
    assert set(tmp_path.iterdir()) == before
    assert not list(tmp_path.rglob(".partial-*"))
    code, _, err = shell(*words)
    assert code == 0, err


def test_a_folder_that_cannot_be_written_is_told_by_every_command_that_writes(shell, trained):
    folder = Path(tempfile.mkdtemp())
    try:
        shutil.copytree(trained, folder / "runs")
        (folder / "ads.csv").write_text(TEXT)
        (folder / "schema.yaml").write_text(SCHEMA)
        locked = folder / "locked"
        locked.mkdir()
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        locked.chmod(0o555)
        store = ("--store", folder / "runs")
        for words in (
            ("data", "encode", folder / "ads.csv", "--schema", folder / "schema.yaml", "--out", locked / "out"),
            ("data", "schema", folder / "ads.csv", "-o", locked / "schema.yaml"),
            ("report", "latest", *store, "-o", locked / "report.html"),
            ("analyze", "latest", "scores", *store, "-t", locked / "scores.csv"),
        ):
            with as_an_ordinary_user():
                code, _, err = shell(*words)
            assert code == 1, err
            assert str(locked) in err
            assert list(locked.iterdir()) == []
    finally:
        shutil.rmtree(folder)


def wait_for(is_there: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    while not is_there():
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


def test_a_training_that_is_killed_is_shown_asked_and_deleted_and_the_next_one_works(shell, dataset, tmp_path):
    path, store = config(tmp_path, dataset), ("--store", tmp_path / "runs")
    long = (
        "--set",
        "training.max_steps=4000",
        "--set",
        "training.epochs=4000",
        "--set",
        "training.checkpoints.every=5",
    )
    process = in_a_process("train", path, "-q", *long, *store)
    wait_for(lambda: any((tmp_path / "runs").glob("runs/*/checkpoints/step-*")), process)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    code, out, err = shell("runs", "show", "latest", *store)
    assert code == 0, err
    assert "running" in out
    assert shell("analyze", "latest", "scores", *store)[0] == 0
    assert shell("runs", "delete", "latest", *store)[0] == 0
    assert shell("train", path, "-q", *store)[0] == 0


def test_a_report_that_is_killed_leaves_the_older_one(shell, trained, tmp_path, monkeypatch):
    out = tmp_path / "report.html"
    out.write_text("the older one")
    code = (
        "import os, signal, sys\nfrom clicklens.cli.app import run_command\nfrom clicklens.report import page\n"
        "sync = os.fsync\n"
        "def kill(handle):\n    sync(handle)\n"
        "    if '.partial' in os.readlink(f'/proc/self/fd/{handle}'):\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        "os.fsync = kill\npage.render_page = lambda *_, **__: '<html>'\nrun_command(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, "report", "latest", "--print", "--store", str(trained), "-o", str(out)]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == -signal.SIGKILL
    assert out.read_text() == "the older one"
    monkeypatch.setattr("clicklens.report.page.render_page", lambda *_, **__: "the newer one")
    assert shell("report", "latest", "--print", "--store", trained, "-o", out)[0] == 0
    assert out.read_text() == "the newer one"
