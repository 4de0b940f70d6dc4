"""How a table of vectors is drawn: points by category, and by pctr for one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import FAINT, figure_of_panels, name_axes
from clicklens.analysis.naming import shortened

if TYPE_CHECKING:
    from clicklens.analysis.embedding_map_result import EmbeddingMap

NAMED = 10  # categories with a colour of their own, the most frequent
READING = (
    "Each point is an id; near points have near vectors. Distances far apart and the shape of the whole mean little on "
    "a t-SNE map; what the sentences count is counted in the vectors themselves."
)


def draw_embedding_map(result: EmbeddingMap) -> Figure:
    """A panel by category or click rate, and one by pctr where a row was given."""
    panels = 1 if result.pctr is None else 2
    title = f"{len(result.values):,} ids of {shortened(result.table, 30)}, model of step {result.step:,}"
    figure, axes = figure_of_panels(panels, title=title, reading=READING)
    if result.categories is None:
        _by_number(
            figure, axes[0], result, [np.nan if r is None else r for r in result.rates], "click rate in training"
        )
    else:
        _by_category(axes[0], result, result.categories)
    if result.pctr is not None:
        _by_number(figure, axes[1], result, list(result.pctr), "pctr of the row with the id")
    return figure


def _by_category(axis: Axes, result: EmbeddingMap, categories: tuple[str | None, ...]) -> None:
    x, y = np.array(result.x), np.array(result.y)
    names, counts = np.unique([name for name in categories if name is not None], return_counts=True)
    shown = names[np.argsort(-counts, kind="stable")][:NAMED]
    rest = np.array([name not in shown for name in categories])
    axis.plot(x[rest], y[rest], "o", ms=2.5, color=FAINT, alpha=0.4, label="others" if rest.any() else "_")
    for place, name in enumerate(shown):
        chosen = np.array([one == name for one in categories])
        axis.plot(x[chosen], y[chosen], "o", ms=3.5, color=colormaps["tab10"](place), label=shortened(str(name), 20))
    name_axes(axis, title=f"By {shortened(str(result.category), 30)}", x="no unit", y="no unit")


def _by_number(figure: Figure, axis: Axes, result: EmbeddingMap, values: list[float], name: str) -> None:
    drawn = axis.scatter(result.x, result.y, c=values, s=9, cmap="viridis")
    figure.colorbar(drawn, ax=axis).ax.tick_params(labelsize=7)
    name_axes(axis, title=f"By {name}", x="no unit", y="no unit", legend=False)
