"""What is asked of a model to tell which fields act together, and how much of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Setting

from clicklens.analysis.result import Params
from clicklens.interactions import ArchDetect, Detector, Glider, Nid, Sampling, SurrogateSettings
from clicklens.interactions.off import OffKind

HIDDEN = (64, 32)  # neurons of a surrogate
EPOCHS = 20  # with a rate that goes down to 0
JUDGED = 300  # rows that tell how well a surrogate stands in for the model


class InteractionParams(Params):
    """The settings. The defaults take about 40 seconds for 17 fields on one core."""

    split: str | None = None  # None: the one that judges generalisation
    step: int | None = Setting(default=None, ge=0)  # optimiser steps; None: the best one
    rows: int = Setting(default=200, ge=2, le=5_000)  # that are asked
    detector: Literal["nid", "arch_detect"] = "nid"  # arch_detect finds pairs alone, and is quick
    off: OffKind = "resample"  # what a field holds that is off
    references: int = Setting(default=8, ge=1, le=200)  # training rows that a field's other values come from; resample
    asked: int = Setting(default=2_000, ge=50, le=50_000)  # times that nid asks about a row
    first: int = Setting(default=5, ge=1, le=100)  # strongest sets of each row that count
    most: int = Setting(default=10, ge=1, le=200)  # sets that are told
    tested: bool = True  # against the same model without interactions, which takes as long again
    seed: int = Setting(default=0, ge=0)

    def glider(self) -> Glider:
        """How sets are counted and tested."""
        return Glider(most=self.most, first=self.first, tested=self.tested, seed=self.seed)

    def find_detector(self) -> Detector:
        """What finds the sets of one row."""
        if self.detector == "arch_detect":
            return ArchDetect()
        return Nid(
            sampling=Sampling(train=self.asked, validation=JUDGED, test=JUDGED, seed=self.seed),
            surrogate=SurrogateSettings(
                hidden=HIDDEN, main_effects="linear", schedule="cosine", epochs=EPOCHS, patience=EPOCHS
            ),
        )
