"""Every model that ClickLens can train, by kind: its settings and the function that builds it from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import Field as Setting

from clicklens.core.errors import ConfigError
from clicklens.core.schema import FeatureSchema
from clicklens.models.autoint import AutoInt, build_autoint
from clicklens.models.base import CtrModel
from clicklens.models.dcn import Dcn, build_dcn
from clicklens.models.dcnv2 import DcnV2, build_dcnv2
from clicklens.models.dcnv3 import DcnV3, build_dcnv3
from clicklens.models.deepfm import DeepFm, build_deepfm
from clicklens.models.dien import Dien, build_dien
from clicklens.models.din import Din, build_din
from clicklens.models.dnn import Dnn, build_dnn
from clicklens.models.finalmlp import FinalMlp, build_finalmlp
from clicklens.models.fm import Fm, build_fm
from clicklens.models.gwen import Gwen, build_gwen
from clicklens.models.logistic import Logistic, build_logistic
from clicklens.models.masknet import MaskNet, build_masknet
from clicklens.models.pnn import Pnn, build_pnn
from clicklens.models.wide_deep import WideDeep, build_wide_deep
from clicklens.models.xdeepfm import XDeepFm, build_xdeepfm
from clicklens.models.youtubednn import YouTubeDnn, build_youtubednn

ModelSpec: TypeAlias = Annotated[
    Gwen
    | Logistic
    | Fm
    | Dnn
    | WideDeep
    | DeepFm
    | XDeepFm
    | Dcn
    | DcnV2
    | DcnV3
    | Pnn
    | AutoInt
    | MaskNet
    | FinalMlp
    | YouTubeDnn
    | Din
    | Dien,
    Setting(discriminator="kind"),
]


def build_model(spec: ModelSpec, *, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> CtrModel:
    """A fresh model for rows of ``schema``; weights are drawn from torch's global generator.

    Raises ConfigError when the settings do not fit the schema or the memory, SchemaError when a table has no size.
    """
    try:
        return _BUILDERS[spec.kind](spec, schema, table_sizes)
    except (RuntimeError, TypeError, OverflowError) as error:  # torch's words for a size that cannot be had
        if not any(words in str(error) for words in _TOO_LARGE):
            raise
        raise ConfigError(
            f"model: weights of this size do not fit into memory ({str(error).splitlines()[0]}); make the hidden "
            "layers, embedding_dim or the tables smaller"
        ) from None


_TOO_LARGE = ("allocate memory", "out of memory", "verflow")

_BUILDERS: dict[str, Callable[[Any, FeatureSchema, Mapping[str, int]], CtrModel]] = {
    "gwen": build_gwen,
    "logistic": build_logistic,
    "fm": build_fm,
    "finalmlp": build_finalmlp,
    "youtubednn": build_youtubednn,
    "xdeepfm": build_xdeepfm,
    "wide_deep": build_wide_deep,
    "pnn": build_pnn,
    "deepfm": build_deepfm,
    "dcnv2": build_dcnv2,
    "dcnv3": build_dcnv3,
    "dcn": build_dcn,
    "dnn": build_dnn,
    "din": build_din,
    "dien": build_dien,
    "autoint": build_autoint,
    "masknet": build_masknet,
}
