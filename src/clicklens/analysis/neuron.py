"""Neuron: what one neuron stands for, by the rows that drive it and what they have in common.

Looking at what drives a unit most is an old way to name it (Zeiler and Fergus, arXiv:1311.2901, for pictures). Here
rows have named values, so what they share can be counted and tested.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field as Setting

from clicklens.analysis.activity import activity_of
from clicklens.analysis.captured import Captured
from clicklens.analysis.correlation import correlations
from clicklens.analysis.neuron_film import neuron_film
from clicklens.analysis.neuron_finding import neuron_findings
from clicklens.analysis.neuron_result import DrivingRow, NearNeuron, NeuronResult
from clicklens.analysis.redraws import Redraws, interval_of, quotient
from clicklens.analysis.result import Analysis, Params
from clicklens.analysis.row_reading import read_rows, readable_fields
from clicklens.analysis.shared_value import shared_values
from clicklens.core.errors import NotFoundError, nearest
from clicklens.core.interval import Interval
from clicklens.data.split import TRAIN

Floats = NDArray[np.float64]


class NeuronParams(Params):
    """Settings of the analysis."""

    layer: str | None = None  # None: the last
    neuron: int | None = Setting(default=None, ge=0)  # counted from 0; None: the one that moves most at the step
    split: str | None = None  # None: the one that judges generalisation
    step: int | None = Setting(default=None, ge=0)  # None: the best step, or the last where no evaluation is kept
    share: float = Setting(default=0.05, gt=0, lt=1)  # of the rows, those of the largest output drive it
    top: int = Setting(default=20, ge=1)  # rows to show
    values: int = Setting(default=20, ge=0)  # shared values to show, at most
    support: int = Setting(default=5, ge=1)  # rows that must hold a value for it to be tried
    near: int = Setting(default=5, ge=0)  # neurons like it to show, of each layer
    bins: int = Setting(default=32, ge=2)
    most_steps: int = Setting(default=60, ge=4)  # of the film; of more snapshots some are left out evenly
    draws: int = Setting(default=200, ge=40)  # of the bootstrap
    seed: int = Setting(default=0, ge=0)  # of the bootstrap


class Neuron(Analysis[NeuronParams, NeuronResult]):
    """One neuron: outputs over training, driving rows, what these share, neurons like it."""

    kind: ClassVar[str] = "neuron"
    question: ClassVar[str] = "What does this neuron stand for, and which rows drive it?"
    params = NeuronParams
    result = NeuronResult

    def lacks(self, subject: Captured, params: NeuronParams) -> str | None:  # noqa: ARG002
        """Layers."""
        return None if subject.taps() else "needs inner states; this run's model has no taps"

    def run(self, subject: Captured, params: NeuronParams) -> NeuronResult:
        """Raises NotFoundError for a layer, neuron, split or step that the run lacks."""
        split = params.split or (TRAIN if subject.splits == (TRAIN,) else subject.held_out)
        step = subject.best_or_last_step() if params.step is None else params.step
        states = subject.states(step, split)
        layer = _layer(subject, params, step)
        seen = activity_of(states, layer)
        neuron = _neuron(params, layer, seen.deviation)
        output = states.activations[layer][:, neuron].astype(np.float64)
        redraws = Redraws(states.weights, groups=subject.groups(split), draws=params.draws, seed=params.seed)
        driving, threshold = driving_rows(output, params.share)
        edges, film = neuron_film(
            subject, split, layer, neuron, step=step, bins=params.bins, most_steps=params.most_steps
        )
        shared, tried = shared_values(
            subject.rows(split),
            readable_fields(subject, split),
            driving,
            users=subject.groups(split),
            support=params.support,
            top=params.values,
        )
        beside = np.stack([subject.pctr(step, split), subject.labels(split)], axis=1)  # (n, 2)
        with_pctr, with_label = (interval_of(drawn) for drawn in correlations(output, beside, redraws.weights).T)
        found = NeuronResult(
            run_id=subject.run.id,
            rows={split: len(output)},
            findings=(),
            split=split,
            step=step,
            layer=layer,
            neuron=neuron,
            width=len(seen.mean),
            is_dead=bool(seen.is_dead[neuron]),
            is_barely_active=bool(seen.is_barely_active[neuron]),
            edges=edges,
            film=film,
            with_pctr=with_pctr,
            with_label=with_label,
            threshold=threshold,
            driving_rows=int(driving.sum()),
            driving_clicks=_rate(subject.labels(split), driving, redraws),
            rest_clicks=_rate(subject.labels(split), ~driving, redraws),
            top=_top(subject, split, step, output, params.top),
            shared=shared,
            tried=tried,
            near=tuple(_near(subject, split, step, layer, neuron, output, redraws, params.near)),
            seed=params.seed,
        )
        return found.model_copy(update={"findings": neuron_findings(found)})


def driving_rows(output: Floats, share: float) -> tuple[NDArray[np.bool_], float | None]:
    """output (n,) -> which rows are of the largest share, those tied with the last of them included, and from which
    output on. A row of the least output drives nothing, however many such rows there are.
    """
    known = output[np.isfinite(output)]
    if not known.size or np.ptp(known) == 0:
        return np.zeros(len(output), dtype=bool), None
    place = min(max(int(np.ceil(share * len(known))), 1), len(known))
    cut = float(np.partition(known, len(known) - place)[len(known) - place])
    threshold = cut if cut > known.min() else float(known[known > known.min()].min())
    return output >= threshold, threshold


def _layer(subject: Captured, params: NeuronParams, step: int) -> str:
    known = subject.taps(step)
    if params.layer is not None and params.layer not in known:
        raise NotFoundError(f"run '{subject.run.id}' has no layer '{params.layer}'{nearest(params.layer, known)}")
    return params.layer or known[-1]


def _neuron(params: NeuronParams, layer: str, deviation: Floats) -> int:
    if params.neuron is None:
        return int(np.argmax(np.where(np.isfinite(deviation), deviation, -1.0)))
    if params.neuron >= len(deviation):
        raise NotFoundError(f"layer '{layer}' has no neuron {params.neuron}; its neurons are 0 to {len(deviation) - 1}")
    return params.neuron


def _rate(labels: NDArray[np.float32], part: NDArray[np.bool_], redraws: Redraws) -> Interval | None:
    sums = redraws.means(np.stack([labels * part, part], axis=1).astype(np.float64))  # (draws + 1, 2)
    return interval_of(quotient(sums[:, 0], sums[:, 1]))


def _top(subject: Captured, split: str, step: int, output: Floats, top: int) -> tuple[DrivingRow, ...]:
    """Rows of the least output are left out; of equal ones the first of the sample comes first."""
    ranked = np.argsort(-np.where(np.isfinite(output), output, -np.inf), kind="stable")[:top]
    places = [int(place) for place in ranked if output[place] > output.min()]
    rows = read_rows(subject, split, step, places)
    return tuple(
        DrivingRow(**row.model_dump(), output=float(output[place])) for row, place in zip(rows, places, strict=True)
    )


def _near(
    subject: Captured, split: str, step: int, layer: str, neuron: int, output: Floats, redraws: Redraws, count: int
) -> list[NearNeuron]:
    """The nearest by |r| in its own layer, then in the one below and the one above."""
    taps, states = subject.taps(step), subject.states(step, split)
    place = taps.index(layer)
    found: list[NearNeuron] = []
    for tap in (layer, *taps[max(place - 1, 0) : place], *taps[place + 1 : place + 2]):
        others = states.activations[tap]
        r = np.abs(correlations(output, others, redraws.weights[:1])[0])  # (H,)
        if tap == layer:
            r[neuron] = np.nan  # it is like itself
        ranked = [int(i) for i in np.argsort(-np.nan_to_num(r, nan=-1.0), kind="stable")[:count] if np.isfinite(r[i])]
        drawn = correlations(output, others[:, ranked], redraws.weights) if ranked else np.empty((1, 0))
        for i, column in zip(ranked, drawn.T, strict=True):
            interval = interval_of(column)
            if interval is not None:
                found.append(NearNeuron(layer=tap, neuron=i, correlation=interval))
    return found
