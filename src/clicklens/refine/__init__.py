"""A finding in, a changed and retrained model out, and whether the finding held."""

from clicklens.refine.change import Change, DropLayer, Regularise, ResizeLayer, UserBias, make_change, parse_change
from clicklens.refine.cross import Cross
from clicklens.refine.experiment import refine
from clicklens.refine.verdict import MetricDifference, Verdict

__all__ = [
    "Change",
    "Cross",
    "DropLayer",
    "MetricDifference",
    "Regularise",
    "ResizeLayer",
    "UserBias",
    "Verdict",
    "make_change",
    "parse_change",
    "refine",
]
