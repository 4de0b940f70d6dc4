"""Metrics that need the rows in order, of many redrawn samples at once: the rows are sorted once for all of them.

The same figures as ``clicklens.metrics`` gives sample by sample.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.redraws import quotient
from clicklens.metrics.tied_runs import TiedRuns, find_tied_runs

Floats = NDArray[np.float64]

ECE_BINS = 20  # as in metrics.ece
_NUMBERS = 1 << 20  # that are worked on at once


def redrawn_ece(labels: Floats, pctr: Floats, weights: Floats) -> Floats:
    """Expected calibration error in each draw: labels, pctr (n,), weights (draws, n) -> (draws,), NaN for weight 0."""
    runs = find_tied_runs(pctr)
    gap = (pctr - labels)[runs.order]  # (n,)
    found = np.full(len(weights), np.nan)
    for part, drawn in _parts(weights):
        ordered = drawn[:, runs.order]  # (d, n)
        weight = _run_sums(ordered, runs)  # (d, r)
        total = weight.sum(axis=1)
        bins = _bin_of_run(weight, total)  # (d, r)
        off = _sums_by_bin(bins, _run_sums(ordered * gap, runs))  # (d, bins)
        found[part] = quotient(np.abs(off).sum(axis=1), total)
    return found


def ece_by_chance(pctr: Floats, weights: Floats, *, draws: int, seed: int) -> Floats:
    """ECE in samples whose rows are clicked with exactly their pctr: pctr, weights (n,) -> (draws,)"""
    runs = find_tied_runs(pctr)
    weight = runs.sums(weights)[None]  # (1, r)
    bin_of_row = runs.to_rows(_bin_of_run(weight, weight.sum(axis=1))[0].astype(np.float64)).astype(np.int64)  # (n,)
    share = np.zeros((len(pctr), ECE_BINS))
    share[np.arange(len(pctr)), bin_of_row] = weights / weights.sum()
    random = np.random.default_rng(seed)
    rows = max(_NUMBERS // len(pctr), 1)
    sizes = [min(rows, draws - start) for start in range(0, draws, rows)]
    clicked = [(random.random((size, len(pctr))) < pctr) @ share for size in sizes]  # each (d, bins)
    found: Floats = np.abs(np.concatenate(clicked) - pctr @ share).sum(axis=1)
    return found


def redrawn_average_precision(labels: Floats, scores: Floats, weights: Floats) -> Floats:
    """Average precision in each draw: labels, scores (n,), weights (draws, n) -> (draws,), NaN with one class."""
    runs = find_tied_runs(scores)
    clicked = labels[runs.order]
    found = np.full(len(weights), np.nan)
    for part, drawn in _parts(weights):
        ordered = drawn[:, runs.order]  # (d, n)
        clicks = _run_sums(ordered * clicked, runs)[:, ::-1]  # (d, r), highest score first
        seen = _run_sums(ordered, runs)[:, ::-1].cumsum(axis=1)
        precision = np.divide(clicks.cumsum(axis=1), seen, out=np.zeros_like(seen), where=seen > 0)
        both = (ordered @ clicked > 0) & (ordered @ (1 - clicked) > 0)
        precise = quotient((clicks * precision).sum(axis=1), clicks.sum(axis=1))
        found[part] = np.where(both, np.minimum(precise, 1.0), np.nan)
    return found


def _parts(weights: Floats) -> Iterator[tuple[slice, Floats]]:
    """A few draws at a time, so that memory stays small."""
    rows = max(_NUMBERS // weights.shape[1], 1)
    for start in range(0, len(weights), rows):
        yield slice(start, start + rows), weights[start : start + rows]


def _run_sums(values: Floats, runs: TiedRuns) -> Floats:
    """values (d, n) in order of score -> (d, r)"""
    sums: Floats = values if len(runs.starts) == values.shape[1] else np.add.reduceat(values, runs.starts, axis=1)
    return sums


def _bin_of_run(weight: Floats, total: Floats) -> NDArray[np.int64]:
    """weight (d, r), total (d,) -> the bin of equal count of each run, (d, r)"""
    middle = weight.cumsum(axis=1) - weight / 2
    place = quotient(middle * ECE_BINS, total[:, None])
    return np.minimum(np.nan_to_num(place).astype(np.int64), ECE_BINS - 1)


def _sums_by_bin(bins: NDArray[np.int64], values: Floats) -> Floats:
    """(d, r), (d, r) -> (d, bins)"""
    draws = len(bins)
    flat = bins + np.arange(draws)[:, None] * ECE_BINS
    sums = np.bincount(flat.ravel(), weights=values.ravel(), minlength=draws * ECE_BINS)
    return sums.astype(np.float64, copy=False).reshape(draws, ECE_BINS)
