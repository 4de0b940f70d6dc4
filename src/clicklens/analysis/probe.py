"""Probes: which layers earn their keep. Can one go?

A logistic regression on each layer's states, trained to convergence on the snapshot's training rows with the network
frozen, and judged by AUC on every split (Alain and Bengio, arXiv:1610.01644; Guo et al., arXiv:1806.08541). The latter
gives no regularisation; ours is L2 with C = 1 on standardised states.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field as Setting

from clicklens.analysis.captured import Captured
from clicklens.analysis.logistic_probe import LogisticProbe, fit_probe
from clicklens.analysis.naming import layer_name, layer_number
from clicklens.analysis.probe_result import LayerGain, ModelAuc, ProbePoint, ProbeResult
from clicklens.analysis.result import Analysis, Finding, Params
from clicklens.analysis.sampled_auc import SampledAuc
from clicklens.core.interval import Interval
from clicklens.data.split import TRAIN

Floats = NDArray[np.float64]

ROWS_A_NEURON = 20  # training rows; with fewer a probe learns them by heart


class ProbeParams(Params):
    """Settings of the analysis."""

    steps: tuple[int, ...] | None = None  # None: every snapshot
    splits: tuple[str, ...] | None = None  # None: every split; the one that judges generalisation is always there
    c: float = Setting(default=1.0, gt=0)  # strength of the data against the L2 penalty, as scikit-learn's C
    margin: float = Setting(default=0.001, gt=0)  # a gain of AUC below it is not worth a layer


class Probe(Analysis[ProbeParams, ProbeResult]):
    """AUC of a linear probe on each layer."""

    kind: ClassVar[str] = "probe"
    version: ClassVar[int] = 2
    question: ClassVar[str] = "Which layers earn their keep? Can one go?"
    params = ProbeParams
    result = ProbeResult

    def lacks(self, subject: Captured, params: ProbeParams) -> str | None:  # noqa: ARG002
        """Layers, training rows of both classes, and a split to judge on."""
        if not subject.taps():
            return "needs hidden layers; this model has none"
        if TRAIN not in subject.splits or len(subject.splits) < 2:
            return f"needs samples of the training split and of another one; this run kept {', '.join(subject.splits)}"
        if np.ptp(subject.labels(TRAIN)) == 0:
            return "needs clicked and other rows in the training sample; it has one class only"
        return None

    def run(self, subject: Captured, params: ProbeParams) -> ProbeResult:
        """Raises NotFoundError for a step or split that the run lacks."""
        judged = subject.held_out
        splits = [name for name in subject.splits if params.splits is None or name in params.splits or name == judged]
        for name in params.splits or ():
            subject.states(subject.steps[0], name)
        steps = sorted(set(subject.steps if params.steps is None else params.steps))
        for step in steps:
            subject.states(step, TRAIN)
        best = subject.best_or_last_step()
        step = best if best in steps else steps[-1]
        probes = _Probes(subject, params, splits)
        for known in steps:
            probes.fit(known)
        result = ProbeResult(
            run_id=subject.run.id,
            rows={name: len(subject.labels(name)) for name in dict.fromkeys([TRAIN, *splits])},
            findings=(),
            step=step,
            split=judged,
            taps=probes.widths,
            margin=params.margin,
            points=tuple(probes.points),
            gains=tuple(probes.gains),
            model=tuple(probes.model),
        )
        lost = probes.change(judged, before=step, after=steps[-1])
        return result.model_copy(update={"findings": _findings(result, lost=lost, last=steps[-1])})


class _Probes:
    """Fits probes step by step, each starting from the former step's, and judges them on every split."""

    def __init__(self, subject: Captured, params: ProbeParams, splits: list[str]) -> None:
        self._subject = subject
        self._c = params.c
        self._splits = splits
        self._rows = {s: SampledAuc(subject.labels(s), subject.states(subject.steps[0], s).weights) for s in splits}
        self._former: dict[str, LogisticProbe] = {}
        self._top: dict[tuple[int, str], Floats] = {}
        self.widths = {tap.name: tap.width for tap in subject.info(subject.steps[0]).taps}
        self.points: list[ProbePoint] = []
        self.gains: list[LayerGain] = []
        self.model: list[ModelAuc] = []

    def fit(self, step: int) -> None:
        """All layers of one snapshot. Each layer is read once: the probe is fitted and judged while it is at hand."""
        train = self._subject.states(step, TRAIN)
        labels = train.labels[self._subject.task]
        scores: dict[tuple[str, str], Floats] = {}
        for tap in self.widths:
            states = train.activations[tap]
            probe = fit_probe(states, labels, weights=train.weights, c=self._c, start=self._former.get(tap))
            self._former[tap] = probe
            for split in self._splits:
                seen = states if split == TRAIN else self._subject.states(step, split).activations[tap]
                scores[split, tap] = probe.score(seen)
        for split in self._splits:
            self._judge(step, split, {tap: scores[split, tap] for tap in self.widths})

    def change(self, split: str, *, before: int, after: int) -> Interval | None:
        """How the AUC of the top layer's probe changed between two steps, on the same rows."""
        if before == after:
            return None
        return self._rows[split].difference(self._top[after, split], self._top[before, split])

    def _judge(self, step: int, split: str, by_tap: dict[str, Floats]) -> None:
        rows = self._rows[split]
        own = self._subject.logits(step, split).astype(np.float64)
        self.model.append(ModelAuc(step=step, split=split, auc=rows.of(own)))
        below: tuple[str, Floats] | None = None
        for tap, scores in by_tap.items():
            self.points.append(ProbePoint(step=step, tap=tap, split=split, auc=rows.of(scores)))
            if below is not None:
                gain = rows.difference(scores, below[1])
                self.gains.append(LayerGain(step=step, tap=tap, below=below[0], split=split, gain=gain))
            below = (tap, scores)
        if below is not None:
            self._top[step, split] = below[1]


