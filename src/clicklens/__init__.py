"""ClickLens opens the black box of deep click-through-rate models.

    import clicklens as cl

    run = cl.train("movielens-100k", model=cl.Gwen(hidden=(256, 128, 64, 32)))
    run.analyze("fluctuation").plot()

Names are imported when they are first used, so that ``import clicklens`` is quick and loads no torch.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from clicklens import data as data
    from clicklens import interactions as interactions
    from clicklens.capture import Capture as Capture
    from clicklens.core.schema import FeatureSchema as FeatureSchema
    from clicklens.models import AutoInt as AutoInt
    from clicklens.models import Dcn as Dcn
    from clicklens.models import DcnV2 as DcnV2
    from clicklens.models import DcnV3 as DcnV3
    from clicklens.models import DeepFm as DeepFm
    from clicklens.models import Dien as Dien
    from clicklens.models import Din as Din
    from clicklens.models import Dnn as Dnn
    from clicklens.models import FinalMlp as FinalMlp
    from clicklens.models import Fm as Fm
    from clicklens.models import Gwen as Gwen
    from clicklens.models import Logistic as Logistic
    from clicklens.models import MaskNet as MaskNet
    from clicklens.models import Pnn as Pnn
    from clicklens.models import WideDeep as WideDeep
    from clicklens.models import XDeepFm as XDeepFm
    from clicklens.models import YouTubeDnn as YouTubeDnn
    from clicklens.notebook import share as share
    from clicklens.notebook import show as show
    from clicklens.training import Training as Training
    from clicklens.workbench import OpenRun as OpenRun
    from clicklens.workbench import OpenSearch as OpenSearch
    from clicklens.workbench import open_run as open_run
    from clicklens.workbench import open_search as open_search
    from clicklens.workbench import resume as resume
    from clicklens.workbench import runs as runs
    from clicklens.workbench import train as train
    from clicklens.workbench import tune as tune

_HOMES = {
    "AutoInt": "clicklens.models",
    "Capture": "clicklens.capture",
    "Dcn": "clicklens.models",
    "DcnV2": "clicklens.models",
    "DcnV3": "clicklens.models",
    "DeepFm": "clicklens.models",
    "Dien": "clicklens.models",
    "Din": "clicklens.models",
    "Dnn": "clicklens.models",
    "FeatureSchema": "clicklens.core.schema",
    "FinalMlp": "clicklens.models",
    "Fm": "clicklens.models",
    "Gwen": "clicklens.models",
    "Logistic": "clicklens.models",
    "MaskNet": "clicklens.models",
    "OpenRun": "clicklens.workbench",
    "OpenSearch": "clicklens.workbench",
    "Pnn": "clicklens.models",
    "Training": "clicklens.training",
    "WideDeep": "clicklens.models",
    "XDeepFm": "clicklens.models",
    "YouTubeDnn": "clicklens.models",
    "open_run": "clicklens.workbench",
    "open_search": "clicklens.workbench",
    "resume": "clicklens.workbench",
    "runs": "clicklens.workbench",
    "share": "clicklens.notebook",
    "show": "clicklens.notebook",
    "train": "clicklens.workbench",
    "tune": "clicklens.workbench",
}

__all__ = ["__version__", "data", "interactions", *_HOMES]  # noqa: PLE0604 (the names are those of _HOMES, given once)


def __getattr__(name: str) -> Any:
    if name in ("data", "interactions"):
        return import_module(f"clicklens.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'clicklens' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
