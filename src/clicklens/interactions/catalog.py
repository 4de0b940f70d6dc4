"""Every detector, by kind."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from pydantic import Field as Setting

from clicklens.interactions.arch_detect import ArchDetect
from clicklens.interactions.gradient_nid import GradientNid
from clicklens.interactions.h_statistic import HStatistic
from clicklens.interactions.nid import Nid
from clicklens.interactions.second_difference import SecondDifference
from clicklens.interactions.shapley import Shapley

AnyDetector = Annotated[
    Nid | GradientNid | ArchDetect | SecondDifference | HStatistic | Shapley, Setting(discriminator="kind")
]

DETECTORS: dict[str, Any] = {detector().kind: detector for detector in get_args(get_args(AnyDetector)[0])}
