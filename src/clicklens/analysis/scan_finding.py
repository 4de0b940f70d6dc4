"""What a scan says in words: how far the field moves this row, where its own value lies, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clicklens.analysis.live_finding import RARE, other_step
from clicklens.analysis.reading import shown
from clicklens.analysis.result import Finding
from clicklens.analysis.row_score import pctr_text

if TYPE_CHECKING:
    from clicklens.analysis.scan_result import Scan, ScannedValue


def scan_findings(result: Scan) -> tuple[Finding, ...]:
    """The range and the row's own place in it; then what is rare, unknown, or was not looked at."""
    findings = [_range(result)]
    rare = [point for point in (result.lowest, result.highest) if point.count is not None and 0 < point.count < RARE]
    if rare and result.lowest.score != result.highest.score:
        told = " and ".join(dict.fromkeys(f"{shown(point.value)} ({point.count:,})" for point in rare))
        text = f"Training holds an end of that range fewer than {RARE} times: {told}. The model has hardly learnt it."
        findings.append(Finding(text=text))
    unknown = [shown(point.value) for point in result.points if point.is_unknown]
    if unknown:
        more = f" and {len(unknown) - 5:,} more" if len(unknown) > 5 else ""
        text = f"Never seen in training, or too rarely: {', '.join(unknown[:5])}{more}; read as unknown."
        findings.append(Finding(text=text, severity="warning"))
    if result.known is not None and len(result.points) < result.known:
        text = f"Looked at {len(result.points):,} of the {result.known:,} values that training knows."
        findings.append(Finding(text=text))
    if result.step != result.asked_step:
        findings.append(other_step(result.step, result.asked_step))
    return tuple(findings)


def _range(result: Scan) -> Finding:
    low, high, own = result.lowest, result.highest, result.own_score.pctr
    text = f"{result.field} moves this row's pctr from {_end(low)} to {_end(high)}"
    if low.score == high.score:
        text = f"{result.field} does not move this row's pctr"
    if result.own in (None, ()):
        return Finding(text=f"{text}; as it is, without a value that training knows, it is {pctr_text(own)}.")
    return Finding(text=f"{text}; its own value, {shown(result.own)}{_times(result)}, gives {pctr_text(own)}.")


def _end(point: ScannedValue) -> str:
    return f"{pctr_text(point.score.pctr)} ({shown(point.value)})"


def _times(result: Scan) -> str:
    """How often training holds the row's own value."""
    if result.own_count is None:
        return ""
    many = isinstance(result.own, tuple) and len(result.own) > 1
    times = "once" if result.own_count == 1 else f"{result.own_count:,} times"
    return f" ({'the rarest ' if many else ''}{times} in training)"
