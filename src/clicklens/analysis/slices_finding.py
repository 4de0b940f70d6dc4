"""Where the model is worst, in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from clicklens.analysis.result import Finding
from clicklens.analysis.untrained import without_verdict
from clicklens.core.interval import Interval

if TYPE_CHECKING:
    from clicklens.analysis.slices_result import SliceFigures, SlicesResult

FEWEST = 10  # clicked rows, and as many others, below which no order is judged


def slices_findings(result: SlicesResult) -> tuple[Finding, ...]:
    """The slice of surely worst order, the one whose level is surely furthest off, and what could not be used."""
    usable = [found for found in result.slices if found.parts is not None]
    lacking = [found for found in result.slices if found.parts is None]
    findings = [_order(result, usable), *_level(usable)] if usable else []
    findings += [Finding(text=f"Slice '{found.name}' cannot be used here: {found.reason}.") for found in lacking]
    return without_verdict(findings, result.step)


def _order(result: SlicesResult, usable: list[SliceFigures]) -> Finding:
    judged = [found for found in usable if found.auc_gap is not None and _has_enough(found)]
    where = f"on {result.split} at step {result.step:,}"
    if not judged:
        return Finding(
            text=f"No slice has {FEWEST} clicked and {FEWEST} other rows {where}; none can be judged by AUC."
        )
    worst = min(judged, key=lambda found: found.auc_gap.high if found.auc_gap else math.inf)
    gap, parts = worst.auc_gap, worst.parts
    if gap is None or parts is None or gap.high >= 0:
        text = f"No slice is surely ordered worse than the rest {where}: {_count(len(judged))} looked at."
        return Finding(text=text, severity="good" if len(judged) > 1 else "info")
    one, rest = parts.selection, parts.rest
    text = (
        f"The model orders rows worst where {worst.said}: AUC {one.auc.value:.4f} against {rest.auc.value:.4f} on the "
        f"rest ({_range(gap)}), {where}, {one.rows:,} rows ({one.share:.1%}); {_count(len(judged))} looked at."
    )
    return Finding(text=text, severity="warning")


def _level(usable: list[SliceFigures]) -> list[Finding]:
    sure = [found for found in usable if found.pcoc_gap is not None and found.pcoc_gap.excludes_zero]
    if not sure:
        return []
    worst = max(sure, key=lambda found: abs(found.pcoc_gap.value) if found.pcoc_gap else 0.0)
    if worst.parts is None or worst.pcoc_gap is None:
        return []
    one, rest = worst.parts.selection, worst.parts.rest
    text = (
        f"Its level is furthest off where {worst.said}: it promises {one.pcoc.value:.2f} times the clicks that came, "
        f"and {rest.pcoc.value:.2f} times on the rest ({_range(worst.pcoc_gap)})."
    )
    return [Finding(text=text, severity="warning")]


def _has_enough(found: SliceFigures) -> bool:
    if found.parts is None:
        return False
    one = found.parts.selection
    return min(one.clicked, one.rows - one.clicked) >= FEWEST


def _range(gap: Interval) -> str:
    return f"difference {gap.value:+.4f}, {gap.level:.2%} interval {gap.low:+.4f} to {gap.high:+.4f}"


def _count(slices: int) -> str:
    return "1 slice was" if slices == 1 else f"{slices} slices were"
