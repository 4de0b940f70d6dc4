"""What one row says in words: how it was scored, what the model leans on, how that came about, what it is near to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scipy.special import betaincinv

from clicklens.analysis.naming import layer_name
from clicklens.analysis.reading import shown
from clicklens.analysis.result import Finding
from clicklens.analysis.row_score import pctr_text

if TYPE_CHECKING:
    from clicklens.analysis.example_result import ExampleResult

WORST = 0.1  # share of rows with the largest log loss that are told as such
CHANGED = 0.1  # of pctr between two steps, from which it is told


def example_findings(result: ExampleResult) -> tuple[Finding, ...]:
    """The score first, then what changed, then what the model finds alike."""
    found = (_score(result), _course(result), _near(result))
    return tuple(finding for finding in found if finding is not None)


def _score(result: ExampleResult) -> Finding:
    now = result.now
    event = result.task if result.task != "click" else ""
    happened = ("Clicked" if result.label == 1 else "Not clicked") if not event else f"{event}: {result.label:g}"
    text = (
        f"{happened}, and scored {pctr_text(now.pctr)} at step {result.step:,}: {_standing(result)}{_leaning(result)}."
    )
    return Finding(text=text, severity="warning" if now.loss_rank > 1 - WORST else "info")


def _standing(result: ExampleResult) -> str:
    """Among the worst rows where it is one, otherwise where its score stands."""
    now, rows = result.now, result.rows[result.split]
    loss = f"(log loss {now.log_loss:.2f})"
    if now.loss_rank <= 1 - WORST:
        return f"higher than {now.rank:.0%} of {result.split} rows {loss}"
    share = 1 - now.loss_rank
    if share * rows <= 1:
        return f"of the {rows:,} {result.split} rows the one that the model gets most wrong {loss}"
    return f"among the {_percent(share)} of {result.split} rows that the model gets most wrong {loss}"


def _leaning(result: ExampleResult) -> str:
    known = [(field, field.share, field.usual_share or 0.0) for field in result.fields if field.share is not None][:2]
    if not known:
        return ""
    told = [
        f"`{field.field}` {shown(field.value)} ({share:.0%} of its saliency, over all rows {usual:.0%})"
        for field, share, usual in known
    ]
    return f"; the model leans on {' and '.join(told)}"


def _course(result: ExampleResult) -> Finding | None:
    """From the step looked at to the last one; where that is it, from the best one, or the first one after step 0."""
    later = result.film[-1]
    first = next((point.step for point in result.film if point.step > 0), later.step)
    since = result.step if result.step != later.step else result.best_step or first
    then = next(point for point in result.film if point.step == since)
    if then.step == later.step or abs(later.pctr - then.pctr) < CHANGED:
        return None
    better = (later.pctr > then.pctr) == (result.label == 1)
    text = (
        f"From step {then.step:,} to step {later.step:,} its pctr went from {pctr_text(then.pctr)} to "
        f"{pctr_text(later.pctr)}, {'towards' if better else 'away from'} what happened."
    )
    return Finding(text=text)


def _near(result: ExampleResult) -> Finding | None:
    if not result.near or result.layer is None:
        return None
    clicked, near = sum(row.label == 1 for row in result.near), len(result.near)
    low, high = _exact_range(clicked, near)
    closest, usual = result.near[0].distance, result.usual_distance
    far = "" if not usual else f"; the nearest lies at {closest / usual:.2f} of the usual distance"
    text = (
        f"Of the {near} rows nearest to it in {layer_name(result.layer)}, {clicked} clicked "
        f"({clicked / near:.0%}, {low:.0%} to {high:.0%}){far}."
    )
    return Finding(text=text)


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.01 else f"{share:.2%}"


def _exact_range(clicked: int, rows: int) -> tuple[float, float]:
    """The share's exact 95% interval (Clopper and Pearson 1934)."""
    low = float(betaincinv(clicked, rows - clicked + 1, 0.025)) if clicked else 0.0
    high = float(betaincinv(clicked + 1, rows - clicked, 0.975)) if clicked < rows else 1.0
    return low, high
