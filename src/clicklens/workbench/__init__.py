"""The Python door: train, open, ask, refine and report, in the words of the command line."""

from clicklens.workbench.open_run import OpenRun, open_run, runs
from clicklens.workbench.train import dataset_of, resume, train, train_spec

__all__ = ["OpenRun", "dataset_of", "open_run", "resume", "runs", "train", "train_spec"]
