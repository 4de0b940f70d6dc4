"""Fluctuation: how far each neuron moves from row to row, on training rows and on rows never trained on.

A model that learns its training rows by heart moves more on them than on others, and that shows without a label (Guo et
al., arXiv:1806.08541, on the third of four layers).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field as Setting

from clicklens.analysis.activity import redrawn_fluctuation, woken
from clicklens.analysis.captured import Captured
from clicklens.analysis.fluctuation_finding import fluctuation_findings
from clicklens.analysis.fluctuation_result import (
    DayFluctuation,
    FluctuationResult,
    LayerGap,
    LayerNeurons,
    LayerState,
)
from clicklens.analysis.overfitting import DEFAULT_RULE, AlarmRule, signals
from clicklens.analysis.redraws import Redraws, interval_of, quotient
from clicklens.analysis.result import Analysis, Params
from clicklens.core.errors import NotFoundError, nearest
from clicklens.data.split import TRAIN

Floats = NDArray[np.float64]


class FluctuationParams(Params):
    """Settings of the analysis."""

    step: int | None = Setting(default=None, ge=0)  # optimiser steps; None: the last snapshot
    splits: tuple[str, ...] | None = None  # None: all; the gaps stand between train and the held-out split anyway
    layers: tuple[str, ...] | None = None  # None: all
    alarm: AlarmRule = DEFAULT_RULE
    draws: int = Setting(default=200, ge=40)  # of the bootstrap
    seed: int = 0  # of the bootstrap


class Fluctuation(Analysis[FluctuationParams, FluctuationResult]):
    """Mean, deviation and silence of neurons, fluctuation and correlation of layers, and the alarm without labels."""

    kind: ClassVar[str] = "fluctuation"
    version: ClassVar[int] = 2
    question: ClassVar[str] = "Is my model over-fitting now, and can I know it without labels?"
    params = FluctuationParams
    result = FluctuationResult

    def lacks(self, subject: Captured, params: FluctuationParams) -> str | None:  # noqa: ARG002
        """Inner states of training and of held-out rows must have been kept."""
        if not subject.taps():
            return "needs inner states; this run's model has no taps"
        if TRAIN not in subject.splits:
            return f"needs a sample of the split '{TRAIN}'; this run kept {', '.join(subject.splits)}"
        if len(subject.splits) < 2:
            return "needs a held-out split beside the training split; this run kept none (set capture.splits)"
        return None

    def run(self, subject: Captured, params: FluctuationParams) -> FluctuationResult:
        """Raises NotFoundError for a step, split or layer that the run lacks, naming the nearest."""
        step = subject.steps[-1] if params.step is None else params.step
        splits = subject.splits if params.splits is None else params.splits
        for split in (TRAIN, *splits):
            subject.states(step, split)
        layers = _layers(subject, params)
        series = tuple(_series(subject, splits, layers))
        seen = signals(subject)
        reference = subject.reference_step(step)
        bootstrap = _Bootstrap(subject, params)
        values = {
            "step": step,
            "reference_step": reference,
            "held_out": subject.held_out,
            "layers": layers,
            "series": series,
            "neurons": tuple(_neurons(subject, step, split, layer) for split in splits for layer in layers),
            "gaps": tuple(_gap(subject, bootstrap, layer, step, reference) for layer in layers),
            "days": tuple(_days(subject, params, layers, step)),
            "alarm": params.alarm.ring(seen),
            "steps": subject.steps,
            "signals": {name: _known(seen[name]) for name in seen if ":" not in str(name)},
            "seed": params.seed,
        }
        rows = {split: len(subject.states(step, split).example_ids) for split in splits}
        found = FluctuationResult.model_validate({"run_id": subject.run.id, "rows": rows, "findings": (), **values})
        return found.model_copy(update={"findings": fluctuation_findings(found)})


class _Bootstrap:
    """The same redrawn rows for every layer and step, so that a ratio keeps what its two sides have in common."""

    def __init__(self, subject: Captured, params: FluctuationParams) -> None:
        self._subject = subject
        self._redraws = {
            split: Redraws(
                subject.states(subject.steps[0], split).weights,
                groups=subject.groups(split),
                draws=params.draws,
                seed=params.seed + place,  # rows of two splits are drawn apart
            )
            for place, split in enumerate((TRAIN, subject.held_out))
        }

    def fluctuation(self, step: int, split: str, layer: str) -> Floats:
        """S_k of the sample and of each draw: (draws + 1,)"""
        activations = self._subject.states(step, split).activations[layer]
        return redrawn_fluctuation(activations, self._redraws[split])


def _layers(subject: Captured, params: FluctuationParams) -> tuple[str, ...]:
    known = subject.taps()
    for name in params.layers or ():
        if name not in known:
            raise NotFoundError(f"run '{subject.run.id}' has no layer '{name}'{nearest(name, known)}")
    return tuple(name for name in known if params.layers is None or name in params.layers)


def _series(subject: Captured, splits: tuple[str, ...], layers: tuple[str, ...]) -> list[LayerState]:
    return [_layer_state(subject, step, split, layer) for step in subject.steps for split in splits for layer in layers]


def _layer_state(subject: Captured, step: int, split: str, layer: str) -> LayerState:
    seen = subject.activity(step, split, layer)
    return LayerState(
        step=step,
        split=split,
        layer=layer,
        neurons=len(seen.mean),
        fluctuation=seen.fluctuation,
        mean_output=float(seen.mean.mean()),
        correlation=subject.correlation(step, split, layer),
        dead=int(seen.is_dead.sum()),
        barely_active=int(seen.is_barely_active.sum()),
    )


def _neurons(subject: Captured, step: int, split: str, layer: str) -> LayerNeurons:
    seen = subject.activity(step, split, layer)
    return LayerNeurons(
        layer=layer,
        split=split,
        mean=tuple(seen.mean.tolist()),
        deviation=tuple(seen.deviation.tolist()),
        zero_share=tuple(seen.zero_share.tolist()),
    )


def _gap(subject: Captured, bootstrap: _Bootstrap, layer: str, step: int, reference: int) -> LayerGap:
    train, held_out = (bootstrap.fluctuation(step, split, layer) for split in (TRAIN, subject.held_out))
    train_then, held_out_then = (bootstrap.fluctuation(reference, split, layer) for split in (TRAIN, subject.held_out))
    now, then = (subject.activity(s, TRAIN, layer) for s in (step, reference))
    return LayerGap(
        layer=layer,
        ratio=interval_of(_quotient(train, held_out)),
        reference_ratio=interval_of(_quotient(train_then, held_out_then)),
        train_growth=interval_of(_quotient(train, train_then)),
        held_out_growth=interval_of(_quotient(held_out, held_out_then)),
        woken=int(woken(then, now).sum()),
        silenced=int(woken(now, then).sum()),
    )


def _days(subject: Captured, params: FluctuationParams, layers: tuple[str, ...], step: int) -> list[DayFluctuation]:
    rows, users = subject.rows(subject.held_out), subject.groups(subject.held_out)
    states = subject.states(step, subject.held_out)
    found = []
    for day in subject.followed_days(subject.held_out):
        part = (rows["day"] == day).to_numpy()
        groups = None if users is None else users[part]
        enough = part.sum() >= 2 and states.weights[part].any()
        redraws = Redraws(states.weights[part], groups=groups, draws=params.draws, seed=params.seed) if enough else None
        for layer in layers:
            drawn = None if redraws is None else redrawn_fluctuation(states.activations[layer][part], redraws)
            interval = None if drawn is None else interval_of(drawn)
            found.append(DayFluctuation(day=day, layer=layer, rows=int(part.sum()), fluctuation=interval))
    return found


def _quotient(above: Floats, below: Floats) -> Floats:
    """(draws + 1,); of two splits as many draws as both have"""
    length = min(len(above), len(below))
    return quotient(above[:length], below[:length])


def _known(values: pd.Series[float]) -> tuple[float | None, ...]:
    return tuple(float(value) if np.isfinite(value) else None for value in values)
