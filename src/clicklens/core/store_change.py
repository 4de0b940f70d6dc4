"""StoreChange: word that something in a store is no longer what it was; what it is now is for the reader to ask."""

from typing import Literal

from clicklens.core.record import Record


class StoreChange(Record):
    """One thing that was written, by whichever process."""

    kind: Literal["run", "metrics", "event", "snapshot", "gone"]  # run: its record or how far it is; gone: deleted
    run_id: str
    step: int | None = None  # optimiser steps, where it happened
