"""The Python door: train, open, ask, refine and report, in the words of the command line."""

from clicklens.workbench.run import OpenRun, open_run, runs
from clicklens.workbench.search import OpenSearch
from clicklens.workbench.training import dataset_of, resume, train, train_spec
from clicklens.workbench.tuning import open_search, tune

__all__ = [
    "OpenRun",
    "OpenSearch",
    "dataset_of",
    "open_run",
    "open_search",
    "resume",
    "runs",
    "train",
    "train_spec",
    "tune",
]
