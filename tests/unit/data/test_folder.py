import errno
import os
import signal
import subprocess
import sys

import pytest

from clicklens.core.errors import RequestError, StorageError
from clicklens.data.folder import new_folder


def make(out, *, overwrite=False, text="new", error=None):
    with new_folder(out, overwrite=overwrite, marker="m.json") as folder:
        (folder / "m.json").write_text(text)
        assert out.name in folder.name
        if error is not None:
            raise error


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def test_the_folder_appears_at_the_end_and_nothing_else_stays(tmp_path):
    out = tmp_path / "deep" / "out"
    make(out)
    assert names(out) == ["m.json"]
    assert names(out.parent) == ["out"]


def test_an_empty_folder_may_be_taken(tmp_path):
    (tmp_path / "out").mkdir()
    make(tmp_path / "out")
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("error", [ValueError("bad"), KeyboardInterrupt()])
def test_after_a_failure_nothing_is_left_and_an_older_folder_is_as_it_was(tmp_path, error):
    make(tmp_path / "out", text="old")
    with pytest.raises(type(error)):
        make(tmp_path / "out", overwrite=True, text="half", error=error)
    assert names(tmp_path) == ["out"]
    assert (tmp_path / "out" / "m.json").read_text() == "old"


def test_what_is_there_is_replaced_only_on_demand_and_only_if_it_is_ours(tmp_path):
    make(tmp_path / "out", text="old")
    with pytest.raises(RequestError, match="out is there already; name another folder, or say overwrite"):
        make(tmp_path / "out")
    make(tmp_path / "out", overwrite=True)
    assert (tmp_path / "out" / "m.json").read_text() == "new"
    assert names(tmp_path) == ["out"]
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").touch()
    with pytest.raises(
        RequestError, match=r"home is not an encoded data set \(it holds no m.json\), so it is not overwritten"
    ):
        make(tmp_path / "home", overwrite=True)
    assert names(tmp_path / "home") == ["letter.txt"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path, code):
    with (
        pytest.raises(StorageError, match=r"out: the disk is full .*; nothing was kept, free some space"),
        new_folder(tmp_path / "out", overwrite=False, marker="m.json"),
    ):
        raise OSError(code, os.strerror(code))
    assert names(tmp_path) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="out cannot be written: "):
        make(tmp_path / "file" / "out")


def test_what_a_killed_process_left_is_cleaned_up_and_a_living_one_is_left_alone(tmp_path):
    script = (
        "import sys, time; from pathlib import Path; from clicklens.data.folder import new_folder\n"
        "with new_folder(Path(sys.argv[1]), overwrite=False, marker='m') as folder:\n"
        "    sys.stdout.write('ready\\n'); sys.stdout.flush(); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        with new_folder(tmp_path / "out", overwrite=False, marker="m"):
            assert len(names(tmp_path)) == 2
        os.rename(tmp_path / "out", tmp_path / "first")
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert len([name for name in names(tmp_path) if "out.partial-" in name]) == 1
    make(tmp_path / "out")
    assert names(tmp_path) == ["first", "out"]


def test_a_folder_that_was_set_aside_by_a_killed_process_is_put_back(tmp_path):
    make(tmp_path / "out", text="old")
    os.rename(tmp_path / "out", tmp_path / "out.replaced-abc")
    with pytest.raises(RequestError, match="is there already"):
        make(tmp_path / "out")
    assert (tmp_path / "out" / "m.json").read_text() == "old"
