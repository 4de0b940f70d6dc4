"""What one neuron says in words: how it goes with clicks, what drives it, who is like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clicklens.analysis.naming import layer_name, shortened
from clicklens.analysis.result import Finding
from clicklens.core.interval import Interval

if TYPE_CHECKING:
    from clicklens.analysis.neuron_result import NeuronResult

COPY = 0.95  # |r| above which two neurons are said to do the same


def neuron_findings(result: NeuronResult) -> tuple[Finding, ...]:
    """What it does, then what its rows share, then the neuron nearest to it."""
    if result.threshold is None:
        return (_still(result),)
    return tuple(finding for finding in (_role(result), _shared(result), _near(result)) if finding is not None)


def _still(result: NeuronResult) -> Finding:
    """Rule of three: what never happens in n rows happens in less than 3/n of them, at 95%."""
    rows = result.rows[result.split]
    how = "is 0" if result.is_dead else "puts out the same"
    text = (
        f"{_name(result)} {how} in all {rows:,} {result.split} rows at step {result.step:,}: it moves in fewer than "
        f"{3 / rows:.2g} of rows like these."
    )
    return Finding(text=text)


def _role(result: NeuronResult) -> Finding:
    now = next(point for point in result.film if point.step == result.step)
    active = f"differs from 0 in {1 - now.zero_share:.0%} of {result.split} rows at step {result.step:,}"
    barely = ", which is barely active" if result.is_barely_active else ""
    if result.with_label is None:
        return Finding(text=f"{_name(result)} {active}{barely}; whether it goes with clicks cannot be told.")
    with_pctr = "" if result.with_pctr is None else f"; with pctr r = {_r(result.with_pctr)}"
    if not result.with_label.excludes_zero:
        told = f"it does not go with clicks more than chance explains (r = {_r(result.with_label)}){with_pctr}"
    else:
        way = "with" if result.with_label.value > 0 else "against"
        told = f"its output goes {way} clicks (r = {_r(result.with_label)}){with_pctr}"
    return Finding(text=f"{_name(result)} {active}{barely}; {told}.")


def _shared(result: NeuronResult) -> Finding:
    if not result.shared:
        text = (
            f"No field value is more frequent among the {result.driving_rows:,} rows that drive it most than chance "
            f"explains ({result.tried:,} values tried)."
        )
        return Finding(text=text)
    first = result.shared[0]
    rest = result.rows[result.split] - result.driving_rows
    users = "" if first.users is None else f" of {first.users:,} user{'s' if first.users != 1 else ''}"
    lift = f"{first.lift.value:.1f} times as often as the rest ({first.lift.low:.1f} to {first.lift.high:.1f}"
    if first.rows_rest == 0:
        lift = f"at least {first.lift.low:.0f} times as often as the rest (none of which holds it"
    value = f"`{first.field}` {shortened(first.value, 40)}"
    text = (
        f"The {result.driving_rows:,} rows that drive it most hold {value} {lift}; {first.rows:,} rows{users}, against "
        f"{first.rows_rest:,} of {rest:,}; {_p(first.p)} after correction for {result.tried:,} values)."
    )
    return Finding(text=text)


def _near(result: NeuronResult) -> Finding | None:
    if not result.near:
        return None
    most = max(result.near, key=lambda near: abs(near.correlation.value))
    surely = min(abs(most.correlation.low), abs(most.correlation.high)) if most.correlation.excludes_zero else 0.0
    same = ": one of the two says nothing new" if surely > COPY else ""
    text = (
        f"Of its own and the neighbouring layers, neuron {most.neuron} of {layer_name(most.layer)} is most like it "
        f"(r = {_r(most.correlation)}){same}."
    )
    return Finding(text=text)


def _name(result: NeuronResult) -> str:
    return f"Neuron {result.neuron} of {layer_name(result.layer)}"


def _r(interval: Interval) -> str:
    return f"{interval.value:.2f}, {interval.low:.2f} to {interval.high:.2f}"


def _p(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
