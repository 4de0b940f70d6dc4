"""The Python door: train, open, ask, refine and report, in the words of the command line."""

from clicklens.workbench.run import OpenRun, open_run, runs
from clicklens.workbench.training import dataset_of, resume, train, train_spec

__all__ = ["OpenRun", "dataset_of", "open_run", "resume", "runs", "train", "train_spec"]
