"""Progress: how far the encoding of rows is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True)
class Progress:
    """Rows done in a stage. Rows are learned from first and written second."""

    stage: Literal["learning", "writing"]
    rows: int
    total: int | None  # rows in all; None while they are not known


Listener: TypeAlias = Callable[[Progress], None]


def unheard(progress: Progress) -> None:
    """Listens to nothing."""
    del progress
