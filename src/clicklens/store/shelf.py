"""A shelf: a folder of volumes, each of which is seen whole or not at all.

A volume is written beside its place, brought to disk, and renamed. One that replaces another gets the next edition
(``step-00000100``, ``step-00000100.1``, …); readers take the highest, the lower ones are then removed. So no moment is
without a whole one, and one rename decides.
"""

import errno
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from clicklens.core.errors import CorruptError, StorageError
from clicklens.disk.durable_folder import make_folder, sync_folder
from clicklens.store.draft import Draft, sweep_drafts
from clicklens.store.failure import storage_failures
from clicklens.store.volume import Volume, open_volume

T = TypeVar("T")

_NAME = re.compile(r"([a-z0-9-]+)(?:\.([0-9]{1,9}))?")
_ATTEMPTS = (
    20  # how often a reader looks again when what it reads is being replaced, or a writer when its place is taken
)


class Shelf:
    """Volumes of one sort of one run: its snapshots, its checkpoints or its samples."""

    def __init__(self, path: Path, *, trash: Path, manifest: str) -> None:
        self.path = path
        self.trash = trash
        self.manifest = manifest

    @contextmanager
    def draft(self, name: str) -> Iterator[Draft]:
        """A draft that becomes the volume ``name`` at the end of the block; an error in it leaves all as it was."""
        with storage_failures(self.path):
            make_folder(self.path)
            sweep_drafts(self.path)
            draft = Draft(self.path)
            try:
                yield draft
                draft.finish(self.manifest)
                self._publish(draft, name)
            finally:
                draft.close()

    def names(self) -> list[str]:
        """The names of whole volumes, sorted."""
        return sorted(self._newest())

    def read(self, name: str, use: Callable[[Volume], T]) -> T | None:
        """What ``use`` makes of the volume, or None when there is none of that name."""
        with storage_failures(self.path):
            for _ in range(_ATTEMPTS):
                path = self._newest(name).get(name) or self._newest(name).get(name)  # a long list may miss one replaced
                if path is None:
                    return None
                try:
                    return use(open_volume(path, self.manifest))
                except FileNotFoundError as error:
                    if (path / self.manifest).exists():
                        raise CorruptError(f"{error.filename}: is missing") from None
        raise StorageError(f"{self.path / name}: is replaced faster than it can be read")

    def remove(self, name: str) -> None:
        """Takes the volume away at once, then frees its space."""
        with storage_failures(self.path):
            self._discard([path for _, path in sorted(self._editions().get(name, ()))])

    def size(self) -> int:
        """What the whole volumes take, in bytes."""
        files = (file for path in self._newest().values() for file in _files(path))
        return sum(size for size in map(_size, files))

    def _publish(self, draft: Draft, name: str) -> None:
        for _ in range(_ATTEMPTS):
            earlier = sorted(self._editions().get(name, ()))
            edition = earlier[-1][0] + 1 if earlier else 0
            try:
                os.rename(draft.path, self.path / (f"{name}.{edition}" if edition else name))
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                    raise
                continue  # another writer was quicker
            sync_folder(self.path)
            self._discard([path for _, path in earlier])
            return
        raise StorageError(f"{self.path / name}: other writers replace it faster than this one can")

    def _discard(self, paths: list[Path]) -> None:
        for path in paths:
            to_trash(path, self.trash)
        if paths:
            sync_folder(self.path)
            empty_trash(self.trash)

    def _newest(self, only: str | None = None) -> dict[str, Path]:
        """The newest whole edition of each name; of one name alone where only that is asked."""
        for _ in range(_ATTEMPTS):
            editions = self._editions()
            editions = editions if only is None else {only: self._editions_of(only, editions)}
            listed = [(edition, path) for found in editions.values() for edition, path in found]
            whole = {path for _, path in listed if (path / self.manifest).is_file()}
            if all(path in whole or path.exists() for _, path in listed):
                kept = {name: [entry for entry in found if entry[1] in whole] for name, found in editions.items()}
                return {name: max(found)[1] for name, found in kept.items() if found}
            # one went while we looked: what replaced it may not be on our list
        raise StorageError(f"{self.path}: is changed faster than it can be read")

    def _editions_of(self, name: str, editions: dict[str, list[tuple[int, Path]]]) -> list[tuple[int, Path]]:
        """With the first edition, which is asked for by its name: a list made while others are renamed may miss it."""
        found, first = editions.get(name, []), self.path / name
        return found if (0, first) in found or not first.exists() else [(0, first), *found]

    def _editions(self) -> dict[str, list[tuple[int, Path]]]:
        found: dict[str, list[tuple[int, Path]]] = {}
        try:
            entries = os.listdir(self.path)
        except FileNotFoundError:
            return {}
        for entry in entries:
            if match := _NAME.fullmatch(entry):
                found.setdefault(match[1], []).append((int(match[2] or 0), self.path / entry))
        return found


def to_trash(path: Path, trash: Path) -> None:
    """Takes a folder out of sight in one rename; one that is gone already is no error."""
    make_folder(trash)
    try:
        os.rename(path, trash / secrets.token_hex(8))
    except FileNotFoundError:
        return


def empty_trash(trash: Path) -> None:
    """Frees the space of all that was taken out of sight, also by a process that was killed before it could."""
    if trash.is_dir():
        for path in list(trash.iterdir()):
            shutil.rmtree(path, ignore_errors=True)


def _files(path: Path) -> list[Path]:
    return [Path(folder) / name for folder, _, names in os.walk(path) for name in names]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # replaced or removed a moment ago
        return 0
