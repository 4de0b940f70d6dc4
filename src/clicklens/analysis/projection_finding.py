"""Where clicks gather, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clicklens.analysis.naming import layer_name
from clicklens.analysis.result import Finding
from clicklens.core.interval import Interval
from clicklens.data.split import TRAIN

if TYPE_CHECKING:
    from clicklens.analysis.projection_result import ProjectionResult

CLEAN = 0.95  # purity from which one could speak of separation


def find_gathering(result: ProjectionResult) -> tuple[Finding, ...]:
    """Which layer gathers clicked points most, what each layer changes, and what training did to it."""
    known = [(entry.tap, entry.layer_purity) for entry in result.at_step() if entry.layer_purity is not None]
    if not known:
        text = f"Every layer is silent on {result.split} at step {result.step:,}: all rows lie in one place."
        return (Finding(text=text, severity="alarm"),)
    tap, most = max(known, key=lambda entry: entry[1].value)
    if most.low <= result.chance:
        text = (
            f"Clicked points gather in no layer on {result.split} at step {result.step:,}: at most {_percent(most)} of "
            f"a clicked point's {result.k} nearest neighbours are clicked ({layer_name(tap)}), where chance gives "
            f"{result.chance:.1%}."
        )
        return (Finding(text=text),)
    text = (
        f"Clicked points gather most in {layer_name(tap)}: on {result.split} at step {result.step:,}, {_percent(most)} "
        f"of a clicked point's {result.k} nearest neighbours are clicked too, where chance gives {result.chance:.1%}. "
    )
    text += _separation(most, result.split)
    return (Finding(text=text), *_gaps(result), *_training(result))


def _separation(most: Interval, split: str) -> str:
    if most.value >= CLEAN and split == TRAIN:
        return "That is nearly clean: the model may know these rows by heart; look at held-out rows."
    if most.value >= CLEAN:
        return "That is nearly clean, which clicks hardly allow: look for a field that gives the label away."
    return "The classes overlap; no layer parts them cleanly."


def _gaps(result: ProjectionResult) -> list[Finding]:
    """One sentence on the steps from layer to layer."""
    parts = []
    for gap in result.gaps:
        if gap.step == result.step and gap.gap is not None:
            size = f"{100 * gap.gap.value:+.1f} ± {100 * gap.gap.reach:.1f}"
            sure = "" if gap.gap.excludes_zero else " (no sure change)"
            parts.append(f"{layer_name(gap.tap)} over {layer_name(gap.below)} {size}{sure}")
    return [Finding(text=f"Change of purity from layer to layer, in points: {', '.join(parts)}.")] if parts else []


def _training(result: ProjectionResult) -> list[Finding]:
    """What changed between the first and the last step that were followed, in the layer of greatest purity."""
    steps = sorted({entry.step for entry in result.maps})
    shown = {entry.tap: entry.layer_purity for entry in result.at_step()}
    tap = max(shown, key=lambda name: -1.0 if shown[name] is None else shown[name].value)  # type: ignore[union-attr]
    purity = {entry.step: entry.layer_purity for entry in result.maps if entry.tap == tap}
    first, last = purity[steps[0]], purity[steps[-1]]
    if len(steps) < 2 or first is None or last is None:
        return []
    text = (
        f"From step {steps[0]:,} to step {steps[-1]:,} the purity of {layer_name(tap)} on {result.split} went from "
        f"{_percent(first)} to {_percent(last)}."
    )
    return [Finding(text=text)]


def _percent(share: Interval) -> str:
    return f"{share.value:.1%} ± {share.reach:.1%}"
