"""What to write down while a model trains, how often, and how much disk it may take."""

from __future__ import annotations

from pydantic import Field as Setting

from clicklens.core.record import Record


class Capture(Record):
    """Settings of capture. ``every: null`` with ``each_epoch: false`` writes nothing down."""

    every: int | None = Setting(default=500, ge=1)  # optimiser steps between snapshots
    each_epoch: bool = True  # a snapshot at the end of each epoch besides
    rows: int = Setting(default=4096, ge=2)  # rows of each split's fixed sample
    splits: tuple[str, ...] | None = None  # None: every split of the data set
    gradients: bool = True  # keep the gradient of each field, for saliency
    disk_limit_gb: float = Setting(default=4.0, gt=0)  # gigabytes of snapshots a run may leave
    seed: int = Setting(default=0, ge=0)  # of the draw of the sample

    @property
    def is_off(self) -> bool:
        """Whether nothing is written down."""
        return self.every is None and not self.each_epoch
