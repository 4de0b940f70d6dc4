"""What the sets of one row say in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clicklens.analysis.interactions_finding import FAITHFUL
from clicklens.analysis.interactions_result import set_name
from clicklens.analysis.live_finding import other_step
from clicklens.analysis.reading import shown
from clicklens.analysis.result import Finding

if TYPE_CHECKING:
    from clicklens.analysis.row_interactions_result import RowInteractions


def row_findings(result: RowInteractions) -> tuple[Finding, ...]:
    """The strongest set and what it brings, what the row leans on, then what is doubtful."""
    findings = [*_strongest(result), *_leans(result)]
    if result.fidelity is not None and result.fidelity < FAITHFUL:
        text = f"The surrogate stands in for the model poorly in this row (R² {result.fidelity:.2f})."
        findings.append(Finding(text=text, severity="warning"))
    if result.step != result.asked_step:
        findings.append(other_step(result.step, result.asked_step))
    return tuple(findings)


def _strongest(result: RowInteractions) -> Iterator[Finding]:
    if not result.sets:
        yield Finding(text="No fields act together in this row: its logit is the sum of what each brings.")
        return
    first = result.sets[0]
    value = {one.field: shown(one.value) for one in result.fields}
    held = " / ".join(value[name] for name in first.fields)
    yield Finding(
        text=f"{set_name(first.fields)} ({held}) act together most in this row: they bring {first.brings:+.3f} to the "
        f"logit, of which {first.beyond:+.3f} is more than each alone."
    )


def _leans(result: RowInteractions) -> Iterator[Finding]:
    most = max(result.fields, key=lambda one: one.saliency)
    if most.saliency <= 0:
        return
    named = {name for one in result.sets[:3] for name in one.fields}
    also = (
        "stands in one of its three strongest sets" if most.field in named else "stands in none of its strongest sets"
    )
    yield Finding(text=f"Of single fields it leans most on `{most.field}`, which {also}.")
