import errno
import hashlib
import io
import subprocess
from pathlib import Path
from typing import BinaryIO

import pytest

from clicklens.core.errors import DownloadError, StorageError
from clicklens.data.download import (
    Package,
    WebFile,
    cache_root,
    fetch_package,
    fetch_web_file,
    open_https,
    sha256_of,
)

CONTENT = b"user,item\n1,2\n"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
WEB_FILE = WebFile(url="https://example.org/rows.csv", file="rows.csv", sha256=SHA256)
PACKAGE = Package(name="rows", version="1.0", file="rows-1.0-py3-none-any.whl", sha256=SHA256)


def sends(content: bytes) -> object:
    return lambda _: io.BytesIO(content)


class FakePip:
    """Puts ``content`` where pip was told to, and remembers what it was asked."""

    def __init__(self, content: bytes | None, *, error: str = "") -> None:
        self.content, self.error = content, error
        self.asked: list[list[str]] = []
        self.pinned = ""

    def __call__(self, arguments: list[str]) -> subprocess.CompletedProcess[str]:
        self.asked.append(arguments)
        self.pinned = Path(arguments[arguments.index("--requirement") + 1]).read_text()
        if self.content is not None:
            (Path(arguments[arguments.index("--dest") + 1]) / PACKAGE.file).write_bytes(self.content)
        return subprocess.CompletedProcess(arguments, 1 if self.error else 0, "", self.error)


def test_a_fetched_file_is_kept_whole(tmp_path: Path) -> None:
    path = fetch_web_file(WEB_FILE, tmp_path / "new", opened=sends(CONTENT))
    assert path == tmp_path / "new" / "rows.csv"
    assert path.read_bytes() == CONTENT
    assert sha256_of(path) == SHA256
    assert [p.name for p in path.parent.iterdir()] == ["rows.csv"]


def test_a_file_that_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(CONTENT)

    def refuses(url: str) -> BinaryIO:
        raise AssertionError(f"{url} was asked for")

    assert fetch_web_file(WEB_FILE, tmp_path, opened=refuses).read_bytes() == CONTENT


def test_a_damaged_file_in_the_cache_is_fetched_again(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(CONTENT[:-3])
    assert fetch_web_file(WEB_FILE, tmp_path, opened=sends(CONTENT)).read_bytes() == CONTENT


def test_a_partial_download_never_passes_for_a_whole_one(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=f"expected {SHA256}; it was not kept"):
        fetch_web_file(WEB_FILE, tmp_path, opened=sends(CONTENT[:5]))
    assert list(tmp_path.iterdir()) == []


def test_a_connection_that_breaks_leaves_nothing_behind(tmp_path: Path) -> None:
    class Breaks(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise ConnectionResetError("connection reset by peer")

    with pytest.raises(DownloadError, match=r"https://example.org/rows.csv cannot be fetched: connection reset"):
        fetch_web_file(WEB_FILE, tmp_path, opened=lambda _: Breaks())
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_named_as_such(tmp_path: Path) -> None:
    class Full(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StorageError, match="No space left"):
        fetch_web_file(WEB_FILE, tmp_path, opened=lambda _: Full())


def test_only_https_is_spoken() -> None:
    for url in ("http://127.0.0.1:9/rows.csv", "file:///etc/hostname", "ftp://127.0.0.1/rows.csv"):
        with pytest.raises(OSError, match="unknown url type"):
            open_https(url)


def test_pip_is_told_version_and_hash_and_to_install_nothing(tmp_path: Path) -> None:
    pip = FakePip(CONTENT)
    path = fetch_package(PACKAGE, tmp_path, pip=pip)
    assert path.read_bytes() == CONTENT
    assert pip.pinned == f"rows==1.0 --hash=sha256:{SHA256}\n"
    (asked,) = pip.asked
    assert asked[0] == "download"
    assert {"--no-deps", "--require-hashes", "--ignore-requires-python", "--only-binary"} <= set(asked)
    assert not any("://" in argument for argument in asked)
    assert [p.name for p in tmp_path.iterdir()] == [PACKAGE.file]


def test_a_source_archive_is_asked_for_as_such(tmp_path: Path) -> None:
    pip = FakePip(CONTENT)
    fetch_package(PACKAGE.model_copy(update={"is_source": True}), tmp_path, pip=pip)
    (asked,) = pip.asked
    assert asked[asked.index("--no-binary") + 1] == "rows"


def test_a_package_in_the_cache_is_not_asked_for_again(tmp_path: Path) -> None:
    (tmp_path / PACKAGE.file).write_bytes(CONTENT)
    pip = FakePip(None)
    fetch_package(PACKAGE, tmp_path, pip=pip)
    assert pip.asked == []


def test_what_pip_says_reaches_the_user_with_another_way(tmp_path: Path) -> None:
    pip = FakePip(None, error="WARNING: slow\nERROR: No matching distribution found for rows==1.0\n")
    with pytest.raises(DownloadError, match=r"No matching distribution found for rows==1.0; or put rows-1.0") as caught:
        fetch_package(PACKAGE, tmp_path, pip=pip)
    assert str(tmp_path) in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_file_with_another_hash_is_refused_even_from_pip(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="it was not kept"):
        fetch_package(PACKAGE, tmp_path, pip=FakePip(b"something else"))
    assert list(tmp_path.iterdir()) == []


def test_the_cache_is_where_the_variable_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLICKLENS_HOME", str(tmp_path))
    assert cache_root() == tmp_path
    monkeypatch.delenv("CLICKLENS_HOME")
    assert cache_root() == Path.home() / ".cache" / "clicklens"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="file/sub is not writable"):
        fetch_web_file(WEB_FILE, tmp_path / "file" / "sub", opened=sends(CONTENT))
