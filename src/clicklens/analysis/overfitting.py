"""Over-fitting seen without labels: the signals of a run side by side, and the rule that rings an alarm on one.

In DeepInsight (Guo et al., arXiv:1806.08541) a model that over-fits fluctuates more on training rows, its neurons grow
less alike, and the user id takes over in saliency: none of it needs a click. The other signals, and the rule, are ours.
The alarm is causal: whether it rings at a
step depends on that step and earlier ones, so it can watch a training that still runs.
"""

from __future__ import annotations

import warnings
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field as Setting

from clicklens.analysis import overfitting_signal as signal
from clicklens.analysis.captured import Captured
from clicklens.analysis.redraws import quotient
from clicklens.core.errors import UnavailableError, nearest
from clicklens.core.record import Record
from clicklens.core.run import EXPECTED_LOSS
from clicklens.data.split import TRAIN

Floats = NDArray[np.float64]
Transform = Literal["level", "rise", "growth", "fall", "shrinkage", "surge"]
FEWEST_FOR_SURGE = 4  # earlier snapshots, from which a usual range can be told


def signals(subject: Captured) -> pd.DataFrame:
    """Every signal at every snapshot: index ``step``, a column a signal, NaN where one does not exist.

    Columns named ``…:NAME`` belong to one tap or field; those of layers without a name are of the upper half of the
    layers. Raises UnavailableError without a training and a held-out split.
    """
    if TRAIN not in subject.splits:
        raise UnavailableError(f"run '{subject.run.id}' kept no sample of the training split")
    held_out = subject.held_out
    columns = _layer_signals(subject, held_out) | _field_signals(subject, held_out) | _logit_signals(subject, held_out)
    frame: pd.DataFrame = pd.DataFrame(columns, index=pd.Index(subject.steps, name="step"), dtype=np.float64)
    return frame


class AlarmRule(Record):
    """When to ring: a signal, seen through a transform, above a threshold for some snapshots running.

    With x_t the signal at snapshot t: level x_t · rise x_t - min x · growth x_t / min x · fall max x - x_t · shrinkage
    max x / x_t · surge (x_t - median of the earlier) / (1.4826 MAD of the earlier); minima and maxima up to t.
    """

    signal: str = EXPECTED_LOSS
    transform: Transform = "shrinkage"
    threshold: float = 1.34  # of the transformed signal; chosen by reproductions/alarm.py
    patience: int = Setting(default=2, ge=1)  # snapshots running above the threshold until it rings
    skip: int = Setting(default=3, ge=0)  # first snapshots that are not looked at: of a model that knows nothing yet

    def measure(self, values: Floats) -> Floats:
        """The signal through the transform: (T,) -> (T,), NaN where it does not exist."""
        seen = np.array(values, dtype=np.float64)
        seen[: self.skip] = np.nan
        low, high = np.fmin.accumulate(seen), np.fmax.accumulate(seen)
        if self.transform == "level":
            return seen
        if self.transform == "rise":
            return seen - low
        if self.transform == "fall":
            return high - seen
        if self.transform == "surge":
            return np.array([_surge(seen[: place + 1]) for place in range(len(seen))])
        above, below = (seen, low) if self.transform == "growth" else (high, seen)
        return quotient(above, below)

    def rings_at(self, values: Floats) -> int | None:
        """The place of the snapshot at which it rings, given the signal at each, (T,); None where it does not."""
        running = 0
        for place, measure in enumerate(self.measure(values)):
            running = running + 1 if measure > self.threshold else 0
            if running == self.patience:
                return place
        return None

    def ring(self, signals: pd.DataFrame) -> Alarm:
        """Whether and when the rule rings. Raises UnavailableError for a signal that is not among them."""
        if self.signal not in signals:
            raise UnavailableError(f"there is no signal '{self.signal}'{nearest(self.signal, map(str, signals))}")
        values = signals[self.signal].to_numpy(dtype=np.float64)
        measures = self.measure(values)
        steps = [int(step) for step in signals.index]
        place = self.rings_at(values)
        evidence = zip(steps, values, measures, strict=True)
        return Alarm(
            rang_at=None if place is None else steps[place],
            rule=self,
            threshold=self.threshold,
            evidence=tuple(Evidence(step=s, value=_known(v), measure=_known(m)) for s, v, m in evidence),
        )


class Evidence(Record):
    """The alarm's signal at one snapshot."""

    step: int  # optimiser steps
    value: float | None  # of the signal
    measure: float | None  # of the signal through the rule's transform: what is held against the threshold


