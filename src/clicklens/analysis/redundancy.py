"""Redundancy: which layers carry the same, so that one of them can go.

Linear CKA (Kornblith et al., arXiv:1905.00414) between the layers of a snapshot, and between a layer now and at the
best step, with the debiased estimator. No labels are needed.
"""

from __future__ import annotations

from itertools import combinations
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field as Setting

from clicklens.analysis.captured import Captured
from clicklens.analysis.cka import FEWEST, cka_intervals
from clicklens.analysis.redundancy_finding import redundancy_findings
from clicklens.analysis.redundancy_result import LayerLikeness, LayerTurn, RedundancyResult
from clicklens.analysis.result import Analysis, Params
from clicklens.data.split import TRAIN

Integers = NDArray[np.int64]

FEWEST_USERS = 20  # below it leaving out whole users says little, and rows are left out instead


class RedundancyParams(Params):
    """Settings of the analysis."""

    split: str | None = None  # None: the one that judges generalisation
    step: int | None = Setting(default=None, ge=0)  # None: the best step, or the last where no evaluation is kept
    other_step: int | None = Setting(default=None, ge=0)  # None: the best step, or the last where ``step`` is the best
    alike: float = Setting(default=0.95, gt=0, lt=1)  # CKA from which two layers are called the same
    rows: int = Setting(default=8192, ge=FEWEST)  # of the sample, at most
    blocks: int = Setting(default=40, ge=5)  # at most, left out in turn
    seed: int = Setting(default=0, ge=0)  # of the draw of rows and blocks


class Redundancy(Analysis[RedundancyParams, RedundancyResult]):
    """CKA of all pairs of layers, and of each layer with itself at another step."""

    kind: ClassVar[str] = "redundancy"
    version: ClassVar[int] = 3
    question: ClassVar[str] = "Which layers carry the same, and how far has each turned since the best step?"
    params = RedundancyParams
    result = RedundancyResult

    def lacks(self, subject: Captured, params: RedundancyParams) -> str | None:
        """Layers, and rows enough to leave some out."""
        if not subject.taps():
            return "needs hidden layers; this model has none"
        split = _split(subject, params)
        if split in subject.splits and (found := int((_weights(subject, split) > 0).sum())) < 2 * FEWEST:
            return f"needs {2 * FEWEST} rows of weight above 0; the sample of '{split}' has {found}"
        return None

    def run(self, subject: Captured, params: RedundancyParams) -> RedundancyResult:
        """Raises NotFoundError for a split or step that the run lacks."""
        split = _split(subject, params)
        step = subject.best_or_last_step() if params.step is None else params.step
        other = _other_step(subject, step) if params.other_step is None else params.other_step
        now = subject.states(step, split)
        taps = {tap.name: tap.width for tap in subject.info(step).taps}
        rows = drawn_rows(now.weights, at_most=params.rows, seed=params.seed)
        blocks, are_users = _blocks(subject, split, rows, params)
        layers = [now.activations[tap][rows] for tap in taps]
        pairs = list(combinations(range(len(taps)), 2))
        names = list(taps)
        found = RedundancyResult(
            run_id=subject.run.id,
            rows={split: len(rows)},
            findings=(),
            split=split,
            step=step,
            other_step=other,
            best_step=subject.best_step(),
            layers=taps,
            alike=params.alike,
            blocks=int(blocks.max()) + 1,
            blocks_are_users=are_users,
            pairs=tuple(
                LayerLikeness(layer=names[i], other=names[j], cka=cka)
                for (i, j), cka in zip(pairs, cka_intervals(layers, pairs, blocks), strict=True)
            ),
            turns=tuple(
                LayerTurn(layer=tap, cka=cka_intervals([layer, then.activations[tap][rows]], [(0, 1)], blocks)[0])
                for then in ([] if other is None else [subject.states(other, split)])
                for tap, layer in zip(taps, layers, strict=True)
            ),
            seed=params.seed,
        )
        return found.model_copy(update={"findings": redundancy_findings(found, of_all_rows=subject.whole is subject)})


def drawn_rows(weights: NDArray[np.float32], *, at_most: int, seed: int) -> Integers:
    """weights (n,) -> rows, ascending, that come as often as their weights say.

    A row stays with the probability of its weight over the largest; so unequal weights cost rows.
    """
    random = np.random.default_rng(seed)
    share = weights.astype(np.float64) / float(weights.max())
    kept = np.flatnonzero(random.random(len(weights)) < share)
    if len(kept) < 2 * FEWEST:  # the largest weights outweigh all others: better too even a sample than none
        kept = np.flatnonzero(weights > 0)
    chosen = random.choice(kept, size=min(at_most, len(kept)), replace=False)
    ascending: Integers = np.sort(chosen).astype(np.int64)
    return ascending


def _split(subject: Captured, params: RedundancyParams) -> str:
    return params.split or (TRAIN if subject.splits == (TRAIN,) else subject.held_out)


def _weights(subject: Captured, split: str) -> NDArray[np.float32]:
    return subject.states(subject.steps[0], split).weights


def _other_step(subject: Captured, step: int) -> int | None:
    other = subject.best_or_last_step()
    other = subject.steps[-1] if other == step else other
    if other != step:
        return other
    earlier = [known for known in subject.steps if known != step]
    return subject.reference_step(step) if earlier else None


def _blocks(subject: Captured, split: str, rows: Integers, params: RedundancyParams) -> tuple[Integers, bool]:
    """Numbers from 0, (rows,): users, several to a block, or rows where no users are known or few."""
    random = np.random.default_rng(params.seed)
    groups = subject.groups(split)
    users = None if groups is None else np.unique(groups[rows], return_inverse=True)[1]
    are_users = users is not None and int(users.max()) + 1 >= FEWEST_USERS
    units = users if users is not None and are_users else np.arange(len(rows))
    count = int(units.max()) + 1
    blocks = min(params.blocks, count // 2 if not are_users else count)
    of_unit = random.permutation(np.arange(count) % max(blocks, 1))
    found: Integers = of_unit[units].astype(np.int64)
    return found, bool(are_users)
