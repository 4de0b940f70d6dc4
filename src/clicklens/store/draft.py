"""A draft: a folder that is being written beside the place where it will be seen.

Its writer holds a lock on it that the kernel lets go when the process dies, so that a draft whose lock is free has no
owner any more and may be swept.
"""

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from clicklens.disk.durable_folder import sync_folder
from clicklens.store.plain_json import to_text
from clicklens.store.version import STORE_VERSION

PARTIAL = ".partial-"
GRACE = 60.0  # seconds in which a draft without a lock may still be about to take it


class Draft:
    """Files on their way into a folder; ``body`` is what the manifest will say of them."""

    def __init__(self, parent: Path) -> None:
        self.path = parent / f"{PARTIAL}{secrets.token_hex(8)}"
        self.body: dict[str, Any] = {}
        self._files: dict[str, dict[str, object]] = {}
        self.path.mkdir()
        self._lock = os.open(self.path, os.O_RDONLY)
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def add(self, name: str, chunks: Iterable[bytes | memoryview]) -> None:
        """Writes one file to disk and notes its size and digest."""
        digest = blake2b(digest_size=32)
        size = 0
        with open(self.path / name, "xb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            file.flush()
            os.fsync(file.fileno())
        self._files[name] = {"bytes": size, "blake2b": digest.hexdigest()}

    def finish(self, manifest: str) -> None:
        """Writes the manifest, last, and brings the folder itself to disk."""
        content = {"store_version": STORE_VERSION, "files": self._files, "body": self.body}
        content["digest"] = content_digest(content)
        self.add(manifest, [to_text(content, source=manifest).encode()])
        sync_folder(self.path)

    def close(self) -> None:
        """Lets the lock go and removes what was not moved into place."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def content_digest(content: dict[str, Any]) -> str:
    """The digest of a manifest's content, its own digest left out."""
    rest = {key: value for key, value in content.items() if key != "digest"}
    return blake2b(to_text(rest, source="manifest").encode(), digest_size=32).hexdigest()


def sweep_drafts(parent: Path, *, grace: float = GRACE) -> None:
    """Removes drafts whose writer is gone; one that is being written, or younger than ``grace``, stays."""
    for path in list(parent.glob(f"{PARTIAL}*")):
        with suppress(OSError):  # another process may sweep at the same time
            if time.time() - path.stat().st_mtime < grace:
                continue
            handle = os.open(path, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(handle)
