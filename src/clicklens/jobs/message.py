"""What a job's process tells its worker: one JSON line each, so that the worker alone writes to the queue.

The last word goes through a pipe and not through a file: it is heard on a full disk too.
"""

from __future__ import annotations

import os
from typing import Annotated, Literal, TypeAlias

from pydantic import Field as Setting
from pydantic import TypeAdapter

from clicklens.core.job import JobResult
from clicklens.core.record import Record


class Progress(Record):
    """How far it is; the fields are those of a Job."""

    kind: Literal["progress"] = "progress"
    progress: float | None = Setting(default=None, ge=0, le=1)
    progress_text: str = ""
    rows_per_second: float | None = None
    seconds_left: float | None = None


class Done(Record):
    """It came to its end."""

    kind: Literal["done"] = "done"
    result: JobResult


class Failed(Record):
    """It cannot come to its end; why, in words."""

    kind: Literal["failed"] = "failed"
    message: str


class Stopped(Record):
    """It ended because it was asked to, with all that it needs to go on."""

    kind: Literal["stopped"] = "stopped"


Message: TypeAlias = Annotated[Progress | Done | Failed | Stopped, Setting(discriminator="kind")]
Outcome: TypeAlias = Done | Failed | Stopped

_MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)


def send(descriptor: int, message: Message) -> None:
    """Writes a line, whole."""
    rest = memoryview(message.to_json().encode() + b"\n")
    while rest:
        rest = rest[os.write(descriptor, rest) :]


class Mailbox:
    """The worker's end: never waits."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._rest = b""
        os.set_blocking(descriptor, False)

    def read(self) -> list[Message]:
        """The messages that have come since."""
        found = []
        while True:
            try:
                piece = os.read(self._descriptor, 65536)
            except BlockingIOError:
                break
            if not piece:
                break
            self._rest += piece
        *lines, self._rest = self._rest.split(b"\n")
        found += [_MESSAGE.validate_json(line) for line in lines]
        return found

    def close(self) -> None:
        """Nothing more is read."""
        os.close(self._descriptor)