class Alarm(Record):
    """Whether over-fitting was noticed, from when on, and on what evidence. No label had a part in it."""

    rang_at: int | None  # optimiser steps; None: it did not ring
    rule: AlarmRule
    threshold: float  # of the evidence's measures
    evidence: tuple[Evidence, ...]  # every snapshot, also after the alarm


DEFAULT_RULE = AlarmRule()


def _layer_signals(subject: Captured, held_out: str) -> dict[str, Floats]:
    taps = subject.taps()
    if not taps:
        return {}
    upper = slice(len(taps) // 2, None)
    found: dict[str, Floats] = {}
    fluctuation = {"train": signal.fluctuation_by_layer(subject, TRAIN)}  # (T, K)
    fluctuation["held_out"] = signal.fluctuation_by_layer(subject, held_out)
    correlation = {"train": signal.correlation_by_layer(subject, TRAIN)}
    correlation["held_out"] = signal.correlation_by_layer(subject, held_out)
    for name, values in fluctuation.items():
        found[f"fluctuation_{name}"] = values[:, upper].mean(axis=1)
        found |= _by_name(f"fluctuation_{name}", taps, values)
    ratio = quotient(fluctuation["train"], fluctuation["held_out"])
    found["fluctuation_ratio"] = np.exp(_mean(np.log(ratio[:, upper])))
    found |= _by_name("fluctuation_ratio", taps, ratio)
    for name, values in correlation.items():
        found[f"correlation_{name}"] = _mean(values[:, upper])
        found |= _by_name(f"correlation_{name}", taps, values)
    found["correlation_gap"] = found["correlation_train"] - found["correlation_held_out"]
    found["barely_active_train"] = signal.barely_active_by_layer(subject, TRAIN)[:, upper].mean(axis=1)
    return found


def _field_signals(subject: Captured, held_out: str) -> dict[str, Floats]:
    fields = subject.info(subject.steps[0]).gradient_fields
    ids = signal.fields_of_many_ids(subject)
    if not fields or not ids:
        return {}
    shares = signal.saliency_shares(subject, held_out)  # (T, F)
    places = [fields.index(name) for name in ids]
    found = {"saliency_of_ids": shares[:, places].sum(axis=1), "largest_saliency": shares.max(axis=1)}
    return found | _by_name("saliency_share", ids, shares[:, places])


def _logit_signals(subject: Captured, held_out: str) -> dict[str, Floats]:
    paths = {"train": signal.logit_paths(subject, TRAIN), "held_out": signal.logit_paths(subject, held_out)}  # (T, n)
    weights = {"train": signal.row_shares(subject, TRAIN), "held_out": signal.row_shares(subject, held_out)}
    found: dict[str, Floats] = {}
    for measure in (signal.churn, signal.churn_unexplained, signal.persistence, signal.spread, signal.uncertainty):
        for name in paths:
            found[f"{measure.__name__}_{name}"] = measure(paths[name], weights[name])
    for name in paths:
        found[f"expected_loss_{name}"] = signal.expected_loss(paths[name], weights[name])
    for name in ("churn", "churn_unexplained", "spread"):
        found[f"{name}_ratio"] = quotient(found[f"{name}_train"], found[f"{name}_held_out"])
    found["uncertainty_ratio"] = quotient(found["uncertainty_held_out"], found["uncertainty_train"])
    for name, sign in (("persistence", 1), ("expected_loss", -1)):
        found[f"{name}_gap"] = sign * (found[f"{name}_train"] - found[f"{name}_held_out"])
    distance = signal.score_distance(paths["train"], paths["held_out"], weights["train"], weights["held_out"])
    return found | {"score_distance_ks": distance[:, 0], "score_distance_wasserstein": distance[:, 1]}


def _by_name(prefix: str, names: tuple[str, ...], values: Floats) -> dict[str, Floats]:
    return {f"{prefix}:{name}": values[:, place] for place, name in enumerate(names)}


def _mean(values: Floats) -> Floats:
    """Mean over the layers that have a value: (T, K) -> (T,)"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a step where no layer has one: NaN is the answer
        mean: Floats = np.nanmean(values, axis=1)
    return mean


def _surge(values: Floats) -> float:
    """How far the last value lies from what the earlier ones make usual, in their robust deviations."""
    earlier = values[:-1][np.isfinite(values[:-1])]
    if len(earlier) < FEWEST_FOR_SURGE:
        return np.nan
    usual = np.median(earlier)
    deviation = 1.4826 * np.median(np.abs(earlier - usual))
    return float((values[-1] - usual) / deviation) if deviation > 0 else np.nan


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
