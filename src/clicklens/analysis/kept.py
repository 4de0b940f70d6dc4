"""Kept answers: what is costly and no analysis of the catalogue, made once and read back from the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydantic import ValidationError

from clicklens.core.errors import CorruptError
from clicklens.core.record import Record, explain
from clicklens.core.store import Store

_RecordT = TypeVar("_RecordT", bound=Record)


def kept_or_made(store: Store, run_id: str, key: str, kind: type[_RecordT], make: Callable[[], _RecordT]) -> _RecordT:
    """What the store has under the key, or what ``make`` gives, which it then has.

    Raises CorruptError for a kept text that other hands changed.
    """
    kept = read_kept(store, run_id, key, kind)
    if kept is not None:
        return kept
    text = make().to_json()
    store.put_result(run_id, key, text)
    return _read(text, run_id, key, kind)


def read_kept(store: Store, run_id: str, key: str, kind: type[_RecordT]) -> _RecordT | None:
    """What the store has under the key, if anything. Raises CorruptError as ``kept_or_made`` does."""
    text = store.result(run_id, key)
    return None if text is None else _read(text, run_id, key, kind)


def _read(text: str, run_id: str, key: str, kind: type[_RecordT]) -> _RecordT:
    """A fresh answer is read back like a kept one, so that both are the same."""
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        told = explain(error, source=f"'{key}' of run '{run_id}'", model=kind)
        raise CorruptError(f"a kept answer was changed by other hands\n{told}") from None
