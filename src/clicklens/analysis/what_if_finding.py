"""What a what-if answer says in words: how far pctr moves, and what makes the answer doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clicklens.analysis.live_finding import doubts, other_step
from clicklens.analysis.reading import shown
from clicklens.analysis.result import Finding
from clicklens.analysis.row_score import pctr_text

if TYPE_CHECKING:
    from clicklens.analysis.what_if_result import ChangedValue, WhatIf

APART = 0.25  # of the moves in logit: how far all changes differ from the sum of each alone to be worth a sentence


def what_if_findings(result: WhatIf) -> tuple[Finding, ...]:
    """First how far pctr moves; then which changes act together, what is unknown, rare or out of range."""
    findings = [_move(result)]
    together = _together(result)
    findings += [together] if together is not None else []
    for change in result.changes:
        findings += doubts(change.field, change.known)
    if result.step != result.asked_step:
        findings.append(other_step(result.step, result.asked_step))
    return tuple(findings)


def _move(result: WhatIf) -> Finding:
    told = " and ".join(_told(change) for change in result.changes)
    before, after = result.before.pctr, result.after.pctr
    text = f"Pctr goes from {pctr_text(before)} to {pctr_text(after)} with {told}"
    return Finding(text=f"{text}, by the model of step {result.step:,}.")


def _told(change: ChangedValue) -> str:
    return f"no {change.field}" if change.after in (None, ()) else f"{change.field} = {shown(change.after)}"


def _together(result: WhatIf) -> Finding | None:
    """Changes that act together, on the logit scale, on which they would otherwise add up."""
    moves = [change.alone.logit - result.before.logit for change in result.changes]
    all_moved, added = result.after.logit - result.before.logit, sum(moves)
    size = sum(abs(move) for move in moves)
    if len(moves) < 2 or abs(all_moved - added) <= APART * max(size, 0.1):
        return None
    text = (
        f"The changes act together: they move the logit by {all_moved:+.2f}, where each alone adds up to {added:+.2f}."
    )
    return Finding(text=text)
