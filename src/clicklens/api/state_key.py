"""What tells an answer about a run from an earlier one: all that the run wrote since."""

from __future__ import annotations

import hashlib

from clicklens.analysis import ANALYSES, Captured
from clicklens.analysis.catalog import cache_key
from clicklens.core.errors import RequestError


def state_key(captured: Captured) -> str:
    """Equal as long as the run has written nothing more: its state, and the keys of all its analyses."""
    try:
        keys = [cache_key(captured, kind) for kind in ANALYSES]
    except RequestError:  # no snapshot: nothing to analyse but the evaluations
        keys = [str(len(captured.metrics))]
    told = "|".join([captured.run.id, captured.run.state, captured.run.name, *keys])
    return hashlib.sha256(told.encode()).hexdigest()[:24]
