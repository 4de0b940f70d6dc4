"""What scores say in words: warnings first, then how good the model is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clicklens.analysis.naming import day_name
from clicklens.analysis.result import Finding
from clicklens.analysis.untrained import without_verdict
from clicklens.core.finding import Severity
from clicklens.core.interval import Interval
from clicklens.data.split import TRAIN

if TYPE_CHECKING:
    from clicklens.analysis.score_gap import AucGap
    from clicklens.analysis.scores_result import DayScores, ScoresResult, SplitScores

WIDE_GAP = 0.02  # AUC, from which the loss to train is worth a warning
OFF_LEVEL = 0.02  # |PCOC - 1| below which a wrong level is beyond doubt and still small


def scores_findings(result: ScoresResult) -> tuple[Finding, ...]:
    """By split that is not train: level, order, worst day, loss from train; the first split's order where there is no
    other. Warnings come first."""
    judged = [found for found in result.splits if found.split != TRAIN] or list(result.splits)
    findings = [_order(result, found) for found in judged]
    findings += [_gap(result, gap) for gap in result.gaps]
    findings += [
        found for split in judged for found in (_level(result, split), _worst_day(result, split.split)) if found
    ]
    findings.sort(key=lambda finding: finding.severity != "warning")
    return without_verdict(findings, result.step)


def _order(result: ScoresResult, found: SplitScores) -> Finding:
    scores, where = found.scores, f"At step {result.step:,}, on {found.split}"
    if scores.auc.value is None:
        only = "a click" if scores.clicked else "no click"
        return Finding(
            text=f"{where}, all {scores.rows:,} rows sampled have {only}: there is no AUC.", severity="warning"
        )
    auc, loss = (_with_range(e.value, e.interval, 4) for e in (scores.auc, scores.log_loss))
    return Finding(text=f"{where}, AUC is {auc} and log loss {loss} ({scores.rows:,} rows).")


def _gap(result: ScoresResult, gap: AucGap) -> Finding:
    train, other = (result.of(split).scores.auc.value or 0.0 for split in (TRAIN, gap.split))
    at = f"At step {result.step:,}"
    if not gap.gap.excludes_zero:
        text = (
            f"{at}, AUC is {train:.4f} on {TRAIN} and {other:.4f} on {gap.split}: no more apart than chance explains."
        )
        return Finding(text=text, severity="good")
    text = (
        f"{at}, AUC falls from {train:.4f} on {TRAIN} to {other:.4f} on {gap.split}, by {gap.gap}"
        if gap.gap.value > 0
        else f"{at}, AUC rises from {train:.4f} on {TRAIN} to {other:.4f} on {gap.split}, by {_flipped(gap.gap)}"
    )
    severity: Severity = "warning" if gap.gap.value > WIDE_GAP else "info"
    return Finding(text=f"{text}: {_sources(gap)}.", severity=severity)


def _sources(gap: AucGap) -> str:
    """Which class of rows the change comes from, the larger part first."""
    lower, higher = ("lower", "higher") if gap.gap.value > 0 else ("higher", "lower")
    sign = 1 if gap.gap.value > 0 else -1
    clicked = (sign * gap.clicked.value, f"from clicked rows scored {lower}")
    others = (sign * gap.not_clicked.value, f"from not-clicked rows scored {higher}")
    first, second = sorted([clicked, others], reverse=True)
    if second[0] <= 0:
        return f"all of it comes {first[1]} than on {TRAIN}"
    return f"{first[0]:.4f} of it comes {first[1]} than on {TRAIN}, {second[0]:.4f} {second[1]}"


def _level(result: ScoresResult, found: SplitScores) -> Finding | None:
    scores = found.scores
    if scores.pcoc.value is None:
        return None
    level = _with_range(scores.pcoc.value, scores.pcoc.interval, 2)
    interval = scores.pcoc.interval
    text = f"At step {result.step:,}, on {found.split}, the model promises {level} times the clicks that came"
    if interval is not None and (interval.low > 1 or interval.high < 1):
        warns = abs(scores.pcoc.value - 1) > OFF_LEVEL
        way = "too many" if scores.pcoc.value > 1 else "too few"
        return Finding(text=f"{text}: {way}.", severity="warning" if warns else "info")
    if scores.ece.value is not None and scores.ece_by_chance is not None and scores.ece.value > scores.ece_by_chance:
        text += (
            f": right on the whole, wrong by range of pctr (calibration error {scores.ece.value:.4f}, by chance at "
            f"most {scores.ece_by_chance:.4f})."
        )
        return Finding(text=text, severity="warning")
    return Finding(text=f"{text}: no sign of a wrong level.", severity="good")


def _worst_day(result: ScoresResult, split: str) -> Finding | None:
    known = [day for day in result.days if day.split == split and day.against_others is not None]
    if not known:
        return None
    worst = min(known, key=_lead)
    if worst.against_others is None:
        return None
    text = (
        f"The worst day of {split} is {day_name(worst.day)}: AUC {worst.scores.auc.value or 0.0:.4f}, "
        f"{_flipped(worst.against_others)} below the other days"
    )
    if worst.against_others.high < 0:
        return Finding(text=f"{text}, more than chance explains among {len(known)} days.", severity="warning")
    return Finding(text=f"{text}, no more than chance explains among {len(known)} days.")


def _lead(day: DayScores) -> float:
    return day.against_others.value if day.against_others is not None else 0.0


def _flipped(interval: Interval) -> str:
    return f"{-interval.value:.4f} ± {interval.reach:.4f}"


def _with_range(value: float | None, interval: Interval | None, digits: int) -> str:
    if value is None:
        return "undefined"
    shown = f"{value:.{digits}f}"
    return shown if interval is None else f"{shown} ({interval.low:.{digits}f} to {interval.high:.{digits}f})"
