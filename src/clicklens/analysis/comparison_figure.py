"""How a comparison is drawn: what became better or worse, where the model leans, how layers move, how far rows went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from clicklens.analysis.figure import ALARM, CLICKED, FAINT, INK, NOT_CLICKED, OTHERS, figure_of_panels, name_axes
from clicklens.analysis.naming import shortened
from clicklens.metrics import LOWER_IS_BETTER

if TYPE_CHECKING:
    from clicklens.analysis.comparison_result import Change, Comparison

BETTER = OTHERS[3]
DRAWN = ("auc", "gauc", "average_precision", "log_loss", "normalised_entropy", "ece")
FIELDS_SHOWN = 12
READING = (
    "Differences are after less before, with 95% intervals; what crosses the zero line can be chance. Hollow marks "
    "stand for before, full ones for after. {rows}"
)
SAME_ROWS = "Both sides saw the same rows, so the intervals are paired."
OTHER_ROWS = "The two days hold other rows, so part of any difference is the rows' own."


def draw_comparison(result: Comparison) -> Figure:
    """Up to four panels: metrics, saliency and layers where they were kept, and the moves of the rows."""
    panels = [_metrics] if any(change.name in DRAWN for change in result.metrics) else []
    panels += [_shares] if result.shares else []
    panels += [_fluctuation] if result.fluctuation else []
    panels += [_moves] if result.moves is not None else []
    reading = READING.format(rows=SAME_ROWS if result.same_rows else OTHER_ROWS)
    title = f"From {shortened(result.before.name, 34)} to {shortened(result.after.name, 34)}, {result.split}"
    figure, axes = figure_of_panels(max(len(panels), 1), title=title, reading=reading)
    for axis, draw in zip(axes, panels, strict=False):
        draw(axis, result)
    return figure


def _metrics(axis: Axes, result: Comparison) -> None:
    shown = [change for change in result.metrics if change.name in DRAWN]
    for place, change in enumerate(shown):
        if change.difference is not None:
            interval = change.difference
            is_better = (interval.value < 0) == (change.name in LOWER_IS_BETTER)
            colour = FAINT if not interval.excludes_zero else BETTER if is_better else ALARM
            marker = "o" if not interval.excludes_zero else "^" if is_better else "v"
            reach = [[interval.value - interval.low], [interval.high - interval.value]]
            axis.errorbar([interval.value], [place], xerr=reach, fmt=marker, ms=5, color=colour, elinewidth=1.4)
    for marker, colour, label in (("^", BETTER, "better"), ("v", ALARM, "worse"), ("o", FAINT, "may be chance")):
        axis.plot([], [], marker, color=colour, ms=5, label=label)
    axis.axvline(0, color=FAINT, linewidth=1, linestyle=(0, (2, 2)))
    axis.xaxis.set_major_locator(MaxNLocator(5))
    axis.set_yticks(range(len(shown)), [change.name.replace("_", " ") for change in shown])
    axis.set_ylim(len(shown) - 0.4, -0.6)
    name_axes(axis, title="What became better or worse", x="difference (the metric's own unit)", y="")


def _shares(axis: Axes, result: Comparison) -> None:
    shown = [change for change in result.shares if change.before is not None or change.after is not None]
    left = len(shown) - FIELDS_SHOWN
    _dumbbells(axis, shown[:FIELDS_SHOWN])
    title = "Share of saliency by field"
    name_axes(axis, title=title if left <= 0 else f"{title}, {FIELDS_SHOWN} that changed most", x="share", y="")


def _fluctuation(axis: Axes, result: Comparison) -> None:
    _dumbbells(axis, result.fluctuation)
    name_axes(axis, title="Fluctuation by layer", x="mean deviation of its neurons", y="")


def _dumbbells(axis: Axes, changes: Sequence[Change]) -> None:
    for place, change in enumerate(changes):
        is_sure = change.difference is not None and change.difference.excludes_zero
        colour = INK if is_sure else FAINT
        if change.before is not None and change.after is not None:
            axis.plot([change.before, change.after], [place, place], color=colour, linewidth=1.4)
        if change.before is not None:
            axis.plot([change.before], [place], "o", ms=5, mfc="white", mec=colour)
        if change.after is not None:
            axis.plot([change.after], [place], "o", ms=5, color=colour)
    axis.plot([], [], "o", color=INK, ms=5, label="differs beyond chance")
    axis.plot([], [], "o", color=FAINT, ms=5, label="may be chance")
    axis.set_yticks(range(len(changes)), [shortened(change.name, 26) for change in changes])
    axis.set_ylim(len(changes) - 0.4, -0.6)
    axis.set_xlim(left=0)


def _moves(axis: Axes, result: Comparison) -> None:
    if result.moves is None:
        return
    edges = result.moves.edges
    for shares, colour, dash, label in (
        (result.moves.not_clicked, NOT_CLICKED, "-", "not clicked"),
        (result.moves.clicked, CLICKED, (0, (4, 2)), "clicked"),
    ):
        axis.stairs(shares, edges, color=colour, linestyle=dash, linewidth=1.5, label=label)
    axis.axvline(0, color=FAINT, linewidth=1, linestyle=(0, (2, 2)))
    axis.set_ylim(bottom=0)
    name_axes(axis, title="How far pctr moved", x="pctr after less before", y="share of rows of the class")
