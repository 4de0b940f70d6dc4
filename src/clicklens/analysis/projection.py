"""Projection: what the model sees as alike. Each layer's states of the same rows as points on a plane.

t-SNE as in DeepInsight (Guo et al., arXiv:1806.08541), there of 10,000 clicked and 10,000 other training
rows; perplexity and the rest are not given there. The number beside the picture, neighbour purity, is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field as Setting

from clicklens.analysis.captured import Captured
from clicklens.analysis.layout import neighbours_needed, pca_layout, tsne_layout
from clicklens.analysis.neighbour_purity import Neighbours, Purity, nearest_neighbours, purity_of
from clicklens.analysis.projection_finding import find_gathering
from clicklens.analysis.projection_result import Method, PointMap, ProjectionResult, PurityGap
from clicklens.analysis.result import Analysis, Params
from clicklens.core.errors import NotFoundError, UnavailableError, nearest
from clicklens.data.split import TRAIN

Floats = NDArray[np.float64]
Place = tuple[int, str]  # step, tap

FEWEST = 10  # rows of each class


class ProjectionParams(Params):
    """Settings of the analysis."""

    split: str = TRAIN
    step: int | None = Setting(default=None, ge=0)  # None: the best step, or the last where no evaluation is kept
    through: tuple[int, ...] = ()  # further steps, through which the same points are followed
    taps: tuple[str, ...] | None = None  # None: all
    rows_per_class: int = Setting(default=2000, ge=FEWEST)  # at most; the paper has 10,000
    method: Method = "tsne"
    perplexity: float = Setting(default=30.0, ge=2)
    k: int = Setting(default=10, ge=1)  # neighbours of purity
    seed: int = Setting(default=0, ge=0)


class Projection(Analysis[ProjectionParams, ProjectionResult]):
    """Maps of the same rows, layer by layer and step by step."""

    kind: ClassVar[str] = "projection"
    version: ClassVar[int] = 2
    question: ClassVar[str] = "What does the model see as alike?"
    params = ProjectionParams
    result = ProjectionResult

    def lacks(self, subject: Captured, params: ProjectionParams) -> str | None:
        """Layers, and rows of both classes."""
        if not subject.taps():
            return "needs hidden layers; this model has none"
        if params.split not in subject.splits:
            return f"the run kept no split '{params.split}'{nearest(params.split, subject.splits)}"
        clicked = subject.labels(params.split) == 1
        fewest = min(int(clicked.sum()), int((~clicked).sum()))
        if fewest < max(FEWEST, params.k):
            return (
                f"needs {max(FEWEST, params.k)} clicked and as many other rows; the sample of '{params.split}' has "
                f"{int(clicked.sum())} clicked of {len(clicked)}"
            )
        return None

    def run(self, subject: Captured, params: ProjectionParams) -> ProjectionResult:
        """Raises NotFoundError for a split, step or tap that the run lacks."""
        *_, last = self.preview(subject, params)
        return last

    def preview(self, subject: Captured, params: ProjectionParams) -> Iterator[ProjectionResult]:
        """Principal components at once, then the t-SNE of the same points, where that is asked for."""
        reason = self.lacks(subject, params)
        if reason is not None:
            raise UnavailableError(reason)
        points = _Points(subject, params)
        yield points.result("pca", {place: pca_layout(states) for place, states in points.states.items()})
        if params.method == "tsne":
            yield points.result("tsne", points.follow())


class _Points:
    """The drawn rows, with their states in every layer and step that was asked for."""

    def __init__(self, subject: Captured, params: ProjectionParams) -> None:
        self._subject = subject
        self._params = params
        self.step = subject.best_or_last_step() if params.step is None else params.step
        steps = sorted({self.step, *params.through})
        known = subject.taps()
        for tap in params.taps or ():
            if tap not in known:
                raise NotFoundError(f"run '{subject.run.id}' has no tap '{tap}'{nearest(tap, known)}")
        self.taps = [tap for tap in known if params.taps is None or tap in params.taps]
        of = {step: subject.states(step, params.split) for step in steps}
        first = of[self.step]
        self.rows = draw_balanced(
            subject.labels(params.split), first.weights, at_most=params.rows_per_class, seed=params.seed
        )
        self.labels = subject.labels(params.split)[self.rows].astype(np.int64)
        self.ids = first.example_ids[self.rows]
        self.states = {(step, tap): of[step].activations[tap][self.rows] for step in steps for tap in self.taps}
        self._near: dict[Place, Neighbours] = {}

    def follow(self) -> dict[Place, Floats]:
        """t-SNE of every layer and step: the first layer of the first step from its principal components, every upper
        layer from the one below, and every later step from the one before.
        """
        layouts: dict[Place, Floats] = {}
        former: dict[str, Floats] = {}
        below: Floats | None = None
        for (step, tap), states in self.states.items():
            start = former.get(tap, below)
            if self._is_silent((step, tap)):
                layouts[step, tap] = np.zeros((len(self.rows), 2))
                continue
            near, seed = self._neighbours((step, tap)), self._params.seed
            below = former[tap] = layouts[step, tap] = tsne_layout(
                states, near, perplexity=self._params.perplexity, seed=seed, start=start
            )
        return layouts

    def result(self, method: Method, layouts: dict[Place, Floats]) -> ProjectionResult:
        """The maps with their purity, and what they say."""
        params, subject, n = self._params, self._subject, len(self.rows)
        inside = {place: self._layer_purity(place) for place in self.states}
        clicked = int(self.labels.sum())
        perplexity = min(params.perplexity, neighbours_needed(n, params.perplexity) / 3)
        result = ProjectionResult(
            run_id=subject.run.id,
            rows={params.split: n},
            findings=(),
            step=self.step,
            split=params.split,
            method=method,
            perplexity=perplexity if method == "tsne" else None,
            seed=params.seed,
            k=params.k,
            chance=(clicked - 1) / (n - 1),
            example_ids=tuple(self.ids.tolist()),
            labels=tuple(self.labels.tolist()),
            pctr={step: rounded(subject.pctr(step, params.split)[self.rows]) for step, _ in self.states},
            maps=tuple(self._map(place, layouts[place], inside[place]) for place in self.states),
            gaps=tuple(self._gaps(inside)),
        )
        return result.model_copy(update={"findings": find_gathering(result)})

    def _map(self, place: Place, layout: Floats, inside: Purity | None) -> PointMap:
        drawn = None
        if inside is not None:
            near = nearest_neighbours(layout, self._params.k, seed=self._params.seed)
            drawn = purity_of(self.labels, near.ids).interval()
        x, y = rounded(layout[:, 0]), rounded(layout[:, 1])
        layer = None if inside is None else inside.interval()
        return PointMap(step=place[0], tap=place[1], x=x, y=y, map_purity=drawn, layer_purity=layer)

    def _gaps(self, inside: dict[Place, Purity | None]) -> Iterator[PurityGap]:
        for step in dict.fromkeys(step for step, _ in self.states):
            for below, tap in pairwise(self.taps):
                upper, lower = inside[step, tap], inside[step, below]
                gap = None if upper is None or lower is None else upper.less(lower)
                yield PurityGap(step=step, tap=tap, below=below, gap=gap)

    def _layer_purity(self, place: Place) -> Purity | None:
        if self._is_silent(place):
            return None
        return purity_of(self.labels, self._neighbours(place).nearest(self._params.k))

    def _neighbours(self, place: Place) -> Neighbours:
        """In the layer itself, as many as purity and t-SNE need."""
        if place not in self._near:
            params = self._params
            needed = neighbours_needed(len(self.rows), params.perplexity) if params.method == "tsne" else params.k
            k = max(params.k, needed)
            self._near[place] = nearest_neighbours(self.states[place], k, seed=params.seed)
        return self._near[place]

    def _is_silent(self, place: Place) -> bool:
        """Whether all rows lie in one place."""
        return not np.ptp(self.states[place], axis=0).any()


def draw_balanced(
    labels: NDArray[np.float32], weights: NDArray[np.float32], *, at_most: int, seed: int
) -> NDArray[np.int64]:
    """As many clicked as other rows, at most ``at_most`` each, ascending; rows of more weight come sooner."""
    random = np.random.default_rng(seed)
    classes = [np.flatnonzero((labels == value) & (weights > 0)) for value in (0, 1)]
    size = min(at_most, *(len(rows) for rows in classes))
    chances = [weights[rows].astype(np.float64) for rows in classes]
    drawn = [
        random.choice(rows, size=size, replace=False, p=chance / chance.sum())
        for rows, chance in zip(classes, chances, strict=True)
    ]
    ascending: NDArray[np.int64] = np.sort(np.concatenate(drawn)).astype(np.int64)
    return ascending


def rounded(values: NDArray[np.floating]) -> tuple[float, ...]:
    """Four significant digits: finer than a screen shows, and half the text."""
    return tuple(float(f"{value:.4g}") for value in values.tolist())
