"""The loop that changes weights, and all that is done around it: from a request to a run that can be resumed."""

from clicklens.training.config import load_run_spec
from clicklens.training.event import Event, Observer
from clicklens.training.load import load_model, load_start
from clicklens.training.resume import resume_run
from clicklens.training.spec import Checkpoints, DataSpec, EarlyStopping, RunSpec, Training
from clicklens.training.start import start_run
from clicklens.training.trainer import Trainer

__all__ = [
    "Checkpoints",
    "DataSpec",
    "EarlyStopping",
    "Event",
    "Observer",
    "RunSpec",
    "Trainer",
    "Training",
    "load_model",
    "load_run_spec",
    "load_start",
    "resume_run",
    "start_run",
]
