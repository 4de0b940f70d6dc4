"""The claims of DeepInsight (Guo et al., arXiv:1806.08541) as questions to a captured run, each with its number.

Every function gives (what was measured in words, whether it holds). The thresholds stand here, once, and were set
before the runs: 5% for "agree", 0.001 AUC for "adds nothing" and "unchanged".
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis import Captured
from clicklens.metrics import auc_difference, spearman
from clicklens.refine import Verdict

AGREE = 0.05  # of a ratio: train and test fluctuation count as the same within this
NOTHING = 0.001  # AUC


class Outcome(NamedTuple):
    """What was measured, and whether the claim holds; None where the data cannot say."""

    here: str
    holds: bool | None


def fluctuation(captured: Captured, step: int, split: str) -> NDArray[np.float64]:
    """Average fluctuation S_k of every layer, (layers,)"""
    neurons = captured.states(step, split).neurons
    return np.array([float(neurons[tap].deviation.mean()) for tap in captured.taps()])


def correlation_strength(captured: Captured, step: int, split: str) -> NDArray[np.float64]:
    """C_k of every layer: mean |Pearson r| over pairs of neurons before activation, (layers,)"""
    states = captured.states(step, split)
    return np.array([_mean_correlation(np.asarray(states.preactivations[tap])) for tap in captured.taps()])


def trains_part(captured: Captured, best: int) -> Outcome:
    """(a) Fluctuation of train and test agree until the best step, then part, most on train."""
    held_out, last = captured.held_out, captured.steps[-1]
    at_best = fluctuation(captured, best, "train") / fluctuation(captured, best, held_out)
    at_end = fluctuation(captured, last, "train") / fluctuation(captured, last, held_out)
    agree = bool(np.all(np.abs(at_best - 1) <= AGREE))
    part = bool(at_end.max() > max(1 + AGREE, at_best.max()))
    return Outcome(f"train/test at best {_list(at_best)}, at end {_list(at_end)}", agree and part)


def fluctuation_follows_auc(captured: Captured) -> Outcome:
    """(b) Layer fluctuation follows test AUC over training: rank correlation over steps, its best layer."""
    held_out = captured.held_out
    auc = {int(row.step): row.auc for row in _whole(captured, held_out).itertuples()}
    steps = [step for step in captured.steps if step in auc]
    by_layer = np.array([fluctuation(captured, step, held_out) for step in steps])
    found = [spearman(by_layer[:, k], [auc[step] for step in steps]) for k in range(by_layer.shape[1])]
    known = [interval for interval in found if interval is not None]
    if not known:
        return Outcome("too few steps", None)
    text = "; ".join(f"layer {k + 1} {i.value:+.2f} [{i.low:+.2f}, {i.high:+.2f}]" for k, i in enumerate(known))
    return Outcome(f"rank correlation over {len(steps)} steps: {text}", bool(min(i.low for i in known) > 0))


def user_id_takes_over(captured: Captured, best: int, user: str) -> Outcome:
    """(c) After over-fitting the saliency of the user id has grown by the largest factor of all fields."""
    if best == captured.steps[-1]:
        return Outcome("the run did not go past its best step", None)
    first, last = saliency(captured, best, captured.held_out), saliency(captured, captured.steps[-1], captured.held_out)
    growth = {name: last[name] / first[name] for name in first if first[name] > 0}
    if user not in growth:
        return Outcome("no such field", None)
    order = sorted(growth, key=lambda name: -growth[name])
    rival = order[1] if order[0] == user else order[0]
    text = f"{user} x{growth[user]:.2f} (rank {order.index(user) + 1} of {len(order)}), {rival} x{growth[rival]:.2f}"
    return Outcome(text, order[0] == user)


def probes_rise(captured: Captured, best: int, probes: dict[str, NDArray[np.float64]]) -> Outcome:
    """(d) Probe AUC rises over layers 1 to 3 and layer 4 adds nothing; ``probes`` holds held-out scores by tap."""
    labels = captured.labels(captured.held_out)
    taps = list(captured.taps(best))
    steps = [auc_difference(labels, probes[b], probes[a]) for a, b in pairwise(taps)]
    if any(step is None for step in steps) or len(taps) != 4:
        return Outcome("needs four layers", None)
    text = ", ".join(f"{b[-1]}-{a[-1]} {i}" for (a, b), i in zip(pairwise(taps), steps, strict=True))
    rises = all(i is not None and i.value > 0 for i in steps[:2])
    top = steps[2]
    return Outcome(text, bool(rises and top is not None and top.value < NOTHING))


def change_is_harmless(verdict: Verdict) -> Outcome:
    """(e), (h) The change leaves the best test AUC as it was, or better."""
    auc = next(difference for difference in verdict.differences if difference.metric == "auc")
    interval = auc.difference
    if interval is None:
        return Outcome("one seed", None)
    text = f"{auc.before:.4f} -> {auc.after:.4f} ({interval.value:+.4f}, {interval.low:+.4f} to {interval.high:+.4f})"
    return Outcome(text, interval.value > -NOTHING)


def correlation_grows_and_falls(captured: Captured, best: int) -> Outcome:
    """(f) Correlation strength grows with the height of the layer and falls after the best step."""
    at_best = correlation_strength(captured, best, "train")
    at_end = correlation_strength(captured, captured.steps[-1], "train")
    grows, falls = bool(np.all(np.diff(at_best) > 0)), bool(np.all(at_end < at_best))
    return Outcome(f"best {_list(at_best)}, end {_list(at_end)}; grows {grows}, falls {falls}", grows and falls)


def auc_decays_by_day(captured: Captured, best: int) -> Outcome:
    """(g) Test AUC decays over the days after training, then rises again where the data has a weekly rhythm."""
    points = captured.metrics
    rows = points[(points["split"] == captured.held_out) & points["day"].notna()]
    near = rows[rows["step"] == min(rows["step"], key=lambda step: abs(step - best))] if len(rows) else rows
    by_day = near.sort_values("day")["auc"].astype(float).to_numpy()
    if len(by_day) < 5:
        return Outcome("one day, or no days", None)
    decays = bool(by_day[:5].argmax() == 0 and np.polyfit(np.arange(5), by_day[:5], 1)[0] < 0)
    if len(by_day) < 8:
        return Outcome(_list(by_day), decays)
    return Outcome(_list(by_day), bool(decays and by_day[7] > by_day[3:5].min()))


def saliency(captured: Captured, step: int, split: str) -> dict[str, float]:
    """Sal_q of every field: mean over rows of mean_j |dPctr / dh_0j|."""
    states, pctr = captured.states(step, split), captured.pctr(step, split)
    slope = (pctr * (1 - pctr))[:, None]
    return {name: float(np.abs(np.asarray(g) * slope).mean()) for name, g in states.gradients.items()}


def _mean_correlation(values: NDArray[np.float32]) -> float:
    moving = values[:, values.std(axis=0) > 0].astype(np.float64)
    if moving.shape[1] < 2:
        return 0.0
    matrix = np.abs(np.corrcoef(moving, rowvar=False))
    return float(matrix[np.triu_indices(len(matrix), 1)].mean())


def _whole(captured: Captured, split: str):  # type: ignore[no-untyped-def]  # pandas' own type
    points = captured.metrics
    return points[(points["split"] == split) & points["day"].isna() & points["auc"].notna()]


def _list(values: NDArray[np.float64]) -> str:
    return "/".join(f"{value:.3f}" for value in values)
