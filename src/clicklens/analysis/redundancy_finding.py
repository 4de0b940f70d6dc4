"""What redundancy says in words: which layers carry the same, and which turned since the best step."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from clicklens.analysis.naming import layer_name, layer_number
from clicklens.analysis.result import Finding
from clicklens.analysis.untrained import without_verdict
from clicklens.core.interval import Interval

if TYPE_CHECKING:
    from clicklens.analysis.redundancy_result import LayerTurn, RedundancyResult

TURNED = 0.9  # CKA of a layer with itself, below which it is worth a warning when it turned after the best step


def redundancy_findings(result: RedundancyResult, *, of_all_rows: bool = True) -> tuple[Finding, ...]:
    """Layers that carry the same, the surest first, or the pair that is nearest; then the layer that turned most."""
    same = _same(result, of_all_rows)
    turned = _turned(result)
    return without_verdict((*(same or [_nearest(result)]), *([turned] if turned else [])), result.step)


def _same(result: RedundancyResult, of_all_rows: bool) -> list[Finding]:
    """Neighbouring layers only: between others something stands that may be needed. One remedy at a time, and none but
    at the step that would be kept: before training, layers pass on what they are given and look alike too. Nor of
    chosen rows alone, since others may need the layer.
    """
    pairs = [(cka, below, tap) for below, tap in pairwise(result.layers) if (cka := result.likeness(below, tap))]
    same = sorted((pair for pair in pairs if pair[0].low >= result.alike), key=lambda pair: -pair[0].value)
    is_kept = of_all_rows and result.step > 0 and result.step == result.best_step
    found: list[Finding] = []
    for cka, below, tap in same:
        number = layer_number(tap)
        told = f"{_both(below, tap)} carry the same on {result.split} at step {result.step:,} {_told(cka)}"
        if number is None or not is_kept:
            found.append(Finding(text=f"{told}."))
        elif any(finding.remedy for finding in found):
            found.append(Finding(text=f"{told}, too; drop one layer at a time and look again."))
        else:
            found.append(Finding(text=f"{told}: one can go.", remedy=f"drop-layer {number}"))
    return found


def _nearest(result: RedundancyResult) -> Finding:
    known = [(cka, pair) for pair in result.pairs if (cka := pair.cka) is not None]
    if len(result.layers) == 1:
        name = layer_name(*result.layers)
        text = f"{name[0].upper()}{name[1:]} is the only one: there is no other that could carry the same."
        return Finding(text=text)
    if not known:
        return Finding(text="Which layers carry the same cannot be told: they do not vary over the rows.")
    cka, pair = max(known, key=lambda entry: entry[0].value)
    names, where = _both(pair.layer, pair.other), f"on {result.split} at step {result.step:,}"
    if cka.high < result.alike:
        text = f"No two layers carry the same {where}; the nearest are {names[0].lower()}{names[1:]} {_told(cka)}."
        return Finding(text=text, severity="good")
    text = f"{names} are the nearest {where} {_told(cka)}: not surely neighbours that carry the same."
    return Finding(text=text)


def _turned(result: RedundancyResult) -> Finding | None:
    known = [(turn, turn.cka.value) for turn in result.turns if turn.cka is not None]
    if not known or result.other_step is None:
        return None
    most: LayerTurn = min(known, key=lambda entry: entry[1])[0]
    if most.cka is None:
        return None
    early, late = sorted((result.step, result.other_step))
    marked = " (the best step)" if early == result.best_step else ""
    text = (
        f"From step {early:,}{marked} to step {late:,}, {layer_name(most.layer)} turned most on {result.split} "
        f"(CKA with itself {most.cka.value:.2f}, {most.cka.low:.2f} to {most.cka.high:.2f})."
    )
    is_late = result.best_step is not None and early >= result.best_step
    return Finding(text=text, severity="warning" if is_late and most.cka.high < TURNED else "info")


def _told(cka: Interval) -> str:
    """With as many digits as tell it from 1."""
    digits = 2 if cka.high < 0.99 else 3
    return f"(CKA {cka.value:.{digits}f}, {cka.low:.{digits}f} to {cka.high:.{digits}f})"


def _both(below: str, tap: str) -> str:
    """'Layers 3 and 4', at the start of a sentence."""
    numbers = layer_number(below), layer_number(tap)
    if None in numbers:
        name = f"{layer_name(below)} and {layer_name(tap)}"
        return name[0].upper() + name[1:]
    return f"Layers {numbers[0]} and {numbers[1]}"
