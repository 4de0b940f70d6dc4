"""A comparison in words: which side is better and by how much, and where the two lean, move and score differently."""

from __future__ import annotations

from collections.abc import Iterable

from clicklens.analysis.comparison_result import Change, Comparison
from clicklens.analysis.result import Finding
from clicklens.core.interval import Interval
from clicklens.metrics import LOWER_IS_BETTER, rela_impr

WORTH_SAYING = 0.01  # of a share, and of a layer's fluctuation relative to its own: less is left to the table
WORDS = {"auc": "AUC", "log_loss": "log loss"}


def describe(result: Comparison) -> tuple[Finding, ...]:
    """The verdict on AUC and on log loss first, then calibration, saliency, layers and rows."""
    changes = {change.name: change for change in result.metrics}
    where = f"On {result.before.rows:,} rows of {result.split} that both kept"
    if not result.same_rows:
        where = f"On {result.before.rows:,} and {result.after.rows:,} rows of {result.split}"
    found = [_verdict(where, changes["auc"], result)] if "auc" in changes else []
    if not found:
        text = f"{where}, AUC is undefined: all rows are of one class, so neither side can be called better."
        found = [Finding(text=text, severity="warning")]
    if "log_loss" in changes:
        found.append(_verdict("", changes["log_loss"], result))
    found += _calibration(changes.get("pcoc"))
    found += _leaning(result.shares)
    found += _layers(result.fluctuation)
    found += _rows(result)
    return tuple(found)


def _verdict(where: str, change: Change, result: Comparison) -> Finding:
    name = WORDS[change.name]
    subject = f"{where}, {name}" if where else name[0].upper() + name[1:]
    if change.before is None or change.after is None:
        side = result.before.name if change.before is None else result.after.name
        return Finding(text=f"{subject} is undefined on {side}: its rows are of one class.", severity="warning")
    text = f"{subject} goes from {change.before:.4f} ({result.before.name}) to {change.after:.4f} ({result.after.name})"
    interval = change.difference
    if interval is None:
        return Finding(text=f"{text}; how far chance reaches cannot be told from these rows.")
    stated = (
        f"{text}: {interval.value:+.4f} ({interval.level:.0%} interval {interval.low:+.4f} to {interval.high:+.4f})"
    )
    if not interval.excludes_zero:
        return Finding(text=f"{stated}, which chance alone could bring.")
    is_better = (interval.value < 0) == (change.name in LOWER_IS_BETTER)
    ending = "better" if is_better else "worse"
    relative = rela_impr(change.after, change.before) if change.name == "auc" else None
    ahead = "" if relative is None else f" RelaImpr {relative:+.1%}: the change as a share of the lead over chance."
    return Finding(text=f"{stated}: {ending}, beyond chance.{ahead}", severity="good" if is_better else "warning")


def _calibration(change: Change | None) -> list[Finding]:
    if change is None or change.before is None or change.after is None or change.difference is None:
        return []
    if not change.difference.excludes_zero:
        return []
    is_nearer = abs(change.after - 1) < abs(change.before - 1)
    text = (
        f"For each click that came, {change.before:.2f} were promised and now {change.after:.2f} are "
        f"({change.difference.low:+.2f} to {change.difference.high:+.2f}); 1 is right."
    )
    return [Finding(text=text, severity="info" if is_nearer else "warning")]


def _leaning(shares: Iterable[Change]) -> list[Finding]:
    sure = [change for change in shares if _is_sure(change) and _moved(change) >= WORTH_SAYING]
    if not sure:
        return []
    change = max(sure, key=_moved)
    text = (
        f"`{change.name}` changes its share of saliency most: from {change.before or 0.0:.1%} to "
        f"{change.after or 0.0:.1%} (interval of the difference {_points(change.difference)})."
    )
    return [Finding(text=text)]


def _layers(fluctuation: Iterable[Change]) -> list[Finding]:
    sure = [change for change in fluctuation if _is_sure(change) and _relative(change) >= WORTH_SAYING]
    if not sure:
        return []
    change = max(sure, key=_relative)
    before, after = change.before or 0.0, change.after or 0.0
    by = f"{after / before:.2f} times what it was" if before > 0 else "from none at all"
    return [Finding(text=f"{change.name} changes its fluctuation most: {before:.4f} to {after:.4f}, {by}.")]


def _rows(result: Comparison) -> list[Finding]:
    if result.moves is None or not result.moved:
        return []
    row = result.moved[0]
    clicked = "clicked" if row.clicked else "not clicked"
    text = (
        f"Half of the rows moved by less than {result.moves.median:.4f} of pctr; the one that moved most "
        f"(example {row.example_id}, {clicked}) went from {row.before:.4f} to {row.after:.4f}."
    )
    return [Finding(text=text)]


def _is_sure(change: Change) -> bool:
    return change.difference is not None and change.difference.excludes_zero


def _moved(change: Change) -> float:
    return abs((change.after or 0.0) - (change.before or 0.0))


def _points(interval: Interval | None) -> str:
    return "unknown" if interval is None else f"{100 * interval.low:+.1f} to {100 * interval.high:+.1f} points"


def _relative(change: Change) -> float:
    return _moved(change) / change.before if change.before else float("inf")
