"""Linear CKA: how alike two layers see the same rows, whatever the axes and the scale of their neurons.

Kornblith et al. (arXiv:1905.00414), there the biased estimator, which calls two unrelated layers alike when neurons are
many and rows few. Ours is the debiased one, in which unrelated layers come to 0:

    HSIC(K, L) = [ tr(K L) + (1ᵀK1 1ᵀL1) / ((n-1)(n-2)) - 2 / (n-2) 1ᵀK L1 ] / (n (n-3)),   K, L without diagonal
    CKA(X, Y)  = HSIC(XXᵀ, YYᵀ) / √( HSIC(XXᵀ, XXᵀ) HSIC(YYᵀ, YYᵀ) )

HSIC is the unbiased estimator of Song et al. (JMLR 2012). Written in sums over rows it needs no n x n matrix, and a
block of rows is left out by subtracting its sums.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.redraws import LEVEL
from clicklens.core.interval import Interval
from clicklens.metrics.critical_value import student_critical_value

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FEWEST = 8  # rows that must be left for an estimate
_LARGEST = 1 - 1e-9  # beyond it the scale of the interval has no end


def linear_cka(x: NDArray[np.floating], y: NDArray[np.floating]) -> float | None:
    """x (n, p), y (n, q), rows alike -> at most 1, about 0 for unrelated layers; None where one does not vary.

    Raises ValueError for fewer than 4 rows.
    """
    blocks = np.zeros(len(x), dtype=np.int64)
    first, second = _centred(x), _centred(y)
    hsic = [_hsic_by_block(a, b, blocks)[0] for a, b in ((first, second), (first, first), (second, second))]
    return _defined(_cka(*(np.array([value]) for value in hsic))[0])


def cka_intervals(
    layers: list[NDArray[np.floating]], pairs: list[tuple[int, int]], blocks: Integers
) -> list[Interval | None]:
    """CKA of each of the pairs of layers (n, H), with a 95% interval from leaving out each block in turn.

    blocks (n,) number from 0 the rows that belong together, such as a user's. A bootstrap would not do: a row drawn
    twice is a pair of rows that are alike in every layer, and draws CKA towards 1. The jackknife of blocks (Efron and
    Stein 1981) leaves rows out and draws none twice; it works on artanh CKA, so that no interval goes beyond 1. None
    where a layer does not vary, or with fewer than two blocks.
    """
    centred = [_centred(layer) for layer in layers]
    own = [_hsic_by_block(layer, layer, blocks) for layer in centred]
    found = []
    for i, j in pairs:
        cross = own[i] if i == j else _hsic_by_block(centred[i], centred[j], blocks)
        found.append(_interval(_cka(cross, own[i], own[j])))
    return found


@dataclass(frozen=True)
class _Sums:
    """What HSIC needs of two layers, over some rows; sums of other rows can be taken away."""

    n: int
    cross: Floats  # (p, q), Σ x yᵀ
    x: Floats  # (p,), Σ x
    y: Floats  # (q,), Σ y
    x_by_y: Floats  # (p,), Σ x |y|²
    y_by_x: Floats  # (q,), Σ y |x|²
    squares: tuple[float, float, float]  # Σ |x|², Σ |y|², Σ |x|² |y|²

    @classmethod
    def of(cls, x: Floats, y: Floats) -> _Sums:
        """x (n, p), y (n, q)"""
        p, q = np.einsum("nh,nh->n", x, x), np.einsum("nh,nh->n", y, y)
        squares = (float(p.sum()), float(q.sum()), float(p @ q))
        return cls(len(x), x.T @ y, x.sum(axis=0), y.sum(axis=0), q @ x, p @ y, squares)

    def less(self, other: _Sums) -> _Sums:
        """The sums without the other's rows."""
        of_x, of_y, of_both = (a - b for a, b in zip(self.squares, other.squares, strict=True))
        return _Sums(
            self.n - other.n,
            self.cross - other.cross,
            self.x - other.x,
            self.y - other.y,
            self.x_by_y - other.x_by_y,
            self.y_by_x - other.y_by_x,
            (of_x, of_y, of_both),
        )

    def hsic(self) -> float:
        """NaN with fewer than four rows."""
        n, (of_x, of_y, of_both) = self.n, self.squares
        if n < 4:
            return float("nan")
        trace = float(np.vdot(self.cross, self.cross)) - of_both
        sums = (float(self.x @ self.x) - of_x) * (float(self.y @ self.y) - of_y)
        middle = float(self.x @ self.cross @ self.y - self.x @ self.x_by_y - self.y_by_x @ self.y) + of_both
        return (trace + sums / ((n - 1) * (n - 2)) - 2 / (n - 2) * middle) / (n * (n - 3))


def _hsic_by_block(x: Floats, y: Floats, blocks: Integers) -> Floats:
    """HSIC of all rows, then without each block in turn: (blocks + 1,); of one block only that of all rows."""
    whole = _Sums.of(x, y)
    count = int(blocks.max()) + 1
    left_out = range(count) if count > 1 else ()
    parts = (blocks == block for block in left_out)
    return np.array([whole.hsic(), *(whole.less(_Sums.of(x[part], y[part])).hsic() for part in parts)])


def _cka(cross: Floats, of_x: Floats, of_y: Floats) -> Floats:
    """(k,) each; NaN where a layer does not vary"""
    is_known = (of_x > 0) & (of_y > 0) & np.isfinite(cross)
    scale = np.sqrt(np.where(is_known, of_x * of_y, 1.0))
    cka: Floats = np.minimum(cross / scale, 1.0)  # above 1 is rounding
    cka[~is_known] = np.nan
    return cka


def _interval(values: Floats) -> Interval | None:
    """values (blocks + 1,): all rows, then without each block"""
    left_out = values[1:]
    if not np.isfinite(values).all() or len(left_out) < 2:
        return None
    z = np.arctanh(np.clip(left_out, -_LARGEST, _LARGEST))
    count = len(z)
    error = np.sqrt((count - 1) / count * ((z - z.mean()) ** 2).sum())
    reach = student_critical_value(LEVEL, count - 1) * error
    centre = np.arctanh(np.clip(values[0], -_LARGEST, _LARGEST))
    low, high = float(np.tanh(centre - reach)), float(np.tanh(centre + reach))
    value = float(values[0])
    return Interval(value=value, low=min(low, value), high=max(high, value), level=LEVEL)


def _centred(layer: NDArray[np.floating]) -> Floats:
    """About the mean, which HSIC does not see, and to a mean square of 1, which CKA does not see: for exact sums."""
    values = layer.astype(np.float64)
    if len(values) < 4:
        raise ValueError(f"CKA needs 4 rows at least; there are {len(values)}")
    is_moving = np.ptp(values, axis=0) > 0 if np.isfinite(values).all() else np.zeros(values.shape[1], dtype=bool)
    centred: Floats = values[:, is_moving] - values[:, is_moving].mean(axis=0)  # none of a layer that has diverged
    scale = float(np.sqrt(np.vdot(centred, centred) / len(centred)))
    return centred / scale if scale > 0 else centred


def _defined(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
