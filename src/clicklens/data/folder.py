"""An output folder that appears whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import errno
import fcntl
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clicklens.core.errors import RequestError, StorageError
from clicklens.disk.durable_folder import make_folder, sync_folder

_LOCK = ".lock"


@contextmanager
def new_folder(out: Path, *, overwrite: bool, marker: str) -> Iterator[Path]:
    """A folder beside ``out`` to write into, which becomes ``out`` at the end, and is removed if anything fails.

    What a killed process left is removed first: it no longer holds the lock in its folder. ``overwrite`` replaces a
    folder that holds the file ``marker``, and nothing else. Raises RequestError when ``out`` is there, StorageError
    when it cannot be written or the disk is full; ``out`` is then as it was.
    """
    _refuse(out, overwrite=overwrite, marker=marker)
    partial = out.with_name(f"{out.name}.partial-{uuid.uuid4().hex[:12]}")
    try:
        make_folder(out.parent)
        _clean_up(out)
        partial.mkdir()
        with (partial / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield partial
            (partial / _LOCK).unlink()
            _refuse(out, overwrite=overwrite, marker=marker)
            _put_in_place(partial, out)
    except OSError as error:
        raise StorageError(_told(out, error)) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _refuse(out: Path, *, overwrite: bool, marker: str) -> None:
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not overwrite:
        raise RequestError(f"{out} is there already; name another folder, or say overwrite to replace it")
    if not (out / marker).is_file():
        raise RequestError(f"{out} is not an encoded data set (it holds no {marker}), so it is not overwritten")


def _clean_up(out: Path) -> None:
    """Removes what killed processes left, and puts back what one had set aside but not yet replaced."""
    for aside in out.parent.glob(f"{_escaped(out.name)}.replaced-*"):
        if out.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.rename(out)
    for folder in out.parent.glob(f"{_escaped(out.name)}.partial-*"):
        lock = folder / _LOCK
        if not lock.is_file():
            continue
        with lock.open("a") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue  # its process lives
            shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(partial: Path, out: Path) -> None:
    aside = out.with_name(f"{out.name}.replaced-{uuid.uuid4().hex[:12]}")
    if out.exists():
        out.rename(aside)
    try:
        partial.rename(out)
    except OSError:
        if aside.exists():
            aside.rename(out)
        raise
    shutil.rmtree(aside, ignore_errors=True)
    sync_folder(out.parent)


def _escaped(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _told(out: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or "No space left" in str(error):
        return f"{out}: the disk is full ({error.strerror or error}); nothing was kept, free some space and try again"
    return f"{out} cannot be written: {error.strerror or error}"
