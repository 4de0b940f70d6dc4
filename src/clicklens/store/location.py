"""Where a store lies: a folder's path or a URL."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from clicklens.core.errors import RequestError
from clicklens.core.store import Store
from clicklens.store.folder_store import FolderStore

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


def open_store(location: str | Path, *, create: bool = True) -> Store:
    """The store in that folder, given as a path or a file:// URL. With ``create`` it is made where there is none.

    Raises RequestError for a kind of location that this version does not support, NotFoundError where there is none,
    StorageError, CorruptError and VersionError for one that cannot be opened.
    """
    return FolderStore(_folder(location), create=create)


def _folder(location: str | Path) -> Path:
    text = os.fspath(location)
    if not text or "\0" in text:
        raise RequestError(f"the store's location is {text!r}; give the path of a folder")
    if isinstance(location, str) and (match := _SCHEME.match(location)):
        if match[1].lower() != "file":
            raise RequestError(
                f"this version keeps its store in a folder on this machine and cannot open '{match[1]}://…'; "
                "give the path of a folder"
            )
        parts = urlsplit(location)
        if parts.netloc not in ("", "localhost") or not parts.path:
            raise RequestError(f"{location} names another machine; give file:///path/of/the/folder")
        return Path(unquote(parts.path))
    return Path(location).expanduser().absolute()