def _findings(result: ProbeResult, *, lost: Interval | None, last: int) -> tuple[Finding, ...]:
    """The top layer first, then the others downwards, then what limits them."""
    if result.step == 0:
        text = (
            "At step 0, before training, what a layer adds says how it was made, not what it learnt: no verdict on it."
        )
        return (Finding(text=text),)
    rows = result.rows[result.split]
    taps = list(result.taps)
    found = [_verdict(gain, result, rows) for tap in reversed(taps) if (gain := result.gain(tap)) is not None]
    if len(taps) == 1:
        found.append(_only_layer(result))
    if lost is not None and lost.high < 0:
        text = (
            f"From step {result.step:,} to step {last:,} the probe on {layer_name(taps[-1])} lost {-lost.value:.4f} "
            f"± {lost.reach:.4f} AUC on {result.split}."
        )
        found.append(Finding(text=text, severity="warning"))
    wide = [tap for tap, width in result.taps.items() if result.rows[TRAIN] < ROWS_A_NEURON * width]
    if wide:
        text = (
            f"The probes of {', '.join(map(layer_name, wide))} stand on {result.rows[TRAIN]:,} training rows, "
            f"fewer than {ROWS_A_NEURON} a neuron: they over-fit. Read their AUC on {result.split}, not on {TRAIN}, "
            "and as the least that the layer knows."
        )
        found.append(Finding(text=text, severity="warning"))
    return tuple(found)


def _verdict(gain: LayerGain, result: ProbeResult, rows: int) -> Finding:
    """What one layer adds, and what follows: no more than the interval allows."""
    if gain.gain is None:
        return Finding(
            text=f"What {layer_name(gain.tap)} adds on {gain.split} cannot be told: its sample has too few clicks."
        )
    size, reach = gain.gain, gain.gain.reach
    adds, over = ("adds", "over") if size.value >= 0 else ("loses", "against")
    text = (
        f"{_at_start(gain.tap)} {adds} {abs(size.value):.4f} ± {reach:.4f} AUC {over} {layer_name(gain.below)} on "
        f"{gain.split}: "
    )
    number = layer_number(gain.tap)
    remedy = None if number is None else f"drop-layer {number}"
    if size.high < result.margin:
        return Finding(text=text + "it can go.", remedy=remedy)
    if size.low > 0:
        return Finding(text=text + "it earns its keep.", severity="good")
    short_of = max(result.margin - size.value, size.value)  # how narrow it must get to leave the margin, or zero, out
    needed = int(np.ceil(rows * (reach / short_of) ** 2 / 1000)) * 1000
    text += f"too few rows to say whether it earns its keep (about {needed:,} would tell)."
    return Finding(text=text)


def _only_layer(result: ProbeResult) -> Finding:
    (point,) = (p for p in result.points if (p.step, p.split) == (result.step, result.split))
    text = f"{_at_start(point.tap)} is the only one: there is nothing below to compare it with."
    return Finding(text=text if point.auc is None else f"{text} Its probe has an AUC of {point.auc} on {point.split}.")


def _at_start(tap: str) -> str:
    name = layer_name(tap)
    return name[0].upper() + name[1:]
