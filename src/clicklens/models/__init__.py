"""The contract of a CTR model, and the zoo."""

from clicklens.models.autoint import AutoInt
from clicklens.models.base import CtrModel, Scored, embedding_parameters, pairs_of_taps
from clicklens.models.catalog import ModelSpec, build_model
from clicklens.models.cross_strength import CrossStrength
from clicklens.models.dcn import Dcn
from clicklens.models.dcnv2 import DcnV2
from clicklens.models.dcnv3 import DcnV3
from clicklens.models.deepfm import DeepFm
from clicklens.models.dien import Dien
from clicklens.models.din import Din
from clicklens.models.dnn import Dnn
from clicklens.models.embedded import Embedded
from clicklens.models.eval_mode import in_eval_mode
from clicklens.models.field_gradient import field_gradients
from clicklens.models.finalmlp import FinalMlp
from clicklens.models.fm import Fm
from clicklens.models.gwen import Gwen
from clicklens.models.logistic import Logistic
from clicklens.models.masknet import MaskNet
from clicklens.models.pnn import Pnn
from clicklens.models.weighing import Weighing
from clicklens.models.wide_deep import WideDeep
from clicklens.models.xdeepfm import XDeepFm
from clicklens.models.youtubednn import YouTubeDnn

__all__ = [
    "AutoInt",
    "CrossStrength",
    "CtrModel",
    "Dcn",
    "DcnV2",
    "DcnV3",
    "DeepFm",
    "Dien",
    "Din",
    "Dnn",
    "Embedded",
    "FinalMlp",
    "Fm",
    "Gwen",
    "Logistic",
    "MaskNet",
    "ModelSpec",
    "Pnn",
    "Scored",
    "Weighing",
    "WideDeep",
    "XDeepFm",
    "YouTubeDnn",
    "build_model",
    "embedding_parameters",
    "field_gradients",
    "in_eval_mode",
    "pairs_of_taps",
]
