"""Optimisers that touch of a table only the rows that a batch looked up."""

from clicklens.training.optimizer.adagrad import Adagrad
from clicklens.training.optimizer.adam import Adam, AdamW
from clicklens.training.optimizer.base import CtrOptimizer
from clicklens.training.optimizer.catalog import OptimizerSpec, build_optimizer
from clicklens.training.optimizer.row_decay import RowDecay, row_decays
from clicklens.training.optimizer.sgd import Sgd
from clicklens.training.optimizer.touched_rows import merge_gradient

__all__ = [
    "Adagrad",
    "Adam",
    "AdamW",
    "CtrOptimizer",
    "OptimizerSpec",
    "RowDecay",
    "Sgd",
    "build_optimizer",
    "merge_gradient",
    "row_decays",
]
