"""Every error that ClickLens raises on purpose.

ClickLensError
├── RequestError           the request was wrong; nothing was changed (exit code 2)
│   ├── ConfigError        a setting is unknown, of the wrong type or out of range
│   ├── SchemaError        a feature schema contradicts itself or does not fit the rows
│   ├── DataError          rows hold something that they must not: names file, row, field, value
│   ├── NotFoundError      a run, snapshot, checkpoint, data set or file does not exist
│   └── UnavailableError   an analysis needs something that this run did not keep
└── FailedError            the request was right, the work failed (exit code 1)
    ├── StorageError       the disk is full, a folder is not writable, a lock is held
    ├── CorruptError       a stored file is torn or was changed by other hands
    ├── VersionError       the store or checkpoint was written by a newer ClickLens
    ├── DownloadError      a data set cannot be fetched or its hash is wrong
    └── DivergedError      training produced a loss that is not a number
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import ClassVar


class ClickLensError(Exception):
    """The root: catch it to catch everything that ClickLens raises on purpose."""

    exit_code: ClassVar[int] = 1


class RequestError(ClickLensError):
    """What was asked cannot be done as asked; the message says what would be right."""

    exit_code: ClassVar[int] = 2


class ConfigError(RequestError):
    """A setting is unknown, of the wrong type or out of range."""


class SchemaError(RequestError):
    """A feature schema contradicts itself or does not fit the rows."""


class DataError(RequestError):
    """Rows hold something that they must not."""


class NotFoundError(RequestError):
    """A run, snapshot, checkpoint, data set or file does not exist."""


class UnavailableError(RequestError):
    """An analysis needs something that this run did not keep. ``steps``: optimiser steps at which it could be asked."""

    def __init__(self, message: str = "", *, steps: Iterable[int] = ()) -> None:
        super().__init__(message)
        self.steps = tuple(steps)


class FailedError(ClickLensError):
    """The request was right and the work failed."""


class StorageError(FailedError):
    """The disk is full, a folder is not writable, or a lock is held."""


class CorruptError(FailedError):
    """A stored file is torn or was changed by other hands."""


class VersionError(FailedError):
    """The store or checkpoint was written by a newer ClickLens."""


class DownloadError(FailedError):
    """A data set cannot be fetched, or what came is not what was asked for."""


class DivergedError(FailedError):
    """Training produced a loss that is not a number."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A clause for a message about a misspelt word: the nearest known one, or all of them when none is near."""
    names = sorted(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; known: {', '.join(names)}" if names else ""
