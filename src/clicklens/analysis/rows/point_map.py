"""PointMap: the rows of a split as points on a plane, at one layer and step.

By principal components at once, along the same two directions at every step, so that the same points move smoothly
through training; or by t-SNE, where the analysis ``projection`` has made one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.captured import Captured
from clicklens.core.errors import NotFoundError, UnavailableError, nearest

Floats = NDArray[np.float64]
Method: TypeAlias = Literal["pca", "tsne"]

MOST_ROWS = 20_000  # of each split, that the directions are fitted on
ROWS_AT_ONCE = 65_536


@dataclass(frozen=True)
class PointCloud:
    """Points with the rows that they are."""

    places: NDArray[np.int64]  # (m,) rows of the split's sample, ascending
    x: Floats  # (m,)
    y: Floats  # (m,)
    method: Method
    tap: str
    step: int  # optimiser steps
    fitted_at: int | None  # optimiser steps: the snapshot whose directions these are; None for t-SNE
    variance_share: float | None  # of the layer at this step that the plane shows, 0 to 1; None for t-SNE


def map_points(subject: Captured, *, tap: str, method: Method, step: int, split: str) -> PointCloud:
    """Raises NotFoundError for a step, split or tap that the run lacks, UnavailableError where no t-SNE was made."""
    known = subject.taps()
    if tap not in known:
        raise NotFoundError(f"run '{subject.run.id}' has no tap '{tap}'{nearest(tap, known)}")
    subject.states(step, split)
    if method == "tsne":
        return _tsne(subject, tap=tap, step=step, split=split)
    return _pca(subject, tap=tap, step=step, split=split)


def _pca(subject: Captured, *, tap: str, step: int, split: str) -> PointCloud:
    """The two directions of greatest variance at the last snapshot, over the rows of all splits together.

    The same directions serve every step and split; each step is centred on its own mean over all splits.
    """
    fitted_at = subject.steps[-1]
    axes = _directions(_some_states(subject, fitted_at, tap))  # (H, 2)
    here = _some_states(subject, step, tap)  # (m, H)
    centre = here.mean(axis=0)
    states = subject.states(step, split).activations[tap]  # (n, H)
    points = np.empty((len(states), 2))
    for first in range(0, len(states), ROWS_AT_ONCE):
        points[first : first + ROWS_AT_ONCE] = (states[first : first + ROWS_AT_ONCE] - centre) @ axes
    total = float(np.square(here - centre).sum())
    shown = float(np.square((here - centre) @ axes).sum())
    return PointCloud(
        places=np.arange(len(points)),
        x=points[:, 0],
        y=points[:, 1],
        method="pca",
        tap=tap,
        step=step,
        fitted_at=fitted_at,
        variance_share=min(shown / total, 1.0) if total > 0 else None,
    )


def _some_states(subject: Captured, step: int, tap: str) -> Floats:
    """Evenly chosen rows of every split, (m, H). Raises UnavailableError where a state is not finite."""
    parts = []
    for split in subject.splits:
        states = subject.states(step, split).activations[tap]
        parts.append(states[:: -(-len(states) // MOST_ROWS)].astype(np.float64))
    found: Floats = np.concatenate(parts)
    if not np.isfinite(found).all():
        raise UnavailableError(f"the states of '{tap}' at step {step:,} are not finite: the model diverged")
    return found


def _directions(states: Floats) -> Floats:
    """(H, 2) of greatest variance; signs so that the greatest loading is positive, zeros where nothing varies."""
    centred = states - states.mean(axis=0)
    variances, axes = np.linalg.eigh(centred.T @ centred / len(centred))  # ascending
    first = axes[:, ::-1][:, :2]
    first = first * np.sign(first[np.argmax(np.abs(first), axis=0), np.arange(first.shape[1])])
    first[:, variances[::-1][: first.shape[1]] <= 1e-12 * max(variances[-1], 1e-300)] = 0.0
    directions: Floats = np.pad(first, [(0, 0), (0, 2 - first.shape[1])])
    return directions


def _tsne(subject: Captured, *, tap: str, step: int, split: str) -> PointCloud:
    """From the newest kept projection that shows this layer and step."""
    for text in subject.store.results(subject.run.id, "projection."):
        kept = json.loads(text)
        if kept["method"] != "tsne" or kept["split"] != split:
            continue
        for drawn in kept["maps"]:
            if (drawn["step"], drawn["tap"]) == (step, tap):
                return _of_kept(subject, kept, drawn)
    raise UnavailableError(
        f"no t-SNE of '{tap}' at step {step:,} on {split} has been made; look at principal components, or ask with "
        f"'clicklens analyze {subject.run.id} projection --split {split} --step {step}'"
    )


def _of_kept(subject: Captured, kept: dict[str, list[int]], drawn: dict[str, list[float]]) -> PointCloud:
    ids = np.asarray(subject.states(int(drawn["step"]), str(kept["split"])).example_ids)  # type: ignore[call-overload]
    order = np.argsort(ids, kind="stable")
    at = np.searchsorted(ids[order], np.asarray(kept["example_ids"], dtype=np.int64))
    places = order[np.minimum(at, len(order) - 1)]
    is_there = ids[places] == np.asarray(kept["example_ids"])
    ascending = np.flatnonzero(is_there)[np.argsort(places[is_there])]
    return PointCloud(
        places=places[ascending],
        x=np.asarray(drawn["x"], dtype=np.float64)[ascending],
        y=np.asarray(drawn["y"], dtype=np.float64)[ascending],
        method="tsne",
        tap=str(drawn["tap"]),
        step=int(drawn["step"]),  # type: ignore[call-overload]
        fitted_at=None,
        variance_share=None,
    )
