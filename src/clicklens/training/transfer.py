"""Transfer: rows are on their way to a GPU while it works on the rows before."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Protocol, TypeVar

import torch
from torch import Tensor
from typing_extensions import Self

from clicklens.data.prefetch import prefetch


class Movable(Protocol):
    """Rows as tensors: a batch, or the batches of a step."""

    def to(self, device: torch.device) -> Self:
        """The same rows on another device."""

    def map(self, change: Callable[[Tensor], Tensor]) -> Self:
        """The same with ``change`` applied to every tensor."""


M = TypeVar("M", bound=Movable)


@contextmanager
def fed(rows: Iterable[M], device: torch.device) -> Iterator[Iterator[M]]:
    """Inside, rows are made ahead by a thread and come on ``device``, in their order.

    For a GPU they are made in pinned memory, from where they are copied without anyone waiting, one ahead of the work.
    """
    if device.type != "cuda":
        with closing(prefetch(rows)) as ready:
            yield ready
        return
    pinned = (made.map(lambda tensor: tensor.pin_memory()) for made in rows)
    with closing(prefetch(pinned)) as ready:
        yield _one_ahead(ready, device)


def _one_ahead(ready: Iterator[M], device: torch.device) -> Generator[M, None, None]:
    """Copies on a stream of their own; the work waits for the copy of its rows and for no other."""
    copying = torch.cuda.Stream(device)  # type: ignore[no-untyped-call]
    following: tuple[M, torch.cuda.Event] | None = None
    for made in ready:
        with torch.cuda.stream(copying):
            sent = (made.to(device), copying.record_event())
        if following is not None:
            yield _arrived(following, device)
        following = sent
    if following is not None:
        yield _arrived(following, device)


def _arrived(sent: tuple[M, torch.cuda.Event], device: torch.device) -> M:
    working = torch.cuda.current_stream(device)
    rows, copied = sent
    working.wait_event(copied)
    rows.map(lambda tensor: _used_by(tensor, working))
    return rows


def _used_by(tensor: Tensor, stream: torch.cuda.Stream) -> Tensor:
    tensor.record_stream(stream)  # its memory is not given away before the work on it is done
    return tensor
