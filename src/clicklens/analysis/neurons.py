"""Neurons: what every neuron does over training, as a map of neurons and steps.

Mean output, deviation and silence are DeepInsight's (Guo et al., arXiv:1806.08541), who look at them at three steps;
the gap of deviations between training and held-out rows, neuron by neuron, is ours. It stands on the statistics that
capture kept, so a whole run costs little.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field as Setting

from clicklens.analysis.activity import Activity, activity_of, woken
from clicklens.analysis.captured import Captured
from clicklens.analysis.neurons_finding import neurons_findings
from clicklens.analysis.neurons_result import LayerMap, NeuronMeasure, NeuronPoint, NeuronsResult
from clicklens.analysis.redraws import Redraws, interval_of
from clicklens.analysis.result import Analysis, Params
from clicklens.analysis.step_choice import thinned
from clicklens.core.errors import NotFoundError, nearest
from clicklens.data.split import TRAIN

Floats = NDArray[np.float64]


class NeuronsParams(Params):
    """Settings of the analysis."""

    split: str | None = None  # None: the one that judges generalisation
    measure: NeuronMeasure = "deviation"
    layers: tuple[str, ...] | None = None  # None: all
    step: int | None = Setting(default=None, ge=0)  # None: the last snapshot
    most_steps: int = Setting(default=300, ge=4)  # columns; of more snapshots some are left out evenly
    draws: int = Setting(default=200, ge=40)  # of the bootstrap
    seed: int = Setting(default=0, ge=0)  # of the bootstrap


class Neurons(Analysis[NeuronsParams, NeuronsResult]):
    """Mean, deviation, silence, or the gap of the splits, of each neuron at each step."""

    kind: ClassVar[str] = "neurons"
    version: ClassVar[int] = 2
    question: ClassVar[str] = "What does each neuron do over training, and which are silent?"
    params = NeuronsParams
    result = NeuronsResult

    def lacks(self, subject: Captured, params: NeuronsParams) -> str | None:
        """Layers; for a gap, training rows and others."""
        if not subject.taps():
            return "needs inner states; this run's model has no taps"
        if params.measure == "gap" and (TRAIN not in subject.splits or len(subject.splits) < 2):
            return f"a gap needs training rows and held-out ones; this run kept {', '.join(subject.splits)}"
        return None

    def run(self, subject: Captured, params: NeuronsParams) -> NeuronsResult:
        """Raises NotFoundError for a step, split or layer that the run lacks, naming the nearest."""
        split = params.split or (TRAIN if subject.splits == (TRAIN,) else subject.held_out)
        step = subject.steps[-1] if params.step is None else params.step
        subject.states(step, split)
        film = _Film(subject, params, split=split, step=step)
        found = NeuronsResult(
            run_id=subject.run.id,
            rows={name: len(subject.labels(name)) for name in film.splits},
            findings=(),
            split=split,
            compared_with=film.other,
            measure=params.measure,
            step=step,
            reference_step=film.reference,
            best_step=subject.best_step(),
            steps=film.steps,
            layers=tuple(film.layer(name) for name in _layers(subject, params)),
            moved=film.moved(),
            seed=params.seed,
        )
        return found.model_copy(update={"findings": neurons_findings(found)})


class _Film:
    """The layers over the steps that are shown."""

    def __init__(self, subject: Captured, params: NeuronsParams, *, split: str, step: int) -> None:
        self._subject, self._params = subject, params
        self.split, self.step = split, step
        self.reference = subject.reference_step(step)
        self.other = (subject.held_out if split == TRAIN else split) if params.measure == "gap" else None
        self.splits = (TRAIN, self.other) if self.other is not None else (split,)
        marked = {step, self.reference, subject.best_or_last_step()}
        self.steps = thinned(subject.steps, params.most_steps, keep=marked)
        self._values: dict[str, Floats] = {}

    def layer(self, name: str) -> LayerMap:
        """The map of one layer."""
        seen = [activity_of(self._subject.states(step, self.split), name) for step in self.steps]
        values = np.stack([self._measured(step, name, known) for step, known in zip(self.steps, seen, strict=True)], 1)
        self._values[name] = values  # (H, steps)
        now, then = seen[self.steps.index(self.step)], seen[self.steps.index(self.reference)]
        finite = values[np.isfinite(values)]
        return LayerMap(
            layer=name,
            neurons=len(values),
            values=tuple(_rounded(row) for row in values),
            low=_four_digits(finite.min()) if finite.size else None,
            high=_four_digits(finite.max()) if finite.size else None,
            by_value=_largest_first(values[:, self.steps.index(self.step)]),
            by_change=_largest_first(self._gain(values)),
            dead=_places(now.is_dead),
            barely_active=_places(now.is_barely_active),
            woken=_places(woken(then, now)),
            silenced=_places(woken(now, then)),
            dead_counts=tuple(int(known.is_dead.sum()) for known in seen),
            barely_active_counts=tuple(int(known.is_barely_active.sum()) for known in seen),
        )

    def moved(self) -> NeuronPoint | None:
        """What stands out most, with its intervals; of a gap the largest, of other measures the largest change."""
        change = {
            name: self._now(v) if self.other is not None else np.abs(self._gain(v)) for name, v in self._values.items()
        }
        finite = {name: np.where(np.isfinite(v), v, -np.inf) for name, v in change.items()}
        layer = max(finite, key=lambda name: finite[name].max())
        neuron = int(np.argmax(finite[layer]))
        if not finite[layer][neuron] > 0:
            return None
        now, before = (self._redrawn(step, layer, neuron) for step in (self.step, self.reference))
        length = min(len(now), len(before))
        return NeuronPoint(
            layer=layer,
            neuron=neuron,
            before=interval_of(before),
            now=interval_of(now),
            change=interval_of(now[:length] - before[:length]) if self.step != self.reference else None,
        )

    def _measured(self, step: int, layer: str, seen: Activity) -> Floats:
        """(H,)"""
        if self._params.measure != "gap":
            measured: Floats = getattr(seen, self._params.measure)
            return measured
        train, other = (activity_of(self._subject.states(step, name), layer) for name in self.splits)
        return train.deviation - other.deviation

    def _now(self, values: Floats) -> Floats:
        return values[:, self.steps.index(self.step)]

    def _gain(self, values: Floats) -> Floats:
        return self._now(values) - values[:, self.steps.index(self.reference)]

    def _redrawn(self, step: int, layer: str, neuron: int) -> Floats:
        """The measure of one neuron on the sample and on redrawn rows, (draws + 1,)"""
        found = [self._redrawn_on(split, step, layer, neuron, place) for place, split in enumerate(self.splits)]
        length = min(map(len, found))
        return found[0] if len(found) == 1 else found[0][:length] - found[1][:length]

    def _redrawn_on(self, split: str, step: int, layer: str, neuron: int, place: int) -> Floats:
        states = self._subject.states(step, split)
        seed = self._params.seed + place  # rows of two splits are drawn apart
        redraws = Redraws(states.weights, groups=self._subject.groups(split), draws=self._params.draws, seed=seed)
        output = states.activations[layer][:, neuron].astype(np.float64)
        if self._params.measure in ("mean", "zero_share"):
            return redraws.means(output[:, None] if self._params.measure == "mean" else (output == 0)[:, None])[:, 0]
        centred = output - output.mean()
        moments = redraws.means(np.stack([centred, centred**2], axis=1))  # (draws + 1, 2)
        deviation: Floats = np.sqrt(np.maximum(moments[:, 1] - moments[:, 0] ** 2, 0.0))
        return deviation


def _layers(subject: Captured, params: NeuronsParams) -> tuple[str, ...]:
    known = subject.taps()
    for name in params.layers or ():
        if name not in known:
            raise NotFoundError(f"run '{subject.run.id}' has no layer '{name}'{nearest(name, known)}")
    return tuple(name for name in known if params.layers is None or name in params.layers)


def _places(chosen: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(np.flatnonzero(chosen).tolist())


def _largest_first(values: Floats) -> tuple[int, ...]:
    """(H,) -> places; of equal ones the first comes first, what is not finite last"""
    return tuple(np.argsort(-np.where(np.isfinite(values), values, -np.inf), kind="stable").tolist())


def _rounded(values: Floats) -> tuple[float | None, ...]:
    return tuple(_four_digits(value) if np.isfinite(value) else None for value in values.tolist())


def _four_digits(value: float) -> float:
    return float(f"{value:.4g}")
