"""Relevance: which of a simulated user's past clicks have to do with the candidate."""

from __future__ import annotations

from torch import Tensor

from clicklens.data.batch import Batch


def relevant_positions(batch: Batch) -> Tensor:
    """bool (B, L): the positions of ``recent_categories`` that hold the candidate's category.

    The formula counts these and no others, whatever their place and whatever else the user clicked: what a model that
    weighs past behaviours should find. From the fifth on they add nothing, but none of them counts more than another.
    """
    past, category = batch.ids["recent_categories"], batch.ids["category"]  # (B, L), (B, 1); one table
    return (past == category) & (past != 0)
