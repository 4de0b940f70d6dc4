"""Logistic probe: what a straight cut through one layer's states can tell of the click.

The linear classifier probe of Alain and Bengio (arXiv:1610.01644), by Newton's method. Our own solver and not
scikit-learn's: it starts from the former step's probe, leaves silent neurons out, and converges in a few passes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import LinAlgError, cho_factor, cho_solve

from clicklens.core.errors import FailedError, UnavailableError

Floats = NDArray[np.float64]

MOST_PASSES = 100
NEAR_ENOUGH = 1e-12  # half the squared Newton decrement: the objective's distance from its least value, a part of it
NEAR = 1e-2  # the same, from where on a curvature serves more than once
SAFE = 0.01  # of the penalty: rounding of the curvature below it does no harm


@dataclass(frozen=True)
class LogisticProbe:
    """logit(x) = Σ_j β_j (x_j - centre_j) / scale_j + b; β_j is 0 for a neuron that never varied."""

    centre: Floats  # (H,)
    scale: Floats  # (H,), 1 where a neuron never varied
    coefficients: Floats  # β (H,), on standardised states
    intercept: float  # b
    passes: int  # Newton steps taken

    def score(self, states: ArrayLike) -> Floats:
        """states (n, H) -> logits (n,)"""
        slopes = self.coefficients / self.scale
        logits: Floats = np.asarray(states, dtype=np.float64) @ slopes + (self.intercept - self.centre @ slopes)
        return logits


def fit_probe(
    states: ArrayLike, labels: ArrayLike, *, weights: ArrayLike, c: float = 1.0, start: LogisticProbe | None = None
) -> LogisticProbe:
    """Least of ½ |β|² + C Σ_i w_i log(1 + exp(-±logit_i)) over β and b, on standardised states: L2 as in scikit-learn.

    states (n, H), labels 0 or 1 of both classes (n,), weights (n,), whose mean is made 1 so that C keeps its meaning.
    Raises UnavailableError for states that are not finite, FailedError where it does not converge.
    """
    y = np.asarray(labels, dtype=np.float64)
    w = np.asarray(weights, dtype=np.float64)
    w = w / w.mean()
    x, centre, scale, varied = _standardised(np.asarray(states), w)
    theta = np.append(np.zeros(x.shape[1] - 1), np.log(w @ y / (w @ (1 - y))))  # β, then b
    if start is not None:
        warm = np.append(start.coefficients[varied], start.intercept)
        theta = min(theta, warm, key=lambda guess: _objective(x @ guess, y, c * w, guess))
    try:
        theta, passes = _newton(x, y, c * w, theta)
    except (LinAlgError, ValueError) as error:
        raise FailedError(f"the probe did not converge with C = {c:g}: {error}") from None
    coefficients = np.zeros(len(centre))
    coefficients[varied] = theta[:-1]
    return LogisticProbe(centre, scale, coefficients, float(theta[-1]), passes)


def _standardised(states: NDArray[np.floating], w: Floats) -> tuple[Floats, Floats, Floats, NDArray[np.bool_]]:
    """States of the neurons that vary and a column of ones (n, H' + 1); centre, scale, and whether it varies (H,)."""
    x = np.ones((len(states), states.shape[1] + 1))
    inner = x[:, :-1]
    inner[:] = states
    centre = w @ inner / w.sum()
    inner -= centre
    deviation = np.sqrt(np.einsum("i,ij,ij->j", w, inner, inner) / w.sum())
    if not np.isfinite(deviation).all():
        raise UnavailableError("the layer's states are not finite: the model diverged at that step")
    varied: NDArray[np.bool_] = deviation > 1e-9 * (np.abs(centre) + deviation.max(initial=0.0))
    scale = np.where(varied, deviation, 1.0)
    inner /= scale
    return (x if varied.all() else x[:, np.append(varied, True)]), centre, scale, varied


def _newton(x: Floats, y: Floats, w: Floats, theta: Floats) -> tuple[Floats, int]:
    """Newton's method with step halving: β and b at the least value, and the steps it took.

    Near the end the curvature hardly changes, and the last one serves again: it costs far more than a slope.
    """
    z = x @ theta
    value = _objective(z, y, w, theta)
    factor, former = None, np.inf
    rough = x.astype(np.float32) if float(w.sum()) * np.finfo(np.float32).eps < SAFE else x
    for passes in range(1, MOST_PASSES + 1):
        slope, root = _derivatives(x, z, y, w, theta)
        if not np.isfinite(slope).all():
            raise ValueError("a slope is not finite")
        if factor is None:
            factor = cho_factor(_curvature(rough, root), check_finite=False)
        step = cho_solve(factor, slope, check_finite=False)
        decrement = float(slope @ step)
        length, along = 1.0, x @ step
        while (tried := _objective(z - length * along, y, w, theta - length * step)) > (
            value - 1e-4 * length * decrement
        ):
            length /= 2
            if length < 1e-10:  # nothing lower is to be found: rounding has the last word
                return theta, passes
        theta, value, z = theta - length * step, tried, z - length * along
        if decrement / 2 <= NEAR_ENOUGH * max(value, 1.0):
            return theta, passes
        if decrement / 2 > NEAR * max(value, 1.0) or decrement > former / 10:
            factor = None
        former = decrement
    raise ValueError(f"{MOST_PASSES} passes were not enough")


def _objective(z: Floats, y: Floats, w: Floats, theta: Floats) -> float:
    return float(theta[:-1] @ theta[:-1] / 2 + w @ (np.logaddexp(0.0, z) - y * z))


def _derivatives(x: Floats, z: Floats, y: Floats, w: Floats, theta: Floats) -> tuple[Floats, Floats]:
    """Gradient (H + 1,) of the objective, and the square root of each row's part in the curvature (n,)."""
    decay = np.exp(-np.abs(z))
    pctr = np.where(z >= 0, 1.0, decay) / (1 + decay)
    penalty = np.append(np.ones(len(theta) - 1), 0.0)  # b goes free
    slope: Floats = penalty * theta + (w * (pctr - y)) @ x
    return slope, np.sqrt(w * decay) / (1 + decay)


def _curvature(x: NDArray[np.floating], root: Floats) -> Floats:
    """The Hessian (H + 1, H + 1) of the objective, in the precision of ``x``: it decides the way, not where it ends."""
    rooted = x * root.astype(x.dtype)[:, None]
    curvature: Floats = (rooted.T @ rooted).astype(np.float64)
    curvature[np.diag_indices(len(curvature))] += np.append(np.ones(len(curvature) - 1), 0.0)  # b goes free
    return curvature
