"""Whether weights are faithful: what the logit loses without the behaviours of most weight, and without others.

    drop_k(row) = logit(row) - logit(row without k behaviours)

Were the weights without meaning, the k of most weight would matter no more than k at random of the same row. (The
test of DeYoung et al., arXiv:1911.03429, "comprehensiveness", held against chance.)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from clicklens.analysis.attention_rows import FEWEST, AttentionRows
from clicklens.analysis.attention_sample_result import Removal
from clicklens.analysis.live import Live
from clicklens.analysis.redraws import Redraws, interval_of
from clicklens.analysis.weighing_pass import Weighed, held, without

Floats = NDArray[np.float64]


def removals(
    live: Live, rows: AttentionRows, found: Weighed, name: str, *, sizes: Sequence[int], draws: int, seed: int
) -> tuple[Removal, ...]:
    """For the weighing of that name, one removal for each size k that enough rows have more behaviours than."""
    weighing, weights = live.model.weighings()[name], found.weights[name]  # (B, L)
    places = held(rows.batch, weighing)
    told = []
    for k in sizes:
        chosen = places.sum(axis=1) > k
        if chosen.sum() < FEWEST:
            continue
        batch, logits = rows.batch.take(torch.from_numpy(np.flatnonzero(chosen))), found.logits[chosen]
        random, stands = np.random.default_rng([seed, k]), places[chosen]
        orders = [weights[chosen], *(random.random(stands.shape) for _ in range(draws))]
        gone = [_greatest(np.where(stands, keys, -np.inf), k) for keys in orders]
        drops = np.stack([logits - live.logits(without(batch, weighing.fields, one)) for one in gone])
        told.append(_removal(k, drops, rows.redraws(chosen, seed=seed)))
    return tuple(told)


def _greatest(keys: Floats, k: int) -> NDArray[np.bool_]:
    """keys (B, L) -> (B, L), True at the k greatest of each row; of equal ones the newest."""
    newest = np.argsort(-keys[:, ::-1], axis=1, kind="stable")[:, :k]
    chosen = np.zeros(keys.shape, dtype=np.bool_)
    np.put_along_axis(chosen, keys.shape[1] - 1 - newest, True, axis=1)
    return chosen


def _removal(k: int, drops: Floats, redraws: Redraws) -> Removal:
    """drops (1 + draws, B), the heaviest first"""
    top, random = drops[0], drops[1:].mean(axis=0)
    moves = np.abs(drops)
    top_move, random_move = moves[0], moves[1:].mean(axis=0)
    columns = np.stack([top, random, top - random, top_move, random_move, top_move - random_move], axis=1)  # (B, 6)
    means = redraws.means(columns)  # (draws + 1, 6)
    names = ("top", "random", "gap", "top_move", "random_move", "move_gap")
    told = {name: interval_of(means[:, place]) for place, name in enumerate(names)}
    return Removal(k=k, rows=drops.shape[1], **told)
