"""A volume: one whole folder on a shelf, as its manifest describes it."""

import os
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from clicklens.core.errors import CorruptError
from clicklens.store.draft import content_digest
from clicklens.store.plain_json import from_text
from clicklens.store.version import check_version


@dataclass(frozen=True)
class Volume:
    """A folder whose files have the sizes that its manifest gives them."""

    path: Path
    manifest: Path
    body: dict[str, Any]
    digests: dict[str, str]  # file -> BLAKE2b, 64 hex digits

    def file(self, name: str) -> Path:
        """The path of a file that the manifest lists. Raises CorruptError when it lists none of that name."""
        if name not in self.digests:
            raise CorruptError(f"{self.manifest}: names the file '{name}' and does not list it")
        return self.path / name

    def verify(self) -> None:
        """Reads every file and compares its digest. Raises CorruptError that names the one that was changed."""
        for name, expected in self.digests.items():
            if _digest(self.path / name) != expected:
                raise CorruptError(f"{self.path / name}: was changed by other hands (its digest differs)")


def open_volume(path: Path, manifest: str) -> Volume:
    """Reads the manifest and checks every file's size.

    Raises FileNotFoundError when a file is not there, VersionError when a newer ClickLens wrote it, CorruptError that
    names the file that is torn.
    """
    source = path / manifest
    try:
        content = from_text(source.read_text(encoding="utf-8"), path=source)
    except UnicodeDecodeError:
        raise CorruptError(f"{source}: is torn or was changed by other hands; UTF-8 text was expected") from None
    check_version(content.get("store_version"), source=str(source))
    if content.get("digest") != content_digest(content):
        raise CorruptError(f"{source}: was changed by other hands (its digest differs)")
    files: dict[str, dict[str, Any]] = content["files"]
    for name, entry in files.items():
        _check_size(path / name, int(entry["bytes"]))
    return Volume(path, source, content["body"], {name: str(entry["blake2b"]) for name, entry in files.items()})


def _check_size(path: Path, expected: int) -> None:
    found = os.stat(path).st_size
    if found != expected:
        raise CorruptError(f"{path}: has {found} bytes, and {expected} were written; it is torn")


def _digest(path: Path) -> str:
    digest = blake2b(digest_size=32)
    with open(path, "rb") as file:
        while chunk := file.read(1 << 22):
            digest.update(chunk)
    return digest.hexdigest()
