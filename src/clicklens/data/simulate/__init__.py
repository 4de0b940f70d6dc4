"""A simulated ad world whose truth is known: which inputs act, which act together, and how well any model could do."""

from clicklens.data.simulate.crossed import CrossedSpec, CrossedWorld, crossed_dataset
from clicklens.data.simulate.dataset import load_true_logits, load_truth, simulated_dataset
from clicklens.data.simulate.relevance import relevant_positions
from clicklens.data.simulate.spec import WorldSpec
from clicklens.data.simulate.truth import FieldTruth, InteractionTruth, Truth
from clicklens.data.simulate.world import World, simulate

__all__ = [
    "CrossedSpec",
    "CrossedWorld",
    "FieldTruth",
    "InteractionTruth",
    "Truth",
    "World",
    "WorldSpec",
    "crossed_dataset",
    "load_true_logits",
    "load_truth",
    "relevant_positions",
    "simulate",
    "simulated_dataset",
]
