"""How a search is drawn: the best so far by trial, the value by each setting, and the importance of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from clicklens.analysis.figure import FAINT, GRID, INK, figure_of_panels, name_axes, split_colour
from clicklens.search.request import shown

if TYPE_CHECKING:
    from clicklens.search.result import OpenSetting, SearchResult, SearchTrial

MOST_SETTINGS = 6  # that have a panel of their own
READING = (
    "Every dot is a training; hollow ones were ended early. The line is the best so far. The importance of a setting "
    "is its share of how much the metric varied over the trials, by a forest that was fitted to them (fANOVA): it says "
    "what mattered within these ranges, not whether more or less is better; for that look at the dots. With few trials "
    "it is a hint."
)


def draw_search(result: SearchResult) -> Figure:
    """A panel for the course, one for the importance, and one for each of the most important settings."""
    shown_settings = result.settings[:MOST_SETTINGS]
    figure, axes = figure_of_panels(
        2 + len(shown_settings),
        title=f"{result.metric} on {result.split} by settings: {result.run_id}",
        reading=READING,
    )
    _course(axes[0], result)
    _importance(axes[1], result)
    for axis, setting in zip(axes[2:], shown_settings, strict=True):
        _by_setting(axis, result, setting)
    return figure


def best_so_far(result: SearchResult) -> list[tuple[int, float]]:
    """Trial number and the best value of all complete trials up to it."""
    found: list[tuple[int, float]] = []
    better = min if result.lower_is_better else max
    for trial in result.trials:
        if trial.state == "complete" and trial.value is not None:
            found.append((trial.number, trial.value if not found else better(found[-1][1], trial.value)))
    return found


def _course(axis: Axes, result: SearchResult) -> None:
    colour = split_colour(result.split)
    for trial in result.trials:
        _dot(axis, trial.number, trial, colour)
    line = best_so_far(result)
    axis.step([number for number, _ in line], [value for _, value in line], where="post", color=colour, linewidth=1.6)
    axis.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    name_axes(axis, title="Best so far, by trial", x="trial", y=f"{result.metric} on {result.split}")


def _importance(axis: Axes, result: SearchResult) -> None:
    known = [s for s in result.settings if s.importance is not None][::-1]
    places = range(len(known))
    axis.barh(places, [s.importance or 0.0 for s in known], color=FAINT, height=0.6)
    axis.set_yticks(places, [s.key for s in known])
    axis.set_xlim(0, 1)
    if not known:
        axis.text(0.5, 0.5, "too few trials ended", transform=axis.transAxes, ha="center", color=FAINT)
        axis.set_yticks([])
    name_axes(axis, title="What each setting matters", x="share of the metric's variance", y="")


def _by_setting(axis: Axes, result: SearchResult, setting: OpenSetting) -> None:
    colour = split_colour(result.split)
    for trial in result.trials:
        if setting.key not in trial.settings:
            continue
        value = trial.settings[setting.key]
        _dot(axis, value if setting.choices is None else setting.choices.index(shown(value)), trial, colour)
    if setting.choices is not None:
        axis.set_xticks(range(len(setting.choices)), list(setting.choices))
        axis.set_xlim(-0.5, len(setting.choices) - 0.5)
    elif setting.log:
        axis.set_xscale("log")
    scale = " (log scale)" if setting.log else ""
    name_axes(axis, title=f"By {setting.key}", x=f"{setting.key}{scale}", y=f"{result.metric} on {result.split}")


def _dot(axis: Axes, x: float, trial: SearchTrial, colour: str) -> None:
    if trial.value is None:
        return
    is_whole = trial.state == "complete"
    edge = colour if is_whole else GRID if trial.state == "failed" else INK
    axis.plot([x], [trial.value], "o", ms=4, color=edge, markerfacecolor=colour if is_whole else "none")
