"""What fluctuation says in words, the alarm first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clicklens.analysis.naming import layer_name
from clicklens.analysis.result import Finding
from clicklens.core.interval import Interval
from clicklens.data.split import TRAIN

if TYPE_CHECKING:
    from clicklens.analysis.fluctuation_result import FluctuationResult, LayerGap

MANY_BARELY_ACTIVE = 0.5  # share of a layer's neurons from which it is worth a warning


SIGNALS = {"expected_loss_held_out": "loss that the model itself expects on held-out rows"}  # as sentences say them


def fluctuation_findings(result: FluctuationResult) -> tuple[Finding, ...]:
    """The alarm, the layer where the splits part most, how layers grew, silent neurons."""
    findings = [_alarm(result), _widest(result), _growth(result), _silent(result)]
    return tuple(finding for finding in findings if finding is not None)


def _alarm(result: FluctuationResult) -> Finding:
    alarm = result.alarm
    name = SIGNALS.get(alarm.rule.signal, alarm.rule.signal.replace("_", " "))
    if alarm.rang_at is None:
        measures = [point.measure for point in alarm.evidence if point.measure is not None]
        if not measures:
            kept = "the snapshot" if len(result.steps) == 1 else f"any of the {len(result.steps)} snapshots"
            return Finding(text=f"The alarm of over-fitting could not listen: the {name} says nothing at {kept} kept.")
        text = (
            f"No alarm of over-fitting up to step {result.steps[-1]:,}, judged without labels: the "
            f"{alarm.rule.transform} of the {name} reached {max(measures):.2f}, the alarm rings above "
            f"{alarm.threshold:g}."
        )
        return Finding(text=text)  # silence is no proof: one signal can miss what another shows
    at = next(point for point in alarm.evidence if point.step == alarm.rang_at)
    text = (
        f"Over-fitting since step {alarm.rang_at:,}, seen without labels: the {alarm.rule.transform} of the {name} "
        f"stood at {at.measure or 0.0:.2f}, above {alarm.threshold:g} at {alarm.rule.patience} snapshots running."
    )
    return Finding(text=text, severity="alarm")


def _widest(result: FluctuationResult) -> Finding | None:
    gap = result.widest
    if gap.ratio is None:
        return None
    text = (
        f"At step {result.step:,} {layer_name(gap.layer)} fluctuates {_between(gap.ratio)} times as much on training "
        f"rows as on {result.held_out} rows"
    )
    if gap.ratio.low > 1:
        return Finding(text=text + _then(result, gap) + ".", severity="warning")
    return Finding(text=text + ": no more than chance explains." if gap.ratio.high >= 1 else text + ".")


def _then(result: FluctuationResult, gap: LayerGap) -> str:
    if gap.reference_ratio is None or result.reference_step == result.step:
        return ""
    return f"; at step {result.reference_step:,} it was {_between(gap.reference_ratio)}"


def _growth(result: FluctuationResult) -> Finding | None:
    known = [gap for gap in result.gaps if gap.train_growth is not None and gap.held_out_growth is not None]
    if not known or result.reference_step == result.step:
        return None
    most = max(known, key=lambda gap: gap.train_growth.value if gap.train_growth else 0.0)
    if most.train_growth is None or most.held_out_growth is None:
        return None
    text = (
        f"Since step {result.reference_step:,} the fluctuation of {layer_name(most.layer)} went to "
        f"{_between(most.train_growth)} times what it was on {TRAIN} and to {_between(most.held_out_growth)} times on "
        f"{result.held_out}."
    )
    return Finding(text=text)


def _silent(result: FluctuationResult) -> Finding | None:
    now = [state for state in result.series if state.step == result.step and state.split == TRAIN]
    if not now:
        return None
    most = max(now, key=lambda state: state.barely_active / state.neurons)
    if most.barely_active == 0:
        return Finding(text=f"Every neuron is active on {TRAIN} at step {result.step:,}.")
    gap = next(gap for gap in result.gaps if gap.layer == most.layer)
    text = (
        f"{most.barely_active} of the {most.neurons} neurons of {layer_name(most.layer)} are barely active on {TRAIN}, "
        f"{most.dead} of them never act; {gap.woken} woke and {gap.silenced} fell silent since step "
        f"{result.reference_step:,}."
    )
    return Finding(text=text, severity="warning" if most.barely_active > MANY_BARELY_ACTIVE * most.neurons else "info")


def _between(interval: Interval) -> str:
    return f"{interval.value:.2f} ({interval.low:.2f} to {interval.high:.2f})"
