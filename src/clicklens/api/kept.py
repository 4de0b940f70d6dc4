"""Kept answers: what is costly and no analysis of the catalogue, made once and read back from the store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

from pydantic import ValidationError

from clicklens.analysis import ANALYSES, Captured
from clicklens.analysis.catalog import cache_key
from clicklens.core.errors import CorruptError, RequestError
from clicklens.core.record import Record, explain
from clicklens.core.store import Store

_RecordT = TypeVar("_RecordT", bound=Record)


def state_key(captured: Captured) -> str:
    """Equal as long as the run has written nothing more: its state, and the keys of all its analyses."""
    try:
        keys = [cache_key(captured, kind) for kind in ANALYSES]
    except RequestError:  # no snapshot: nothing to analyse but the evaluations
        keys = [str(len(captured.metrics))]
    told = "|".join([captured.run.id, captured.run.state, captured.run.name, *keys])
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def kept_or_made(store: Store, run_id: str, key: str, kind: type[_RecordT], make: Callable[[], _RecordT]) -> _RecordT:
    """What the store has under the key, or what ``make`` gives, which it then has.

    Raises CorruptError for a kept text that other hands changed.
    """
    text = store.result(run_id, key)
    if text is None:
        text = make().to_json()
        store.put_result(run_id, key, text)
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        told = explain(error, source=f"'{key}' of run '{run_id}'", model=kind)
        raise CorruptError(f"a kept answer was changed by other hands\n{told}") from None
