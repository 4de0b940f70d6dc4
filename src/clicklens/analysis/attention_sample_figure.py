"""How weights over many rows are drawn: by place, what the logit loses without them, by field, by pair."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.attention_figure import draw_pairs
from clicklens.analysis.figure import FAINT, INK, OTHERS, draw_line, figure_of_panels, name_axes
from clicklens.analysis.naming import shortened

if TYPE_CHECKING:
    from clicklens.analysis.attention_sample_result import AttentionSample, FieldSample, PositionSample
    from clicklens.core.interval import Interval

READING = (
    "Mean weight of the newest behaviour, the one before it, and so on. How far the logit moves without the k "
    "behaviours of most weight, and without k at random: where the lines lie apart, the weights tell what moves the "
    "score. Whiskers hold 95% of what redrawn rows give. Of pairs: how much the field of the row takes from that of "
    "the column."
)


def draw_attention_sample(result: AttentionSample) -> Figure:
    """Two panels for each weighing of behaviours, one for each other."""
    draws: list[Callable[[Figure, Axes], None]] = []
    for sample in result.positions:
        draws += [_panel(_by_place, sample), _panel(_by_size, sample)]
    draws += [_panel(_by_field, fields) for fields in result.fields]
    draws += [_pairs(pair) for pair in result.pairs]
    rows = result.rows.get(result.split, 0)
    title = f"What the model of step {result.step:,} weighs in {rows:,} rows of {result.split}"
    figure, axes = figure_of_panels(max(len(draws), 1), title=title, reading=READING)
    for axis, draw in zip(axes, draws, strict=False):
        draw(figure, axis)
    if not draws:
        axes[0].text(0.5, 0.5, "This model weighs nothing by itself", ha="center", va="center", color=FAINT)
        axes[0].set_axis_off()
    return figure


def _panel(draw: Callable[..., None], sample: PositionSample | FieldSample) -> Callable[[Figure, Axes], None]:
    return lambda _figure, axis: draw(axis, sample)


def _pairs(pair: object) -> Callable[[Figure, Axes], None]:
    return lambda figure, axis: draw_pairs(figure, axis, pair)  # type: ignore[arg-type]


def _by_place(axis: Axes, sample: PositionSample) -> None:
    known = [(place.back, place.weight) for place in sample.places if place.weight is not None]
    draw_line(axis, [back for back, _ in known], [weight.value for _, weight in known], label="weight", colour=INK)
    low, high = [weight.low for _, weight in known], [weight.high for _, weight in known]
    axis.fill_between([back for back, _ in known], low, high, color=INK, alpha=0.15, linewidth=0)
    axis.axhline(0, color=FAINT, linewidth=0.8)
    title = f"Weight by place, {sample.weighing}"
    name_axes(axis, title=title, x="behaviour, 1: the newest", y="mean weight", legend=False)


def _by_size(axis: Axes, sample: PositionSample) -> None:
    for name, colour, of in (
        ("of most weight", OTHERS[0], [(one.k, one.top_move) for one in sample.removals]),
        ("at random", FAINT, [(one.k, one.random_move) for one in sample.removals]),
    ):
        known = [(k, move) for k, move in of if move is not None]
        axis.errorbar(
            [k for k, _ in known],
            [move.value for _, move in known],
            yerr=_reach([move for _, move in known]),
            color=colour,
            marker="o",
            ms=4,
            linewidth=1.4,
            capsize=2,
            label=name,
        )
    axis.set_ylim(bottom=0)
    title = f"Without k behaviours of {shortened(', '.join(sample.fields), 24)}"
    name_axes(axis, title=title, x="k, behaviours taken out", y="move of the logit")


def _reach(intervals: list[Interval]) -> np.ndarray:
    return np.array([[one.value - one.low for one in intervals], [one.high - one.value for one in intervals]])


def _by_field(axis: Axes, sample: FieldSample) -> None:
    known = [(field, weight) for field, weight in zip(sample.fields, sample.weights, strict=True) if weight is not None]
    places = np.arange(len(known))
    axis.barh(places, [weight.value for _, weight in known], xerr=_reach([w for _, w in known]), color=OTHERS[0])
    axis.set_yticks(places, [shortened(field, 20) for field, _ in known])
    axis.invert_yaxis()
    name_axes(axis, title=f"Weight by field, {sample.weighing}", x="mean weight", y="", legend=False)
