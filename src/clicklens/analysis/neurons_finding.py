"""What neurons say in words: the layer with the most silent ones, and the neuron that stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clicklens.analysis.naming import layer_name
from clicklens.analysis.result import Finding
from clicklens.core.interval import Interval
from clicklens.data.split import TRAIN

if TYPE_CHECKING:
    from clicklens.analysis.neurons_result import LayerMap, NeuronPoint, NeuronsResult

MANY_BARELY_ACTIVE = 0.5  # share of a layer's neurons from which it is worth a warning, as in fluctuation
NAMES = {"mean": "mean output", "deviation": "deviation over rows", "zero_share": "share of rows with output 0"}


def neurons_findings(result: NeuronsResult) -> tuple[Finding, ...]:
    """Silence first, then what moved."""
    moved = None if result.moved is None else _moved(result, result.moved)
    return tuple(finding for finding in (_silent(result), moved) if finding is not None)


def _silent(result: NeuronsResult) -> Finding:
    most = max(result.layers, key=lambda known: len(known.barely_active) / known.neurons)
    woken, silenced = (sum(len(getattr(known, name)) for known in result.layers) for name in ("woken", "silenced"))
    whole = sum(known.neurons for known in result.layers)
    since = ""
    if result.reference_step != result.step:
        since = f"; since step {result.reference_step:,}, {woken} of all {whole:,} woke and {silenced} fell silent"
    if not most.barely_active:
        text = f"At step {result.step:,} every one of the {whole:,} neurons is active on {result.split}{since}."
        return Finding(text=text)
    is_warning = len(most.barely_active) > MANY_BARELY_ACTIVE * most.neurons
    verb = "is" if len(most.barely_active) == 1 else "are"
    text = (
        f"At step {result.step:,}, {len(most.barely_active)} of the {most.neurons} neurons of "
        f"{layer_name(most.layer)} {verb} barely active on {result.split}{_dead(result, most)}{since}."
    )
    return Finding(text=text, severity="warning" if is_warning else "info")


def _dead(result: NeuronsResult, layer: LayerMap) -> str:
    """Rule of three: what never happens in n rows happens in less than 3/n of them, at 95%."""
    if not layer.dead:
        return ""
    rows = result.rows[result.split]
    return f", {len(layer.dead)} of them never in {rows:,} rows (so in fewer than {3 / rows:.2g} of rows like these)"


def _moved(result: NeuronsResult, point: NeuronPoint) -> Finding | None:
    named = f"neuron {point.neuron} of {layer_name(point.layer)}"
    among = f"of {sum(known.neurons for known in result.layers):,} neurons"
    if result.measure == "gap":
        if point.now is None:
            return None
        text = (
            f"At step {result.step:,}, {among}, {named} moves most on {TRAIN} against {result.compared_with}: "
            f"its deviation is {_interval(point.now)} larger"
        )
        before = "" if point.before is None or result.step == result.reference_step else _then(result, point.before)
        if point.now.low > 0:
            return Finding(text=f"{text}{before}.", severity="warning")
        return Finding(text=f"{text}: no more than chance explains.")
    if point.before is None or point.now is None or point.change is None:
        return None
    told = "" if point.change.excludes_zero else "; no more than chance explains"
    text = (
        f"Since step {result.reference_step:,}, {among}, {named} changed most: its {NAMES[result.measure]} on "
        f"{result.split} went from {point.before.value:.3g} to {point.now.value:.3g} "
        f"(change {point.change.value:.3g}, {point.change.low:.3g} to {point.change.high:.3g}){told}."
    )
    return Finding(text=text)


def _then(result: NeuronsResult, before: Interval) -> str:
    return f"; at step {result.reference_step:,} it was {_interval(before)}"


def _interval(interval: Interval) -> str:
    return f"{interval.value:.3g} ({interval.low:.3g} to {interval.high:.3g})"
