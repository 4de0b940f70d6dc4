"""Which fields act together, in any model: a black box is asked with fields off, a detector tells sets of fields.

Letters in shape comments beside those of ``clicklens.nn``: **I** instances, **M** rows asked of one, **S** neurons of a
surrogate's first layer, **A** instances that still learn.
"""

from clicklens.interactions.additive_box import AdditiveBox
from clicklens.interactions.arch_detect import ArchDetect, arch_attribute
from clicklens.interactions.black_box import BlackBox, FunctionBox
from clicklens.interactions.catalog import DETECTORS, AnyDetector
from clicklens.interactions.detection import Detection, Detector, Interaction, united
from clicklens.interactions.explain import explain, explain_box
from clicklens.interactions.explanation import Explanation
from clicklens.interactions.glider import Glider, GlobalInteractions, GlobalSet
from clicklens.interactions.gradient_nid import GradientNid
from clicklens.interactions.h_statistic import HStatistic
from clicklens.interactions.madex import Sampling
from clicklens.interactions.model_box import ModelBox
from clicklens.interactions.nid import Nid
from clicklens.interactions.off import Off
from clicklens.interactions.second_difference import SecondDifference
from clicklens.interactions.segment_box import SegmentBox, grid_segments
from clicklens.interactions.shapley import Shapley
from clicklens.interactions.surrogate import SurrogateSettings
from clicklens.interactions.table_box import TableBox
from clicklens.interactions.word_box import WordBox

__all__ = [
    "DETECTORS",
    "AdditiveBox",
    "AnyDetector",
    "ArchDetect",
    "BlackBox",
    "Detection",
    "Detector",
    "Explanation",
    "FunctionBox",
    "Glider",
    "GlobalInteractions",
    "GlobalSet",
    "GradientNid",
    "HStatistic",
    "Interaction",
    "ModelBox",
    "Nid",
    "Off",
    "Sampling",
    "SecondDifference",
    "SegmentBox",
    "Shapley",
    "SurrogateSettings",
    "TableBox",
    "WordBox",
    "arch_attribute",
    "explain",
    "explain_box",
    "grid_segments",
    "united",
]
